"""What the house keeps about people: every module says here what, why and how long, how it is handed out and how it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kept:
    """One line of the register of data (Art. 13 and 30 GDPR), in words for the people it is about."""

    what: Any  # lazy translations
    why: Any
    basis: Any
    until: Any


@dataclass(frozen=True)
class PersonalData:
    """How one module deals with what it keeps about a person."""

    name: str
    title: Any
    kept: tuple[Kept, ...] = ()
    export: Callable[[Any], list[dict[str, Any]]] | None = None  # (user): rows that json can write
    erase: Callable[[Any], None] | None = None  # (user): before the account goes; what may stay stays without a name
    forget: Callable[[], int] | None = None  # (): rows that have had their time; called every hour
    rename: Callable[[Any, str], None] | None = (
        None  # (user, name before): where the public name is written down, not read
    )


_registered: dict[str, PersonalData] = {}


def register(entry: PersonalData) -> None:
    """Make a module's dealings known; the same name twice is a programming error."""
    if entry.name in _registered:
        raise ValueError(f"{entry.name} is registered already")
    _registered[entry.name] = entry


def all_registered() -> list[PersonalData]:
    """Return every module's dealings in the order of registration."""
    return list(_registered.values())


def forget_what_is_due() -> dict[str, int]:
    """Let every module forget what it keeps no longer; returns how many rows went, by module."""
    return {entry.name: entry.forget() for entry in _registered.values() if entry.forget is not None}
