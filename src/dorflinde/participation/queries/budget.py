"""A citizens' budget as its pages show it: pots, proposals, what stands on the ballot, how many took part."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.core.money import format_euro
from dorflinde.core.subjects import Description, ExpectedStep
from dorflinde.core.text import excerpt
from dorflinde.participation.models import (
    Activity,
    Ballot,
    Budget,
    BudgetProposal,
    BudgetProposalQuerySet,
    Pot,
    Project,
    Stage,
    homes_of,
    sheet_code,
)
from dorflinde.places.public import Place

_SUGGESTIONS = 20
_SHEETS = 20


@dataclass(frozen=True)
class PotView:
    """A pot with what is proposed for it."""

    pot: Pot
    admitted: list[BudgetProposal]
    unchecked: list[BudgetProposal]
    refused: list[BudgetProposal]

    @property
    def all(self) -> list[BudgetProposal]:
        """Everything that was proposed, in its order."""
        return sorted([*self.admitted, *self.unchecked, *self.refused], key=lambda one: one.number)


@dataclass(frozen=True)
class BallotNumbers:
    """How many ballots there are, and how they came."""

    screen: int = 0
    paper: int = 0
    void: int = 0  # sheets that were blank or cannot be read
    waiting: int = 0  # sheets that need a second look before they count

    @property
    def voters(self) -> int:
        """How many count."""
        return self.screen + self.paper


def budget_of(activity: Activity) -> Budget:
    """Return the budget of an activity, with what its doors ask for."""
    budget = Budget.objects.select_related("tally", "lot").get(activity=activity)
    budget.activity = activity
    return budget


def pots_of(budget: Budget) -> list[Pot]:
    """Return the pots in their order, each with its place."""
    pots = list(budget.pots.select_related("place").defer("place__boundary"))
    for pot in pots:
        pot.budget = budget
    return pots


def views_of(budget: Budget) -> list[PotView]:
    """Return the pots with everything that was proposed and is still there."""
    found = _at_hand(budget, BudgetProposal.objects.of(budget).remaining().complete().by_number())
    return [
        PotView(
            pot=pot,
            admitted=[one for one in found if one.pot_id == pot.pk and one.is_admitted],
            unchecked=[one for one in found if one.pot_id == pot.pk and not one.is_valued],
            refused=[one for one in found if one.pot_id == pot.pk and one.is_valued and not one.is_admitted],
        )
        for pot in pots_of(budget)
    ]


def choices_of(budget: Budget, home: Place | None, *, all_pots: bool = False) -> list[tuple[Pot, list[BudgetProposal]]]:
    """Return what stands on the ballot of somebody with this home, or on every ballot, pot by pot."""
    found = _at_hand(budget, BudgetProposal.objects.of(budget).admitted().complete().by_number())
    pots = pots_of(budget) if all_pots else homes_of(pots_of(budget), home)
    rows = [(pot, [one for one in found if one.pot_id == pot.pk]) for pot in pots]
    return [(pot, proposals) for pot, proposals in rows if proposals]


def ballot_of(budget: Budget, user: Actor) -> Ballot | None:
    """Return somebody's own ballot."""
    if not isinstance(user, User):
        return None
    return Ballot.objects.of(budget).filter(voter=user).prefetch_related("lines").first()


def turnout_of(budget: Budget) -> BallotNumbers:
    """Return how many ballots there are so far."""
    void = Q(sheet__isnull=False, is_void=True)
    waiting = (
        Q(sheet__isnull=False, is_void=False, second_look__isnull=True) if budget.needs_second_check else Q(pk=None)
    )
    found = Ballot.objects.of(budget).aggregate(
        screen=Count("pk", filter=Q(sheet__isnull=True)),
        paper=Count("pk", filter=Q(sheet__isnull=False) & ~void & ~waiting),
        void=Count("pk", filter=void),
        waiting=Count("pk", filter=waiting),
    )
    return BallotNumbers(**found)


@dataclass(frozen=True)
class SheetRow:
    """A sheet as it was typed in."""

    ballot: Ballot
    code: str
    words: str
    waits: bool  # a second person has yet to look
    is_mine: bool


def latest_sheets(budget: Budget, user: User) -> list[SheetRow]:
    """Return the sheets that wait for a second look, then the last ones typed in."""
    rows = (
        Ballot.objects.of(budget).on_paper().select_related("second_look", "home").prefetch_related("lines__proposal")
    )
    waiting = list(rows.waiting_for_a_second_look().filter(is_void=False).order_by("pk")[:_SHEETS])
    if not budget.needs_second_check:
        waiting = []
    known = {ballot.pk for ballot in waiting}
    latest = [ballot for ballot in rows.order_by("-pk")[:_SHEETS] if ballot.pk not in known]
    return [_sheet_row(budget, ballot, user, waits=ballot.pk in known) for ballot in [*waiting, *latest]]


