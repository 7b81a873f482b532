"""What a count of a citizens' budget means for the people: who carried what, who has something of it, under which rule.

All figures are exact; nothing here counts anew. Works on the elections and counts of `equal_shares`.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from dorflinde.methods.equal_shares import Count, Election

SMALLEST_GROUP = 5  # of fewer people nobody learns anything: it would tell how single ones voted


@dataclass(frozen=True)
class Carried:
    """A winner: how many wanted it, the most that anybody paid, and what its supporters paid together."""

    project: str
    supporters: int
    most_paid: Fraction
    paid: Fraction

    def effective_votes(self, cost: Fraction) -> Fraction | None:
        """How many equal payments of the most that was paid make up the cost; the rule puts the largest first."""
        return cost / self.most_paid if self.most_paid else None


@dataclass(frozen=True)
class Missed:
    """Something that did not win: how many wanted it, and what they had left for it when the count was over."""

    project: str
    supporters: int
    gathered: Fraction


@dataclass(frozen=True)
class Comparison:
    """How many voters have more, less or the same under one outcome than under another."""

    better: int
    worse: int
    same: int


@dataclass(frozen=True)
class Group:
    """Voters of one kind: how many, and how many of them have at least one winner on their ballot."""

    name: Hashable
    voters: int
    served: int


def carried(election: Election, done: Count) -> list[Carried]:
    """Every winner with those who carried it, in the order of selection."""
    supporters = _supporters(election)
    found = []
    for project in done.winners:
        bills = [bill[project] for bill in done.payments.values() if project in bill]
        found.append(Carried(project, supporters[project], max(bills, default=Fraction(0)), sum(bills, Fraction(0))))
    return found


def missed(election: Election, done: Count) -> list[Missed]:
    """Every project that did not win, the most wanted first."""
    supporters = _supporters(election)
    left = {voter: done.share - sum(bill.values(), Fraction(0)) for voter, bill in done.payments.items()}
    found = [
        Missed(
            project,
            supporters[project],
            sum(
                (left.get(voter, Fraction(0)) for voter, ballot in election.ballots.items() if project in ballot),
                Fraction(0),
            ),
        )
        for project in election.costs
        if project not in done.winners
    ]
    return sorted(found, key=lambda one: (-one.supporters, one.project))


def compare(election: Election, winners: Collection[str], others: Collection[str], *, by_cost: bool) -> Comparison:
    """How many voters have more from the winners than from the others: in money they wanted spent, or in points."""
    signs: Counter[int] = Counter()
    for ballot in election.ballots.values():
        here, there = (_worth(election, ballot, chosen, by_cost=by_cost) for chosen in (winners, others))
        signs[(here > there) - (here < there)] += 1
    return Comparison(better=signs[1], worse=signs[-1], same=signs[0])


def groups(
    election: Election, winners: Collection[str], kinds: Mapping[str, Hashable], *, rest: Hashable
) -> list[Group]:
    """How many of each kind of voter have at least one winner; small kinds are put together, and left out if still too small.

    If those put together are few, the next smallest kind joins them: else they would be what is missing to the sum.
    """
    numbers = Counter(kinds.get(voter, rest) for voter in election.ballots)
    shown = {name for name, number in numbers.items() if number >= SMALLEST_GROUP and name != rest}
    while 0 < sum(number for name, number in numbers.items() if name not in shown) < SMALLEST_GROUP and shown:
        shown.remove(min(shown, key=lambda name: (numbers[name], str(name))))
    served: Counter[Hashable] = Counter()
    members: Counter[Hashable] = Counter()
    for voter, ballot in election.ballots.items():
        kind = kinds.get(voter, rest)
        name = kind if kind in shown else rest
        members[name] += 1
        served[name] += any(project in winners for project in ballot)
    return [Group(name, number, served[name]) for name, number in members.items() if number >= SMALLEST_GROUP]


def served(election: Election, winners: Collection[str]) -> int:
    """How many voters have at least one winner on their ballot."""
    return sum(any(project in winners for project in ballot) for ballot in election.ballots.values())


def _supporters(election: Election) -> Counter[str]:
    return Counter(project for ballot in election.ballots.values() for project in ballot)


def _worth(election: Election, ballot: Mapping[str, Fraction], chosen: Collection[str], *, by_cost: bool) -> Fraction:
    worths = (election.costs[one] if by_cost else points for one, points in ballot.items() if one in chosen)
    return sum(worths, Fraction(0))
