"""The forms of an account: sign in, say who one is, look after a place."""
