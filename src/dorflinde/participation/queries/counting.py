"""From ballots to an election and back: what the count works on, and what can be counted again by anyone."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from dorflinde.methods.equal_shares import Election
from dorflinde.participation.models import Ballot, BallotLine, Budget, BudgetProposal, Pot

_KINDS = {Budget.BallotKind.POINTS: "scoring", Budget.BallotKind.RANKING: "scoring"}


@dataclass(frozen=True)
class PotElection:
    """The election of one pot: proposals by their numbers, voters by the keys of their ballots."""

    pot: Pot
    proposals: dict[str, BudgetProposal]
    election: Election
    homes: dict[str, str]  # voter → the name of the village, where one is known


def elections_of(budget: Budget, pots: Sequence[Pot]) -> list[PotElection]:
    """Return an election for each pot; whoever chose nothing in a pot holds no share in it."""
    admitted = list(BudgetProposal.objects.of(budget).admitted().complete().by_number())
    ballots = list(
        Ballot.objects.counted(budget)
        .select_related("home")
        .defer("home__boundary")
        .prefetch_related("lines")
        .order_by("pk")
    )
    return [_election(budget, pot, [one for one in admitted if one.pot_id == pot.pk], ballots) for pot in pots]


def _election(budget: Budget, pot: Pot, proposals: list[BudgetProposal], ballots: list[Ballot]) -> PotElection:
    numbers = {proposal.pk: str(proposal.number) for proposal in proposals}
    given, homes = {}, {}
    for ballot in ballots:
        lines = {
            numbers[line.proposal_id]: _points(budget, line, len(proposals))
            for line in sorted(ballot.lines.all(), key=lambda line: (line.proposal_id,))
            if line.proposal_id in numbers
        }
        if lines:
            given[str(ballot.pk)] = lines
            if ballot.home is not None:
                homes[str(ballot.pk)] = ballot.home.name
    return PotElection(
        pot=pot,
        proposals={str(proposal.number): proposal for proposal in proposals},
        election=Election(
            budget=Fraction(pot.cents, 100),
            costs={str(one.number): Fraction(one.valuation.cents or 0, 100) for one in proposals},
            ballots=given,
            kind=_KINDS.get(Budget.BallotKind(budget.ballot_kind), "approval"),
            rivals=_rivals(proposals),
        ),
        homes=homes,
    )


def _rivals(proposals: list[BudgetProposal]) -> tuple[frozenset[str], ...]:
    groups: dict[int, set[str]] = {}
    for proposal in proposals:
        if proposal.group_id is not None:
            groups.setdefault(proposal.group_id, set()).add(str(proposal.number))
    return tuple(frozenset(group) for group in groups.values() if len(group) > 1)


def _points(budget: Budget, line: BallotLine, number: int) -> Fraction:
    """Return what a line is worth: of eight proposals the first place is worth eight, the next seven; so every first place weighs the same."""
    if budget.ballot_kind == Budget.BallotKind.RANKING:
        return Fraction(number + 1 - line.weight)
    return Fraction(line.weight)


def mixed(found: PotElection) -> Election:
    """Return the election with voters in an order from which nobody learns who came when, and keys that lead nowhere."""
    salt = str(found.pot.budget.activity.public_id)
    keys = dict(
        Ballot.objects.filter(pk__in=[int(key) for key in found.election.ballots]).values_list("pk", "public_id")
    )
    order = sorted(found.election.ballots, key=lambda key: hashlib.sha256(f"{salt}:{keys[int(key)]}".encode()).digest())
    ballots = {str(place): found.election.ballots[key] for place, key in enumerate(order, start=1)}
    return replace(found.election, ballots=ballots)
