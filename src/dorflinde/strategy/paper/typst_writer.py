"""The paper as PDF: archivable (PDF/A-2a) and accessible (PDF/UA-1) in one file, the same bytes for the same tree."""

import dataclasses
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from dorflinde import ui
from dorflinde.strategy.paper.colours import palette
from dorflinde.strategy.paper.tree import Document, Figure, Heading, Placed, cleaned, placed

TEMPLATE = Path(__file__).with_name("paper.typ")
GLYPH = Path(__file__).with_name("glyph.typ")
PICTURE = Path(__file__).with_name("picture.typ")
# Written by the front-end build; without them the paper is set in the faces that typst brings along.
PRINT_FONTS = Path(ui.__file__).parent / "static" / "ui" / "dist" / "print-fonts"
STANDARDS = ["a-2a", "ua-1"]


class PaperError(RuntimeError):
    """The paper could not be set; the message says what stands in the way."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF and how many pages it has."""

    content: bytes
    pages: int


def write_pdf(document: Document) -> Pdf:
    """Set the paper; raises PaperError when it would not be an accessible PDF."""
    data = json.dumps(_data(cleaned(document)), ensure_ascii=False)
    try:
        return _set(_with(data, _printable), document.day)
    except PaperError as error:
        if "could not be displayed" not in str(error):
            raise
    # Every character has a face, but none has a whole cluster of them: stay with the plain ones.
    return _set(_with(data, _replaced), document.day)


def write_png(svg: str, *, width_mm: int = 250, dots_per_inch: int = 200) -> bytes:
    """Turn a drawing into a picture for writers that cannot embed drawings."""
    compiler = _compiler(PICTURE, {"svg": svg, "width": f"{width_mm}"})
    content = compiler.compile(format="png", ppi=float(dots_per_inch))
    if not isinstance(content, bytes):
        raise PaperError("typst gave no picture")
    return content


def _set(data: str, day: date) -> Pdf:
    import typst  # a hundred megabytes of compiler: only where a paper is really set

    midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    compiler = _compiler(TEMPLATE, {"paper": data})
    try:
        content = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=midnight)
        pages = json.loads(compiler.query("<pages>", field="value", one=True))
    except (typst.TypstError, RuntimeError) as error:
        raise PaperError(str(error)) from error
    if not isinstance(content, bytes):
        raise PaperError("typst gave no document")
    return Pdf(content, int(pages))


def _compiler(source: Path, inputs: dict[str, str]) -> Any:
    import typst

    fonts = [str(PRINT_FONTS)] if PRINT_FONTS.is_dir() else []
    return typst.Compiler(
        str(source), root=str(source.parent), font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs
    )


def _data(document: Document) -> Mapping[str, object]:
    day = document.day
    own = {field.name: getattr(document, field.name) for field in dataclasses.fields(document)}
    return own | {
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "words": dataclasses.asdict(document.words),
        "colours": palette(document.hue),
        "foot": document.place,
        "language": document.language[:2],
        "blocks": [_block(part) for part in placed(document)],
    }


def _block(part: Placed) -> Mapping[str, object]:
    values = dataclasses.asdict(part.block) | {"kind": type(part.block).__name__}
    if isinstance(part.block, Heading):
        values["number"] = part.number
    if isinstance(part.block, Figure):
        values["ratio"] = _ratio(part.block)
    return values


def _ratio(figure: Figure) -> float:
    """How much wider than high a drawing is; a drawing that does not say counts as square."""
    box = re.search(r'viewBox="\S+ \S+ ([0-9.]+) ([0-9.]+)"', figure.svg)
    return float(box[1]) / float(box[2]) if box and float(box[2]) else 1.0


def _with(data: str, replaced: Callable[[str], str]) -> str:
    return "".join(character if _is_plain(character) else replaced(character) for character in data)


def _is_plain(character: str) -> bool:
    """Letters and signs that every face of ours has: no need to ask."""
    return character < "\u0180" or character in "–—‘’‚“”„•…€−\u202f"


@cache
def _printable(character: str) -> str:
    """The character if any face at hand has it."""
    import typst

    try:
        _compiler(GLYPH, {"text": character}).compile(format="pdf", pdf_standards=STANDARDS, timestamp=0)
    except (typst.TypstError, RuntimeError):
        return _replaced(character)
    return character


def _replaced(character: str) -> str:
    """Pictures („😀“) and marks fall away, foreign letters become a visible gap."""
    return "\ufffd" if unicodedata.category(character)[0] in "LN" else ""
