"""What changed between two texts, word by word: for people who compare two versions of a paragraph."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECE = re.compile(r"\s+|\w+(?:[-’']\w+)*|[^\w\s]")
LONGEST = 6000  # pieces; beyond this, whole paragraphs are compared, because comparing words costs their square


class Change(StrEnum):
    """What happened to a stretch of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words with one fate."""

    change: Change
    text: str


def compare_words(old: str, new: str) -> list[Stretch]:
    """Return the new text as stretches that were kept, removed or added, in reading order.

    Kept and removed stretches together read as the old text, kept and added ones as the new. Longest common blocks after
    Ratcliff and Obershelp (Python's difflib).
    """
    before, after = _pieces(old), _pieces(new)
    found: list[Stretch] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Stretch(Change.KEPT, "".join(before[a:b])))
            continue
        if b > a:
            found.append(Stretch(Change.REMOVED, "".join(before[a:b])))
        if d > c:
            found.append(Stretch(Change.ADDED, "".join(after[c:d])))
    return found


def _pieces(text: str) -> list[str]:
    pieces = _PIECE.findall(text)
    return pieces if len(pieces) <= LONGEST else text.splitlines(keepends=True)
