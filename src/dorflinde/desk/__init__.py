"""The one inbox of the town hall: what waits for an answer, a decision or a check, the most urgent first."""
