"""Counts a citizens' budget by the Method of Equal Shares or greedily, in exact fractions.

Every voter holds an equal share; a project is bought by those who want it, the best value for its supporters first.
Sources: Peters, Skowron, "Proportionality and the Limits of Welfarism" (2020); Peters, Pierczyński, Skowron,
"Proportional Participatory Budgeting with Additive Utilities" (2021); tie-breaking as equalshares.net documents it.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

UTILITIES = ("cost", "cardinality", "effort", "points", "ranking")
COMPLETIONS = ("none", "add1", "add1u", "utilitarian")
TIES = ("min-cost", "max-votes", "lot")
RULES = ("equal-shares", "greedy")
# Rounding of sums over some 10,000 voters stays far below this part of the amount; what is closer is settled exactly.
DOUBT = 1e-9
# So many steps of Add1 at most bring a share to its double: finer, a few voters with much money are counted for hours.
STEPS = 100


@dataclass(frozen=True)
class Election:
    """Budget and costs in money, ballots as voter → project → points (a ranking's places, one for a cross).

    Of the projects in one of `rivals` at most one can win.
    """

    budget: Fraction
    costs: dict[str, Fraction]
    ballots: dict[str, dict[str, Fraction]]
    kind: str = "approval"
    rivals: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True)
class Tie:
    """Projects that were equally good, and what decided between them."""

    projects: tuple[str, ...]
    chosen: str
    by: str


class UnbrokenTie(ValueError):
    """Projects are equally good and no rule decides; the sentence names them."""

    def __init__(self, projects: Sequence[str]) -> None:
        self.projects = tuple(projects)
        super().__init__(f"A tie that no given rule breaks: {', '.join(projects)}.")


@dataclass(frozen=True)
class Count:
    """What is bought, in the order of selection, and what each voter paid for it (voter → project → money)."""

    winners: tuple[str, ...]
    cost: Fraction
    share: Fraction
    payments: dict[str, dict[str, Fraction]]
    lot: tuple[str, ...]
    ties: tuple[Tie, ...]


@dataclass
class Judge:
    """Decides between equals; the lot is drawn once, before the count, and holds in all its rounds."""

    costs: dict[str, Fraction]
    votes: dict[str, int]
    rules: Sequence[str]
    lot: dict[str, int]
    decided: list[Tie] = field(default_factory=list)

    def choose(self, equals: list[str]) -> str:
        """The project that goes first; raises UnbrokenTie."""
        left, by = sorted(equals), ""
        for rule in self.rules:
            if len(left) == 1:
                break
            worth = {project: self._worth(project, rule) for project in left}
            best = min(worth.values())
            left, by = [project for project in left if worth[project] == best], rule
        if len(left) > 1:
            raise UnbrokenTie(left)
        if len(equals) > 1:
            self.decided.append(Tie(tuple(sorted(equals)), left[0], by))
        return left[0]

    def _worth(self, project: str, rule: str) -> Fraction | int:
        if rule == "min-cost":
            return self.costs[project]
        return -self.votes[project] if rule == "max-votes" else self.lot[project]


def draw_lot(projects: Sequence[str], seed: int) -> tuple[str, ...]:
    """An order of the projects by chance; the same projects and seed give the same order."""
    order = sorted(projects)
    random.Random(seed).shuffle(order)  # noqa: S311  a published seed is meant to be repeatable
    return tuple(order)


def count(
    election: Election,
    *,
    rule: str = "equal-shares",
    utility: str = "cost",
    completion: str = "none",
    ties: Sequence[str] = TIES,
    seed: int = 0,
    increment: Fraction = Fraction(1),
) -> Count:
    """Count an election; `increment` is what Add1 puts on each share a round. Raises UnbrokenTie, ValueError.

    Of rivals the one bought first wins: the later ones are taken out, and everything is counted again with the same lot.
    """
    if rule not in RULES or utility not in UTILITIES or completion not in COMPLETIONS or increment <= 0:
        raise ValueError("An unknown rule, utility, completion, or an increment that is not above zero.")
    if any(tie not in TIES for tie in ties):
        raise ValueError("An unknown rule for ties.")
    lot = draw_lot(list(election.costs), seed)
    while True:
        done = _count_once(election, lot, rule, utility, completion, ties, increment)
        late = _late_rival(done.winners, election.rivals)
        if late is None:
            return done
        election = _without(election, late)


def fitting_increment(election: Election) -> Fraction:
    """A step for Add1: one, or where shares are large the first of 2, 5, 10, 20 … that doubles a share within `STEPS`."""
    step = 1
    while election.budget / max(len(election.ballots), 1) > step * STEPS:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return Fraction(step)


def _late_rival(winners: Sequence[str], rivals: Sequence[frozenset[str]]) -> str | None:
    for place, project in enumerate(winners):
        if any(project in group and not group.isdisjoint(winners[:place]) for group in rivals):
            return project
    return None


def _without(election: Election, project: str) -> Election:
    """The same election without a project; those who voted only for it stay as voters."""
    return replace(
        election,
        costs={name: cost for name, cost in election.costs.items() if name != project},
        ballots={
            voter: {name: points for name, points in ballot.items() if name != project}
            for voter, ballot in election.ballots.items()
        },
    )


def _count_once(
    election: Election,
    lot: tuple[str, ...],
    rule: str,
    utility: str,
    completion: str,
    ties: Sequence[str],
    increment: Fraction,
) -> Count:
    votes = dict.fromkeys(election.costs, 0)
    for ballot in election.ballots.values():
        for project in ballot:
            votes[project] += 1
    judge = Judge(election.costs, votes, ties, {project: place for place, project in enumerate(lot)})
    purses = _purses(election, utility, votes)
    scores = _scores(election, utility, votes)
    if rule == "greedy":
        winners = _greedy([], election, scores, judge)
        return Count(tuple(winners), _sum(election, winners), Fraction(0), {}, lot, tuple(judge.decided))
    done = _rounds(election, purses, judge, increment, raising=completion in ("add1", "add1u"))
    winners, decided = list(done.winners), list(done.decided)
    if completion in ("add1u", "utilitarian"):
        judge.decided = decided
        winners = _greedy(winners, election, scores, judge)
        decided = judge.decided
    payments = done.payments()
    return Count(tuple(winners), _sum(election, winners), done.share, payments, lot, tuple(decided))


@dataclass(frozen=True)
class Purse:
    """Voters with the same ballot: they pay the same for the same, so they are counted once."""

    voters: tuple[str, ...]
    utilities: dict[str, Fraction]


def _purses(election: Election, utility: str, votes: dict[str, int]) -> list[Purse]:
    same: dict[frozenset[tuple[str, Fraction]], list[str]] = {}
    for voter, ballot in election.ballots.items():
        same.setdefault(frozenset(ballot.items()), []).append(voter)
    purses = []
    for key, voters in same.items():
        worth = {project: _utility(points, election.costs[project], votes[project], utility) for project, points in key}
        purses.append(Purse(tuple(voters), {project: value for project, value in worth.items() if value > 0}))
    return purses


def _utility(points: Fraction, cost: Fraction, votes: int, utility: str) -> Fraction:
    if utility == "cardinality":
        return Fraction(1)
    if utility in ("points", "ranking"):
        return points
    return cost if utility == "cost" else cost / votes


def _scores(election: Election, utility: str, votes: dict[str, int]) -> dict[str, Fraction]:
    """What the greedy order goes by: votes, or the sum of points where ballots are weighed."""
    if utility not in ("points", "ranking"):
        return {project: Fraction(number) for project, number in votes.items()}
    scores = dict.fromkeys(election.costs, Fraction(0))
    for ballot in election.ballots.values():
        for project, points in ballot.items():
            scores[project] += points
    return scores


def _sum(election: Election, projects: Sequence[str]) -> Fraction:
    return sum((election.costs[project] for project in projects), Fraction(0))


def _greedy(chosen: list[str], election: Election, scores: dict[str, Fraction], judge: Judge) -> list[str]:
    """Add what still fits, most votes first; what nobody wants stays out."""
    winners, left = list(chosen), election.budget - _sum(election, chosen)
    open_ = {project for project, score in scores.items() if score > 0} - set(chosen)
    while open_ := {project for project in open_ if election.costs[project] <= left}:
        best = max(scores[project] for project in open_)
        project = judge.choose([project for project in open_ if scores[project] == best])
        winners.append(project)
        left -= election.costs[project]
        open_.remove(project)
    return winners


def _rounds(election: Election, purses: list[Purse], judge: Judge, increment: Fraction, *, raising: bool) -> "Round":
    """Count; with Add1 again with higher shares as long as something fits and the real budget is kept."""
    share = election.budget / len(election.ballots)
    done = Round(purses, election.costs, share, judge).run()
    wanted = {project for purse in purses for project in purse.utilities}
    while raising:
        left = election.budget - _sum(election, done.winners)
        fits = any(cost <= left for project, cost in election.costs.items() if project not in done.winners)
        if not fits or wanted <= set(done.winners):
            break
        share += increment
        following = Round(purses, election.costs, share, judge).run()
        if _sum(election, following.winners) > election.budget:
            break
        done = following
    return done


class Round:
    """One run with a given share. Rounded numbers find the next project; where they leave a doubt, fractions decide."""

    def __init__(self, purses: list[Purse], costs: dict[str, Fraction], share: Fraction, judge: Judge) -> None:
        self.purses, self.costs, self.share, self.judge = purses, costs, share, judge
        self.supporters: dict[str, list[tuple[int, float]]] = {project: [] for project in costs}
        for index, purse in enumerate(purses):
            for project, worth in purse.utilities.items():
                self.supporters[project].append((index, float(worth)))
        self.sizes = [len(purse.voters) for purse in purses]
        self.rough = [float(share)] * len(purses)
        self.exact = [share] * len(purses)
        self.paid: list[tuple[str, dict[int, Fraction]]] = []
        self.winners: list[str] = []
        self.decided: list[Tie] = []

    def run(self) -> "Round":
        """Buy until nothing can be bought any more."""
        self.judge.decided = []
        supported = [project for project, people in self.supporters.items() if people]
        self.winners = sorted(project for project in supported if not self.costs[project])
        self.paid = [(project, {}) for project in self.winners]
        bounds = {project: 0.0 for project in supported if self.costs[project]}
        while (chosen := self._next(bounds)) is not None:
            project, price = chosen
            del bounds[project]
            self.winners.append(project)
            for index, worth in self.supporters[project]:
                self.rough[index] -= min(self.rough[index], price * worth)
        self.decided = self.judge.decided
        return self

    def _next(self, bounds: dict[str, float]) -> tuple[str, float] | None:
        """The cheapest project for its supporters; a price never falls, so the last one is a lower bound."""
        best, found = float("inf"), {}
        for project in sorted(bounds, key=lambda name: bounds[name]):
            if bounds[project] > best * (1 + DOUBT):
                break
            priced = self._price(project)
            if priced is None:
                del bounds[project]
                continue
            price, margin = priced
            bounds[project] = max(0.0, price - margin)
            found[project] = (price, margin)
            best = min(best, price + margin)
        near = [project for project, (price, margin) in found.items() if price - margin <= best]
        if not near:
            return None
        if len(near) > 1:
            self._settle()
            exact = {project: self._exact_price(project) for project in near}
            least = min(exact.values())
            near = [project for project in near if exact[project] == least]
        project = self.judge.choose(near)
        return project, found[project][0]

    def _price(self, project: str) -> tuple[float, float] | None:
        """Price for one unit of utility and how far rounding may have moved it; None when it cannot be paid."""
        cost, rough, sizes = float(self.costs[project]), self.rough, self.sizes
        people = self.supporters[project]
        money = sum(rough[index] * sizes[index] for index, _ in people)
        doubtful = abs(money - cost) <= DOUBT * cost
        if doubtful:
            self._settle()
            if self._exact_money(project) < self.costs[project]:
                return None
        elif money < cost:
            return None
        order = sorted((rough[index] / worth, index, worth) for index, worth in people)
        weight = sum(sizes[index] * worth for _, index, worth in order)
        left, price = cost, 0.0
        for most, index, worth in order:
            price = left / weight
            if price <= most:
                return price, DOUBT * (price + cost / weight)
            left -= rough[index] * sizes[index]
            weight -= sizes[index] * worth
        exact = float(self._exact_price(project)) if doubtful else price
        return exact, DOUBT * exact

    def _settle(self) -> None:
        """Bring the exact purses to where the rounded ones are."""
        for project in self.winners[len(self.paid) :]:
            price = self._exact_price(project)
            bill = {}
            for index, _ in self.supporters[project]:
                bill[index] = min(self.exact[index], price * self.purses[index].utilities[project])
                self.exact[index] -= bill[index]
            self.paid.append((project, bill))
        self.rough = [float(money) for money in self.exact]

    def _exact_money(self, project: str) -> Fraction:
        return sum((self.exact[index] * self.sizes[index] for index, _ in self.supporters[project]), Fraction(0))

    def _exact_price(self, project: str) -> Fraction:
        worths = [(index, self.purses[index].utilities[project]) for index, _ in self.supporters[project]]
        order = sorted((self.exact[index] / worth, index, worth) for index, worth in worths)
        left = self.costs[project]
        weight = sum((self.sizes[index] * worth for _, index, worth in order), Fraction(0))
        price = Fraction(0)
        for most, index, worth in order:
            price = left / weight
            if price <= most:
                break
            left -= self.exact[index] * self.sizes[index]
            weight -= self.sizes[index] * worth
        return price

    def payments(self) -> dict[str, dict[str, Fraction]]:
        """What each voter's share paid for, exactly."""
        self._settle()
        bills: dict[str, dict[str, Fraction]] = {voter: {} for purse in self.purses for voter in purse.voters}
        for project, bill in self.paid:
            for index, money in bill.items():
                for voter in self.purses[index].voters:
                    bills[voter][project] = money
        return bills
