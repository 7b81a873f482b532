"""The citizens' budgets of the story: pots, proposals with their costs, ballots on the screen and on paper, the count."""

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dorflinde.accounts.public import User
from dorflinde.participation import actions, queries
from dorflinde.participation.models import Activity, Budget, BudgetProposal, Lot, Pot
from dorflinde.places.public import Place

from . import voices
from .stage import Cast, at_noon, day_from_now

_MOST_CROSSES = 5
_SPARE_SHEETS = 4


def tell(activity: Activity, one: dict[str, Any], voters: Sequence[User], cast: Cast) -> None:
    """Let a budget run as the story says."""
    budget = queries.budget_of(activity)
    budget.most, budget.publishes_ballots = _MOST_CROSSES, True
    budget.proposals_until, budget.voting_from = day_from_now(one["proposals_until"]), day_from_now(one["voting_from"])
    actions.save_rules(budget, {"most", "publishes_ballots", "proposals_until", "voting_from"}, actor=cast.clerk)
    place = activity.project.place
    pots = [_pot(budget, place, said, cast) for said in one["pots"]]
    admitted = [
        (proposal, said["like"])
        for said in one["proposals"]
        if (proposal := _proposal(budget, pots[said.get("pot", 0)], place, said, one, cast)).valuation.is_feasible
    ]
    Lot.objects.create(budget=budget, seed=one["seed"], drawn_by=cast.clerk, drawn_at=at_noon(-one["voting_from"]))
    _vote(budget, admitted, one, voters, cast)
    if "counted_days_ago" in one:
        at = at_noon(one["counted_days_ago"])
        actions.count_ballots(actions.ask_for_count(budget, actor=cast.clerk, at=at), at=at)


def _pot(budget: Budget, place: Place, said: dict[str, Any], cast: Cast) -> Pot:
    where = voices.village_of(place, said.get("village")) or place
    return actions.save_pot(budget, actions.PotPlan(said["title"], where, Decimal(said["amount"])), actor=cast.clerk)


def _proposal(
    budget: Budget, pot: Pot, place: Place, said: dict[str, Any], one: dict[str, Any], cast: Cast
) -> BudgetProposal:
    """Let somebody propose, and the town hall say what it costs."""
    last = -one["proposals_until"]
    plan = actions.ProposalPlan(
        pot, said["title"], said.get("text", f"{said['title']}: für alle, die hier leben. (Beispieltext)"),
        voices.village_of(place, said.get("village")) or place,
    )  # fmt: skip
    made = actions.propose(
        budget, plan, actor=cast.people[said["by"]], at=at_noon(last + 5, spread=said["title"]), is_sample=True
    )
    if "refused" in said:
        verdict = actions.Verdict(False, said["refused"], office="Bauamt")
    else:
        verdict = actions.Verdict(True, "", Decimal(said["cost"]), Decimal(said.get("running", 0)), "Bauamt")
    made.valuation = actions.value_proposal(
        made, verdict, actor=cast.clerk, at=at_noon(last - 4, spread=said["title"]), tell=False
    )
    return made


def _vote(
    budget: Budget,
    admitted: Sequence[tuple[BudgetProposal, Sequence[int]]],
    one: dict[str, Any],
    voters: Sequence[User],
    cast: Cast,
) -> None:
    """Fill ballots by how likely each kind of voter likes a proposal; a few come on paper."""
    chance = random.Random(one["seed"])  # noqa: S311  # repeatable, not secret
    kinds = len(admitted[0][1])
    actions.print_sheets(budget, one["paper"] + _SPARE_SHEETS, actor=cast.clerk)
    first = -one["voting_from"]
    for number in range(one["screen"] + one["paper"]):
        liked = [proposal for proposal, like in admitted if chance.random() * 100 < like[number % kinds]]
        lines = dict.fromkeys(liked[:_MOST_CROSSES] or [admitted[number % len(admitted)][0]], 1)
        if number < one["screen"]:
            person = voters[number]
            at = at_noon(max(first - number // 4, 0), spread=person.public_name)
            actions.vote(budget, lines, actor=person, at=at, is_sample=True)
        else:
            sheet = number - one["screen"] + 1
            actions.enter_sheet(budget, sheet, lines, actor=cast.clerk, is_sample=True)
