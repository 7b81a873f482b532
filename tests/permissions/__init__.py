"""Who gets what at which address: a table, a small world with one of everything, and the tests that hold the two together."""
