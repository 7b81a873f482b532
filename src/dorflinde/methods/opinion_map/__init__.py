"""Finds groups of like-minded people in votes on statements, what each stands for, and what unites them all (method of Polis).

A vote is 1 (agrees), -1 (disagrees) or 0 (passes). The same votes always give the same map, whoever cast them in which order.

>>> drawn = draw(votes_of([("anna", 1, 1), ("anna", 2, -1), ("bert", 1, 1)]))
>>> drawn.k, [group.members for group in drawn.groups]

Source: Small, Bjorkegren, Erkkilä, Shaw, Megill, "Polis: Scaling Deliberation by Mapping High Dimensional Opinion
Spaces" (2021), as its server computes it; where its server depends on the order of events, this text does not.
"""

from dorflinde.methods.opinion_map.drawing import Group, OpinionMap, draw
from dorflinde.methods.opinion_map.reading import Statement, UnreadableVotes, read_statements, read_votes
from dorflinde.methods.opinion_map.representative import Stance
from dorflinde.methods.opinion_map.routing import choose_next, priorities
from dorflinde.methods.opinion_map.votes import Votes, votes_of

__all__ = [
    "Group",
    "OpinionMap",
    "Stance",
    "Statement",
    "UnreadableVotes",
    "Votes",
    "choose_next",
    "draw",
    "priorities",
    "read_statements",
    "read_votes",
    "votes_of",
]
