"""Texts in lists that spreadsheets open: they never calculate."""

_CALCULATES = ("=", "+", "-", "@")  # what spreadsheets take for a formula


def inert(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; the import takes it off again."""
    return f"'{text}" if text.lstrip("'").startswith(_CALCULATES) else text
