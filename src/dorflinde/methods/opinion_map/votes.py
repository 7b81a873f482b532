"""Votes as a sparse table: one row a person, one column a statement, the latest vote counts."""

import hashlib
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Indexes = NDArray[np.int64]
AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True)
class Votes:
    """A table of votes: `person` and `statement` are places in `people` and `statements`, sorted by both, no pair twice.

    `outside` are the columns that draw no map: moderated out, or `personal`, questions about the person herself.
    """

    people: tuple[Hashable, ...]
    statements: tuple[Hashable, ...]
    person: Indexes
    statement: Indexes
    vote: NDArray[np.int8]
    outside: NDArray[np.bool_]
    personal: NDArray[np.bool_]

    @cached_property
    def counts(self) -> Indexes:
        """How many statements each person voted on."""
        return np.bincount(self.person, minlength=len(self.people))

    def tally(self, vote: int | None = None, group: Indexes | None = None, groups: int = 1) -> Indexes:
        """Votes of a kind (or of any) by group and statement; `group` gives each person's, -1 for none."""
        chosen = np.ones(len(self.vote), dtype=bool) if vote is None else self.vote == vote
        at = np.zeros(len(self.vote), dtype=np.int64) if group is None else group[self.person]
        chosen = chosen & (at >= 0)
        cells = at[chosen] * len(self.statements) + self.statement[chosen]
        return np.bincount(cells, minlength=groups * len(self.statements)).reshape(groups, len(self.statements))

    def in_canonical_order(self) -> "Votes":
        """The same votes with the people in an order that depends on nothing but what they voted."""
        starts = np.concatenate([[0], np.cumsum(self.counts)])
        told = np.stack([self.statement, self.vote.astype(np.int64)], axis=1)
        marks = [hashlib.blake2b(told[start:end].tobytes(), digest_size=16).digest() for start, end in pairwise(starts)]
        order = sorted(range(len(marks)), key=marks.__getitem__)
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        return _sorted(
            tuple(self.people[old] for old in order),
            self.statements,
            place[self.person],
            self.statement,
            self.vote,
            self.outside,
            self.personal,
        )


def votes_of(
    cast: Iterable[tuple[Hashable, Hashable, int]],
    *,
    outside: Collection[Hashable] = (),
    personal: Collection[Hashable] = (),
) -> Votes:
    """Make a table of (person, statement, vote), the later ones counting; raises ValueError for a vote that is none.

    Statements `outside` were moderated out; `personal` ones ask about the person. People and statements stand by name.
    """
    latest = {(person, statement): vote for person, statement, vote in cast}
    if wrong := set(latest.values()) - {AGREE, PASS, DISAGREE}:
        raise ValueError(f"{min(wrong, key=str)!r} is no vote: 1, 0 or -1.")
    people, statements = by_name({person for person, _ in latest}), by_name({name for _, name in latest})
    row = {person: place for place, person in enumerate(people)}
    column = {statement: place for place, statement in enumerate(statements)}
    about = np.isin(np.arange(len(statements)), [column[name] for name in personal if name in column])
    away = np.isin(np.arange(len(statements)), [column[name] for name in outside if name in column])
    return _sorted(
        people,
        statements,
        np.fromiter((row[person] for person, _ in latest), dtype=np.int64, count=len(latest)),
        np.fromiter((column[statement] for _, statement in latest), dtype=np.int64, count=len(latest)),
        np.fromiter(latest.values(), dtype=np.int8, count=len(latest)),
        away | about,
        about,
    )


def by_name(names: Collection[Hashable]) -> tuple[Hashable, ...]:
    """Numbers by size before words by letter."""
    numbers = sorted(name for name in names if isinstance(name, int))
    return (*numbers, *sorted((name for name in names if not isinstance(name, int)), key=str))


def _sorted(
    people: tuple[Hashable, ...],
    statements: tuple[Hashable, ...],
    person: Indexes,
    statement: Indexes,
    vote: NDArray[np.int8],
    outside: NDArray[np.bool_],
    personal: NDArray[np.bool_],
) -> Votes:
    order = np.lexsort((statement, person))
    return Votes(people, statements, person[order], statement[order], vote[order], outside, personal)
