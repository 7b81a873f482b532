"""Sag's uns: people say what is broken or missing, the town hall answers, and everyone sees what became of it."""
