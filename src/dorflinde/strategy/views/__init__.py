"""The pages of the strategy: for everyone (roadmap, measure, paper) and for the town hall (the workbench)."""
