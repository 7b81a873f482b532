"""A text as headings and paragraphs, and which paragraph of a changed text continues which one of the text before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_BULLET = re.compile(r"^[-*+] +", re.MULTILINE)
_MOST_COMPARED = 60  # changed ones on each side: comparing every pair costs their product
ALIKE = 0.4  # from this share of common characters on, a paragraph counts as the same one worded anew


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading (level 1 to 3) or a paragraph (level 0) in plain words."""

    text: str
    level: int = 0


def split_text(text: str) -> list[Piece]:
    """Return the headings and paragraphs of plain text or simple Markdown, without those that say nothing.

    Empty lines part paragraphs. Where there is none at all, as in a text copied from a word processor, every line is one.
    """
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")]
    every_line = "" not in lines
    return [piece for block in _blocks(lines, every_line=every_line) for piece in _pieces(block) if piece.text]


def join_text(pieces: Sequence[Piece]) -> str:
    """Return the text that `split_text` takes apart into these pieces."""
    return "\n\n".join(f"{'#' * piece.level} {piece.text}" if piece.level else piece.text for piece in pieces)


def match_pieces(before: Sequence[Piece], after: Sequence[Piece]) -> list[int | None]:
    """Return for each piece of a changed text which one of the text before it continues (its place there), or None.

    Unchanged pieces are found first, also where they moved, then those that have the most words in common, from a share of
    `ALIKE` on (Ratcliff and Obershelp, Python's difflib). No piece is continued twice.
    """
    found: list[int | None] = [None] * len(after)
    for old, new, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        found[new : new + size] = range(old, old + size)
    left = sorted(set(range(len(before))) - {match for match in found if match is not None})
    places: dict[Piece, list[int]] = {}
    for old in left:
        places.setdefault(before[old], []).append(old)
    for new, piece in enumerate(after):
        if found[new] is None and (moved := places.get(piece)):
            found[new] = moved.pop(0)
    _match_alike(before, after, found)
    return found


def _match_alike(before: Sequence[Piece], after: Sequence[Piece], found: list[int | None]) -> None:
    taken = {match for match in found if match is not None}
    olds = [old for old in range(len(before)) if old not in taken][:_MOST_COMPARED]
    news = [new for new in range(len(after)) if found[new] is None][:_MOST_COMPARED]
    scores = [
        (_likeness(before[old].text, after[new].text), old, new)
        for old in olds
        for new in news
        if bool(before[old].level) == bool(after[new].level)
    ]
    for score, old, new in sorted(scores, key=lambda row: (-row[0], abs(row[1] - row[2]), row[1])):
        if score >= ALIKE and old not in taken and found[new] is None:
            found[new] = old
            taken.add(old)


def _likeness(old: str, new: str) -> float:
    matcher = SequenceMatcher(None, old.split(), new.split(), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _blocks(lines: list[str], *, every_line: bool) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if not line or every_line or _HEADING.match(line):
            if block:
                yield block
            block = []
        if _HEADING.match(line) or (every_line and line):
            yield [line]
        elif line:
            block.append(line)
    if block:
        yield block


def _pieces(block: list[str]) -> Iterator[Piece]:
    if len(block) > 1 and re.fullmatch(r"=+|-{2,}", block[1]):  # a title underlined with signs
        yield Piece(_plain(block[0]), 1 if block[1].startswith("=") else 2)
        block = block[2:]
    elif heading := _HEADING.match(block[0]):
        yield Piece(_plain(heading[2]), min(len(heading[1]), 3))
        block = block[1:]
    if block and not re.fullmatch(r"[-*_=]{3,}", block[0]):
        yield Piece(_plain("\n".join(block)))


def _plain(text: str) -> str:
    return _BULLET.sub("• ", _EMPHASIS.sub(r"\2", text)).strip()
