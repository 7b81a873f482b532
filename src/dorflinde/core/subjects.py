"""The small registered interface through which the ground services reach an idea, a measure or an article without knowing its module.

A feature registers one Subject for each kind of thing people see. Feed, desk, trail and moderation
keep only the pair (kind, public id) and ask the Subject for the rest.
"""

import datetime
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Ref:
    """Names one thing of the system: its registered kind and its public id."""

    kind: str
    id: uuid.UUID

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Description:
    """What anyone needs to show a thing in one line: never the thing itself."""

    ref: Ref
    title: str
    text: str
    url: str
    place_id: int
    created_at: datetime.datetime
    is_public: bool
    author_id: int | None = None
    author_name: str = ""
    label: str = ""
    picture_url: str = ""
    full_text: str = ""  # every word, for those who decide on it; the text alone where nothing was cut
    note: str = ""  # one more line: „128 Unterstützungen, 17 Kommentare“

    @property
    def words(self) -> str:
        """Everything that was written."""
        return self.full_text or self.text


@dataclass(frozen=True)
class ExpectedStep:
    """What should happen next to a thing, with the day if one is known; shown in grey on the trail."""

    title: str
    text: str = ""
    when: datetime.date | None = None
    when_text: str = ""


@dataclass(frozen=True)
class Subject:
    """How the ground services handle one kind of thing."""

    kind: str
    label: Any  # a lazy translation: „Idee“, „Maßnahme“
    describe: Callable[[Iterable[uuid.UUID]], dict[uuid.UUID, Description]]
    icon: str = "list"
    from_words: Any = ""  # for headings of the trail: „Von der Idee“
    to_words: Any = ""  # and „zur Maßnahme“
    may_be_origin: bool = False  # residents' contributions that a measure can grow from
    expected_steps: Callable[[uuid.UUID], list[ExpectedStep]] | None = None
    hide: Callable[..., None] | None = None  # hide(id, *, actor, reason): moderation takes it off the page
    restore: Callable[..., None] | None = None  # restore(id, *, actor)
    can_wait: bool = False  # a place may want to look at it before everyone does
    admit: Callable[..., None] | None = None  # admit(id, *, actor): shown for the first time; restore, if nothing more
    suggestions: Callable[[int, str], list[Description]] | None = None  # (municipality id, words) for pickers
    # Of people (an id, users by key) those who may hear of it, where not everyone may: asked at the moment of telling.
    hearers: Callable[[uuid.UUID, Collection[int]], set[int]] | None = None


@dataclass
class _Registry:
    subjects: dict[str, Subject] = field(default_factory=dict)


_registry = _Registry()


def register(subject: Subject) -> None:
    """Make a kind of thing known; the same kind twice is a programming error."""
    if subject.kind in _registry.subjects:
        raise ValueError(f"{subject.kind} is registered already")
    _registry.subjects[subject.kind] = subject


def subject(kind: str) -> Subject:
    """Return the registered kind; raises KeyError for an unknown one."""
    return _registry.subjects[kind]


def known(kind: str) -> bool:
    """Tell whether a kind is registered."""
    return kind in _registry.subjects


def all_subjects() -> list[Subject]:
    """Return every registered kind in the order of registration."""
    return list(_registry.subjects.values())


def describe(ref: Ref) -> Description | None:
    """Return what a thing shows of itself, or None when it is gone or its module is not installed."""
    return describe_all([ref]).get(ref)


def describe_all(refs: Iterable[Ref]) -> dict[Ref, Description]:
    """Return the descriptions of many things with one question to each module."""
    by_kind: dict[str, set[uuid.UUID]] = {}
    for ref in refs:
        by_kind.setdefault(ref.kind, set()).add(ref.id)
    found: dict[Ref, Description] = {}
    for kind, ids in by_kind.items():
        if kind in _registry.subjects:
            found.update({Ref(kind, key): value for key, value in _registry.subjects[kind].describe(ids).items()})
    return found