def _sheet_row(budget: Budget, ballot: Ballot, user: User, *, waits: bool) -> SheetRow:
    lines = sorted(ballot.lines.all(), key=lambda line: (line.proposal.pot_id, line.weight, line.proposal.number))
    if budget.ballot_kind == Budget.BallotKind.POINTS:
        words = " ".join(f"{line.proposal.number}:{line.weight}" for line in lines)
    else:
        words = " ".join(str(line.proposal.number) for line in lines)
    return SheetRow(
        ballot=ballot,
        code=sheet_code(ballot.sheet or 0),
        words=_("leer oder nicht lesbar") if ballot.is_void else words,
        waits=waits,
        is_mine=ballot.entered_by_id == user.pk,
    )


# --- For the registry of formats --------------------------------------------------------------------------------------
def people_of_budgets(activities: Sequence[Activity]) -> dict[int, int]:
    """Return how many people took part in each: voted, or before that proposed something."""
    keys = [activity.pk for activity in activities]
    authors = dict(
        BudgetProposal.objects.remaining()
        .filter(budget__activity__in=keys, is_by_office=False)
        .values_list("budget__activity")
        .annotate(Count("author", distinct=True))
        .order_by()
    )
    voters = dict(
        Ballot.objects.filter(budget__activity__in=keys)
        .values_list("budget__activity")
        .annotate(Count("pk"))
        .order_by()
    )
    return {key: voters.get(key) or authors.get(key, 0) for key in keys}


def missing_in_budgets(activities: Sequence[Activity]) -> dict[int, str]:
    """Return what people need before they can take part: money, and when they vote, something to vote for."""
    today, found = timezone.localdate(), {}
    admitted = Count("proposals", filter=Q(proposals__removal__isnull=True, proposals__valuation__is_feasible=True))
    rows = Budget.objects.filter(activity__in=activities).select_related("tally").annotate(
        number_of_pots=Count("pots", distinct=True), number_admitted=admitted
    )  # fmt: skip
    here = {activity.pk: activity for activity in activities}
    for budget in rows:
        budget.activity = here[budget.activity_id]
        if not budget.number_of_pots:
            found[budget.activity_id] = _("Es gibt noch keinen Topf mit Geld.")
        elif not budget.number_admitted and budget.stage_on(today) == Stage.VOTE:
            found[budget.activity_id] = _("Noch ist kein Vorschlag geprüft, über den man abstimmen kann.")
    return found


# --- For the ground services ------------------------------------------------------------------------------------------
def describe_proposals(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what proposals show of themselves elsewhere."""
    rows = BudgetProposal.objects.whole().filter(public_id__in=list(ids))
    return {proposal.public_id: _describe(proposal) for proposal in rows}


def suggest_proposals(municipality_id: int, words: str) -> list[Description]:
    """Return proposals of a municipality a measure could grow from, the latest first."""
    rows = (
        BudgetProposal.objects.whole()
        .visible()
        .filter(
            budget__activity__project__municipality=municipality_id,
            budget__activity__project__access=Project.Access.PUBLIC,
        )
    )
    for word in words[:200].replace("\0", "").split()[:8]:
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    return [_describe(proposal) for proposal in rows.order_by("-created_at", "-pk")[:_SUGGESTIONS]]


def expected_of_proposal(public_id: uuid.UUID) -> list[ExpectedStep]:
    """Return what should happen next to a proposal: the town hall's check, the vote, the result."""
    proposal = BudgetProposal.objects.whole().filter(public_id=public_id).first()
    if proposal is None or proposal.is_removed or not proposal.budget.activity.project.is_published:
        return []
    budget, today = proposal.budget, timezone.localdate()
    if budget.is_counted or (proposal.is_valued and not proposal.is_admitted):
        return []
    steps = [] if proposal.is_valued else [ExpectedStep(_("Prüfung im Rathaus"))]
    if budget.first_day_of_voting > today:
        steps.append(ExpectedStep(_("Abstimmung"), when=budget.first_day_of_voting))
    return [*steps, ExpectedStep(_("Auszählung und Ergebnis"), when=budget.activity.phase.ends_on)]


def _at_hand(budget: Budget, rows: BudgetProposalQuerySet) -> list[BudgetProposal]:
    found = list(rows)
    for proposal in found:
        proposal.budget = budget
    return found


def _describe(proposal: BudgetProposal) -> Description:
    project = proposal.budget.activity.project
    return Description(
        ref=proposal.ref,
        title=proposal.title,
        text=excerpt(proposal.text),
        url=proposal.get_absolute_url(),
        place_id=proposal.place_id,
        created_at=proposal.created_at,
        is_public=project.is_listed and not proposal.is_removed,
        author_id=None if proposal.is_by_office else proposal.author_id,
        author_name=proposal.author_name,
        label=_("Vorschlag zum Bürgerhaushalt"),
        note=format_euro(proposal.valuation.cost) if proposal.is_admitted else "",
    )
