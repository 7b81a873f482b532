"""Where people live and who publishes there: region, municipality, village, and the organisations of a place."""
