"""How the desk says when something is due."""
