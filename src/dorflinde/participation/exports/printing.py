"""What sheets and forms have in common on paper: an accessible PDF out of words, and a square that leads to the page online."""

import io
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.utils.translation import get_language

from dorflinde import ui

_FONTS = Path(ui.__file__).parent / "static" / "ui" / "dist" / "print-fonts"
_STANDARDS: Any = ["a-2a", "ua-1"]


def set_in_print(template: Path, words: Mapping[str, Any], day: date) -> bytes:
    """Return the PDF a template makes of words; they arrive as text and are never read as markup."""
    import typst  # a large compiler: only where a paper is really set

    compiler = typst.Compiler(
        str(template), root=str(template.parent), font_paths=[str(_FONTS)] if _FONTS.is_dir() else [],
        ignore_system_fonts=True,
        sys_inputs={"words": _printable(json.dumps(_dated(words, day), ensure_ascii=False))},
    )  # fmt: skip
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    content = compiler.compile(format="pdf", pdf_standards=_STANDARDS, timestamp=midnight)
    if not isinstance(content, bytes):
        raise TypeError("typst gave no document")
    return content


def qr(url: str) -> str:
    """Draw an address as a picture of its own, which the typesetter only knows by its namespace."""
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", scale=4, border=1)
    return out.getvalue().decode()


def short(url: str) -> str:
    """Return an address as people type it in, without what their browser adds."""
    return url.partition("://")[2].rstrip("/")


def _dated(words: Mapping[str, Any], day: date) -> dict[str, Any]:
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    return {**words, "language": language, "day": {"year": day.year, "month": day.month, "day": day.day}}


def _printable(data: str) -> str:
    """Let pictures („😀“) fall away: the faces of print do not have them, and an accessible PDF refuses gaps."""
    return "".join(sign if sign <= "\u024f" or sign in "–—‘’‚“”„•…€−→\u202f·" else "" for sign in data)
