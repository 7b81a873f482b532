"""The printed strategy: one tree of chapters, tables and charts, written as PDF, as Word file and as web page."""
