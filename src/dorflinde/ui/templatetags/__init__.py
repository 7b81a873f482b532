"""The template tags of the house."""
