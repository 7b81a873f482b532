"""Tags of the strategy's pages."""
