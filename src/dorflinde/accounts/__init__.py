"""People: how they sign in, what they are called in public, what they may do where, and what they agreed to."""
