"""The paper as a tree of blocks that knows neither PDF nor Word nor the web; three writers print the same tree."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeVar

Tone = Literal["note", "sample"]
# A book has a title page, contents and numbered chapters; a sheet is one page; a letter begins at once; easy words stand in
# large letters, a sentence a line.
Shape = Literal["book", "sheet", "letter", "easy"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look."""

    text: str
    strong: bool = False
    href: str = ""


Inline = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter (1), section (2) or profile (3); ``mark`` is a short sign before it, „M16“."""

    level: Literal[1, 2, 3]
    title: str
    mark: str = ""
    new_page: bool = False

    @property
    def text(self) -> str:
        """The heading as it is read."""
        return f"{self.mark} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a ``lead`` stands out a little."""

    runs: Inline
    lead: bool = False


@dataclass(frozen=True, slots=True)
class BulletList:
    """Points of equal rank."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``share`` is its part of the width."""

    title: str
    number: bool = False
    share: float = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under column titles; the first cell of a row names the row, a ``total`` is its last row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool = False

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of the table „{self.caption}“ has too many or too few cells")


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with the words that say the same; a ``wide`` one gets a page across."""

    svg: str
    alt: str
    caption: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is known about it."""

    label: str
    value: Inline


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, side by side; ``paired`` sets short ones in two columns."""

    items: tuple[Fact, ...]
    paired: bool = False


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that must not be overlooked."""

    title: str
    paragraphs: tuple[Inline, ...]
    tone: Tone = "note"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | BulletList | Table | Figure | Facts | Callout | PageBreak


@dataclass(frozen=True, slots=True)
class Words:
    """What the writers themselves say, in the language of the paper."""

    contents: str
    figure: str
    table: str
    page: str  # with {page} and {pages}


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper; ``hue`` is the municipality's colour in degrees, ``cover`` the lines at the foot of the title page."""

    title: str
    subtitle: str
    place: str
    language: str
    day: date
    words: Words
    blocks: tuple[Block, ...]
    kicker: str = ""
    publisher: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    hue: int = 155
    sample: str = ""
    shape: Shape = "book"


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with what its place in the paper adds: a chapter's or a caption's number, an anchor to jump to."""

    block: Block
    number: str = ""
    anchor: str = ""


def text(words: str) -> Inline:
    """Plain words as runs; none for no words."""
    return (Run(words),) if words else ()


def plain(runs: Inline) -> str:
    """The words of the runs without their look."""
    return "".join(run.text for run in runs)


def placed(document: Document) -> Iterator[Placed]:
    """All blocks in order with their numbers: chapters „3“ and sections „3.1“ of a book, tables and figures counted through."""
    chapter = section = profile = tables = figures = 0
    is_book = document.shape == "book"
    for block in document.blocks:
        match block:
            case Heading(level=1):
                chapter, section = chapter + 1, 0
                yield Placed(block, f"{chapter}" if is_book else "", f"kapitel-{chapter}")
            case Heading(level=2):
                section += 1
                yield Placed(block, f"{chapter}.{section}" if is_book else "", f"abschnitt-{chapter}-{section}")
            case Heading():
                profile += 1
                yield Placed(block, "", f"steckbrief-{profile}")
            case Table():
                tables += 1
                yield Placed(block, f"{tables}", f"tabelle-{tables}")
            case Figure():
                figures += 1
                yield Placed(block, f"{figures}", f"abbildung-{figures}")
            case _:
                yield Placed(block)


Node = TypeVar("Node")


def cleaned(node: Node) -> Node:
    """The same tree with text every writer can print: composed, on one line, without invisible control characters."""
    changed: Any = node
    if isinstance(node, str):
        changed = _clean(node)
    elif isinstance(node, tuple):
        changed = tuple(cleaned(part) for part in node)
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        changed = dataclasses.replace(
            node,
            **{
                field.name: cleaned(getattr(node, field.name))
                for field in dataclasses.fields(node)
                if field.name != "svg"  # drawn by us, from clean text
            },
        )
    return changed  # type: ignore[no-any-return]  # the same type as what came in


_SPACE = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")
_UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn"})  # controls, half characters, private use, unassigned


def _clean(text: str) -> str:
    composed = unicodedata.normalize("NFC", _SPACE.sub(" ", text))
    return "".join(character for character in composed if unicodedata.category(character) not in _UNPRINTABLE)
