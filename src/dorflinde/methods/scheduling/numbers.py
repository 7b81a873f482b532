"""The whole numbers of a text, each with the line it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dorflinde.methods.scheduling.draft import Unreadable

DIGITS = re.compile(r"[+-]?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Reads number after number, over the ends of lines."""

    found: Iterator[tuple[str, int]]
    lines: int

    @classmethod
    def of(cls, text: str) -> "Numbers":
        """The numbers of a text."""
        lines = text.split("\n")
        return cls(((word, place) for place, line in enumerate(lines, 1) for word in line.split()), len(lines))

    def take(self, what: str) -> tuple[int, int]:
        """The next number and its line; ``what`` it should be is told where the file ends too soon."""
        word, line = next(self.found, ("", 0))
        if not word:
            raise Unreadable(f"The file ends where {what} should stand.", self.lines)
        return whole(word, what, line), line

    def rest(self) -> tuple[str, int] | None:
        """The next word if there is one left."""
        return next(self.found, None)


def whole(word: str, what: str, line: int) -> int:
    """A word as a whole number."""
    if not DIGITS.fullmatch(word):
        raise Unreadable(f"{word[:40]!r} stands where {what} should be, a whole number.", line)
    return int(word)
