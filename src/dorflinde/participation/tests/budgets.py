"""Budgets for tests: where they stand is said by the days from today."""

from collections.abc import Callable
from decimal import Decimal

from dorflinde.participation import actions
from dorflinde.participation.actions import ActivityPlan, PotPlan, ProposalPlan, Verdict
from dorflinde.participation.models import Budget, BudgetProposal, Pot, Project
from dorflinde.participation.queries import budget_of
from dorflinde.places.models import Place

from .conftest import day

Plan = Callable[..., Project]
# The stage → (first and last day of the phase, last day for proposals, first day of voting), counted from today.
STAGES = {
    "coming": (3, 30, 9, 20),
    "propose": (-5, 30, 9, 20),
    "check": (-9, 30, -2, 20),
    "vote": (-9, 9, -8, -1),
    "count": (-30, -1, -25, -20),
}


def make(set_up: Plan, stage: str, **rules: object) -> Budget:
    """Set up a budget in a stage; `rules` are fields of it."""
    first, last, until, begin = STAGES[stage]
    project = set_up(("activities", first, last), title=str(rules.pop("title", "Unser Geld")))
    activity = actions.create_activity(
        project, "budget", ActivityPlan(phase=project.timetable[0], title="Bürgerhaushalt"), actor=None
    )
    activity.project = project
    budget = budget_of(activity)
    budget.proposals_until, budget.voting_from = day(until), day(begin)
    for name, value in rules.items():
        setattr(budget, name, value)
    budget.save()
    return budget


def pot(budget: Budget, amount: int, *, place: Place | None = None, **more: object) -> Pot:
    """Put money into a pot."""
    plan = PotPlan(
        title=str(more.pop("title", "Für alle")),
        place=place or budget.activity.project.place,
        amount=Decimal(amount),
        **more,
    )
    return actions.save_pot(budget, plan, actor=None)


def admit(money: Pot, *costs: int, title: str = "Vorhaben") -> list[BudgetProposal]:
    """Propose things for the ballot, each with its cost."""
    made = []
    for cost in costs:
        plan = ProposalPlan(pot=money, title=f"{title} zu {cost}", text="Für alle.", place=money.place)
        proposal = actions.propose(money.budget, plan, actor=None, is_by_office=True)
        actions.value_proposal(proposal, Verdict(is_feasible=True, cost=Decimal(cost)), actor=None)
        made.append(proposal)
    return made
