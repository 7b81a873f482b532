"""What stands in the addresses of citizens' budgets in the permission matrix: people propose for one, vote in one, one is counted."""

from decimal import Decimal

from dorflinde.participation import actions as participation
from dorflinde.participation.actions import PhasePlan, PotPlan, ProjectPlan, ProposalPlan, Verdict
from dorflinde.participation.models import Budget, BudgetProposal, Phase
from dorflinde.participation.queries import budget_of
from dorflinde.places.models import Place

from .cast import World, day


def build(world: World, here: Place, there: Place) -> None:
    """Lay out budgets in both municipalities."""
    proposing = _budget(world, "budget", here, "Geld zum Vorschlagen", until=5, begin=8)
    voting = _budget(world, "voting", here, "Geld zum Abstimmen", until=-4, begin=-2)
    theirs = _budget(world, "their_budget", there, "Geld von drüben", until=-4, begin=-2)
    _propose(world, "asked", proposing, title="Eine Bank am Bach")
    hidden = _propose(world, "hidden_proposal", proposing, title="Kaum zu glaubender Unfug")
    participation.hide_proposal(hidden.public_id, actor=world.people["moderator"], reason="Unwahr")
    rivals = [world.things["asked"], _propose(world, "rival", proposing, title="Eine Bank am Markt")]
    group = participation.save_group(world.things["budget_pot"], "Eine Bank genügt", rivals, actor=None)
    world.things["budget_group"], world.keys["budget_group"] = group, group.public_id
    for name, budget in (("votable", voting), ("their_votable", theirs)):
        made = _propose(world, name, budget, title="Eine Schaukel")
        participation.value_proposal(made, Verdict(is_feasible=True, cost=Decimal(400)), actor=None)
    participation.vote(voting, {world.things["votable"]: 1}, actor=world.people["council"])
    participation.print_sheets(voting, 3, actor=None)
    sheet = participation.enter_sheet(voting, 1, {world.things["votable"]: 1}, actor=None)
    world.things["paper_ballot"], world.keys["paper_ballot"] = sheet, sheet.public_id
    _count(world, _budget(world, "counted", here, "Verteiltes Geld", until=-4, begin=-2))


def _count(world: World, budget: Budget) -> None:
    wanted = _propose(world, "wanted", budget, title="Ein Steg")
    participation.value_proposal(wanted, Verdict(is_feasible=True, cost=Decimal(600)), actor=None)
    participation.vote(budget, {wanted: 1}, actor=world.people["council"])
    participation.count_ballots(participation.ask_for_count(budget, actor=None))


def _budget(world: World, name: str, place: Place, title: str, *, until: int, begin: int) -> Budget:
    phase = PhasePlan(Phase.Kind.ACTIVITIES, "Geld verteilen", day(-5), day(20))
    plan = ProjectPlan(place=place, title=title, summary="Wofür?", phases=[phase])
    project = participation.create_project(plan, actor=None, publish=True)
    activity = participation.create_activity(
        project, "budget", participation.ActivityPlan(project.timetable[0], title), actor=None
    )
    activity.project = project
    budget = budget_of(activity)
    budget.proposals_until, budget.voting_from = day(until), day(begin)
    budget.save()
    pot = participation.save_pot(budget, PotPlan("Für alle", place, Decimal(1000)), actor=None)
    world.things |= {name: budget, f"{name}_pot": pot}
    world.keys |= {name: f"{project.slug}/{activity.slug}", f"{name}_pot": pot.public_id}
    return budget


def _propose(world: World, name: str, budget: Budget, *, title: str) -> BudgetProposal:
    pot = budget.pots.get()
    pot.budget = budget
    plan = ProposalPlan(pot=pot, title=title, text=f"{title}, für alle.", place=pot.place)
    made = participation.propose(budget, plan, actor=world.people["author"])
    world.things[name], world.keys[name] = made, made.public_id
    return made
