"""News of town hall, clubs and citizen reporters, each under its own sender and imprint."""
