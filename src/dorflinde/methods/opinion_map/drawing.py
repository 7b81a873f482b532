"""Draws the whole map from votes: plane, groups, what they stand for, what unites them."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from dorflinde.methods.opinion_map import grouping
from dorflinde.methods.opinion_map.plane import Plane, lay_out
from dorflinde.methods.opinion_map.representative import Stance, common_ground, consensus, figures, representative
from dorflinde.methods.opinion_map.routing import priorities
from dorflinde.methods.opinion_map.votes import Indexes, Numbers, Votes, by_name

LEAST_VOTES = 7


@dataclass(frozen=True)
class Group:
    """People who vote alike: who they are, where their middle lies, which statements they stand for."""

    members: tuple[Hashable, ...]
    centre: tuple[float, float]
    representative: tuple[Stance, ...]


@dataclass(frozen=True)
class OpinionMap:
    """A map of opinions. Groups stand by size, the largest first; people with too few votes are in none.

    `people` and `statements` give places on the plane, `agreed` and `rejected` the group-informed consensus,
    `priority` the weight of a statement in the draw of the next one, `silhouettes` the fit of each number of groups tried.
    """

    k: int
    groups: tuple[Group, ...]
    people: dict[Hashable, tuple[float, float]]
    statements: dict[Hashable, tuple[float, float]]
    consensus_agree: tuple[Stance, ...]
    consensus_disagree: tuple[Stance, ...]
    agreed: dict[Hashable, float]
    rejected: dict[Hashable, float]
    priority: dict[Hashable, float]
    silhouettes: dict[int, float]


def draw(votes: Votes, *, least_votes: int = LEAST_VOTES) -> OpinionMap:
    """Draw the map; `least_votes` are needed to be grouped, unless fewer than 15 people have that many."""
    votes = votes.in_canonical_order()
    if not len(votes.vote):
        return OpinionMap(0, (), {}, {}, (), (), {}, {}, {}, {})
    plane = lay_out(votes)
    chosen = grouping.voices(votes.counts, least_votes, len(votes.statements))
    group, tried = _groups(plane, chosen)
    k = int(group.max()) + 1
    told = figures(votes, group, k)
    agree, disagree = consensus(votes)
    agreed, rejected = common_ground(told)
    places = {name: _place(place) for name, place in zip(votes.people, plane.people, strict=True)}
    groups = []
    for number in range(k):
        members = np.flatnonzero(group == number)
        stands_for = representative(votes, told, number) if k > 1 else []
        middle = plane.people[members].mean(axis=0)
        names = by_name([votes.people[at] for at in members])
        groups.append(Group(names, _place(middle), tuple(stands_for)))
    return OpinionMap(
        k=k,
        groups=tuple(groups),
        people={name: places[name] for name in by_name(votes.people)},
        statements={name: _place(place) for name, place in zip(votes.statements, plane.statements, strict=True)},
        consensus_agree=tuple(agree),
        consensus_disagree=tuple(disagree),
        agreed=dict(zip(votes.statements, agreed.tolist(), strict=True)),
        rejected=dict(zip(votes.statements, rejected.tolist(), strict=True)),
        priority=_priority(votes, plane),
        silhouettes=tried,
    )


def _groups(plane: Plane, chosen: Indexes) -> tuple[Indexes, dict[int, float]]:
    """Group of each person, -1 for those who are in none; the largest group is the first."""
    points = plane.people[chosen]
    base = grouping.bases(points)
    weights = np.bincount(base).astype(np.float64)
    centres = grouping.centres_of(points, base, np.ones(len(points)))
    labels, tried = grouping.groups_of(centres, weights)
    sizes = np.bincount(labels, weights=weights)
    middles = grouping.centres_of(centres, labels, weights)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.lexsort((middles[:, 1], middles[:, 0], -sizes))] = np.arange(len(sizes))
    group = np.full(len(plane.people), -1, dtype=np.int64)
    group[chosen] = rank[labels][base]
    return group, tried


def _priority(votes: Votes, plane: Plane) -> dict[Hashable, float]:
    found = priorities(votes, plane.extremity)
    return dict(zip(votes.statements, found.tolist(), strict=True))


def _place(point: Numbers) -> tuple[float, float]:
    return float(point[0]), float(point[1])
