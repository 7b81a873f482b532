"""What a report is made of: headings, words, lists and tables, as its template reads them."""

from typing import Any

Part = dict[str, Any]


def decimal(value: float | None) -> str:
    """Return a number as German readers write it, with one place."""
    return "" if value is None else f"{value:.1f}".replace(".", ",")


def heading(text: str, level: int = 2) -> Part:
    """Begin something new."""
    return {"kind": "heading", "text": text, "level": level}


def text(words: str) -> Part:
    """Say something, a paragraph a line."""
    return {"kind": "text", "text": words}


def note(words: str) -> Part:
    """Say something in small letters."""
    return {"kind": "note", "text": str(words)}


def items(rows: list[list[str]]) -> Part:
    """List things, each with what there is to say about it."""
    return {"kind": "list", "rows": rows}


def table(head: list[str], rows: list[list[str]]) -> Part:
    """Show figures in rows."""
    return {"kind": "table", "head": head, "rows": rows}
