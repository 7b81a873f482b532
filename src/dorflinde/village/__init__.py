"""Village talk: short posts from people to people in their place."""
