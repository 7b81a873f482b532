"""What became of it: contributions and measures linked with dates, followed by those who started them."""
