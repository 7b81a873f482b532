"""What the Makefile calls: set-up, checks, tests, locks, translations."""
