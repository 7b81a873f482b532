"""Texts in the cells of lists: they never calculate in a spreadsheet, and come back as they were."""

import re

_CALCULATES = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what spreadsheets take for a formula, also in wide letters
_BEFORE = "' \t\r\n"  # what they pass over before it
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")


def inert(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; `as_written` takes it off again."""
    return f"'{text}" if _calculates(text) else text


def as_written(cell: str) -> str:
    """Return the text of a cell: without unseen signs, blanks around it, and the apostrophe `inert` put before it."""
    kept = without_unseen(cell).strip()
    return kept[1:] if kept.startswith("'") and _calculates(kept) else kept


def without_unseen(text: str) -> str:
    """Drop signs that nobody sees and no table may hold: controls, turned writing directions, halves of signs."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Return a text as it stands in one line of a list: every stretch of blanks is one."""
    return " ".join(without_unseen(text).split())


def many_lines(text: str) -> str:
    """Return a longer text as a cell of a list can hold it."""
    return without_unseen(text).strip()


def _calculates(text: str) -> bool:
    return text.lstrip(_BEFORE).startswith(_CALCULATES)
