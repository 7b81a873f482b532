"""Having a say: projects with phases, ideas on a map, support, comments, and an answer from the town hall."""
