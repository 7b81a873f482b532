"""The ground under every module: environment, text, dates, money, places on earth. No tables."""
