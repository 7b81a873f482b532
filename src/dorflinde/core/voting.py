"""The small registered interface by which a meeting of one module leads to a vote of another and shows what came of it.

The strategy votes with dots on its measures; participation holds the meetings at which that is done. Neither knows the other:
whoever holds votes registers them here, whoever has a place to show one names it by its key.
"""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """Something that was voted on, with the votes it got."""

    title: str
    url: str
    number: int


@dataclass(frozen=True)
class Vote:
    """A vote as another module shows it: everyone may know all of this."""

    key: uuid.UUID
    title: str
    url: str  # where people vote; empty while they cannot
    state: str  # in words: „läuft“
    people: int = 0
    lines: tuple[Line, ...] = ()  # once it is counted, the most votes first

    @property
    def is_counted(self) -> bool:
        """Tell whether there is a result."""
        return bool(self.lines)


@dataclass(frozen=True)
class Box:
    """How one module tells of its votes."""

    module: str  # must be switched on at the place
    to_choose: Callable[[Any], list[Vote]]  # (municipality): the latest first
    find: Callable[[Any, Collection[uuid.UUID]], dict[uuid.UUID, Vote]]  # (municipality, keys)


_boxes: dict[str, Box] = {}


def register(box: Box) -> None:
    """Make a module known as one that holds votes; the same module twice is a programming error."""
    if box.module in _boxes:
        raise ValueError(f"{box.module} holds votes already")
    _boxes[box.module] = box


def to_choose(place: Any) -> list[Vote]:
    """Return the votes of a municipality somebody may point to, the latest first."""
    return [vote for box in _on_at(place) for vote in box.to_choose(place)]


def find(place: Any, key: uuid.UUID | None) -> Vote | None:
    """Return a vote of a municipality; None when there is none any more."""
    if key is None:
        return None
    return next((found[key] for box in _on_at(place) if key in (found := box.find(place, [key]))), None)


def _on_at(place: Any) -> list[Box]:
    return [box for box in _boxes.values() if box.module not in place.modules_off]
