"""The small registered interface by which one module opens a text for comments that another module collects.

The strategy has a draft and wants to hear the place; participation knows how people are asked. Neither knows the other: whoever
can collect comments registers an opener here, whoever has a text asks for one that is switched on at the place.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .subjects import Ref


@dataclass(frozen=True)
class Chapter:
    """A part of a long text that is read and talked about for itself; the key stays when its title or its words change."""

    key: str
    title: str
    pieces: tuple[tuple[str, int], ...]  # (words, level of a heading or 0), in reading order


@dataclass(frozen=True)
class Request:
    """The text to be opened, and until when people are asked."""

    title: str
    summary: str
    text: str
    until: datetime.date
    chapters: tuple[Chapter, ...] = ()  # of a text too long to stand in one piece


@dataclass(frozen=True)
class Opener:
    """How one module collects comments on a text."""

    module: str  # must be switched on at the place
    open: Callable[[Any, Request, Any], Ref]  # (place, request, actor): what was opened, with an address of its own
    count: Callable[[Iterable[Ref]], dict[Ref, int]]  # how many comments came in; what is gone is left out
    close: Callable[
        [Ref, str, Any], None
    ]  # (what was opened, why in a sentence for everyone, actor); what is not its own is left alone
    renew: Callable[[Ref, Request, Any], None]  # a newer wording of what was opened; what was said stays


_openers: dict[str, Opener] = {}


def register(opener: Opener) -> None:
    """Make a module known as one that collects comments; the same module twice is a programming error."""
    if opener.module in _openers:
        raise ValueError(f"{opener.module} opens texts already")
    _openers[opener.module] = opener


def opener_for(off: list[str]) -> Opener | None:
    """Return the opener of a place where the modules in `off` are switched off; None when nobody collects comments."""
    return next((opener for opener in _openers.values() if opener.module not in off), None)


class CommentingProblem(ValueError):
    """Nobody collects comments here; the message says so."""


def ask(place: Any, off: list[str], request: Request, actor: Any) -> Ref:
    """Open a text at a place where the modules in `off` are switched off; raises CommentingProblem where nobody collects comments."""
    opener = opener_for(off)
    if opener is None:
        raise CommentingProblem(_("Hier sammelt gerade niemand Rückmeldungen: Das Modul dafür ist ausgeschaltet."))
    return opener.open(place, request, actor)


def renew(ref: Ref, request: Request, actor: Any) -> None:
    """Let what was opened say what a newer draft says: paragraphs that go on keep what was said about them."""
    for opener in _openers.values():
        opener.renew(ref, request, actor)


def close(ref: Ref, words: str, actor: Any) -> None:
    """Take no more comments on what was opened and say why; what was said stays to be read."""
    for opener in _openers.values():
        opener.close(ref, words, actor)


def count(refs: Iterable[Ref]) -> dict[Ref, int]:
    """Return how many comments came in on each of these."""
    wanted = list(refs)
    found: dict[Ref, int] = {}
    for opener in _openers.values():
        found.update(opener.count(wanted))
    return found
