"""How people show that they live here; which of these a project asks for is the town hall's choice.

A way registers itself in AppConfig.ready(). One that needs something this installation does not have (a provider of the
online identity card, for instance) says so and is not offered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

NONE = "none"


@dataclass(frozen=True)
class Proof:
    """One way to show where one lives."""

    kind: str
    label: Any  # lazy translations, for the town hall
    question: Any = ""  # what people are asked, where they are asked for a word; empty for ways that ask elsewhere
    help_text: Any = ""
    # check(project, what was typed): the sentence that refuses it, or nothing when it proves enough.
    check: Callable[[Any, str], str] | None = None
    # proves(project, user): what is known of an account already, an attribute of its identity provider for instance.
    proves: Callable[[Any, Any], bool] | None = None
    is_available: Callable[[], bool] = lambda: True


_proofs: dict[str, Proof] = {}


def register(entry: Proof) -> None:
    """Make a way known; the same kind twice is a programming error."""
    if entry.kind in _proofs:
        raise ValueError(f"{entry.kind} is registered already")
    _proofs[entry.kind] = entry


def proof(kind: str) -> Proof | None:
    """Return a way that is there and works here."""
    found = _proofs.get(kind)
    return found if found is not None and found.is_available() else None


def choices() -> list[tuple[str, Any]]:
    """Return the ways a project can choose from."""
    return [(entry.kind, entry.label) for entry in _proofs.values() if entry.is_available()]
