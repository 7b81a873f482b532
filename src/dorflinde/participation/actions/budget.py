"""Setting up a citizens' budget, proposing for it, and saying what can be done and what it costs."""

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.core.money import format_euro
from dorflinde.desk.public import ask, settle
from dorflinde.participation.models import (
    Activity,
    Ballot,
    Budget,
    BudgetProposal,
    ExclusiveGroup,
    Pot,
    ProposalRemoval,
    Valuation,
    in_cents,
    next_number,
)
from dorflinde.places.public import Place, raise_edition
from dorflinde.trail.public import enter, follow, follow_up

# What a ballot relies on: as soon as there is one, these stay as they are.
RULES_OF_THE_VOTE = frozenset(
    {
        "ballot_kind",
        "most",
        "points",
        "rule",
        "utility",
        "completion",
        "ties",
        "publishes_ballots",
        "needs_second_check",
    }
)


@dataclass(frozen=True)
class PotPlan:
    """What the town hall says about a pot."""

    title: str
    place: Place
    amount: Decimal
    only_locals: bool = False


@dataclass(frozen=True)
class ProposalPlan:
    """What somebody proposes."""

    pot: Pot
    title: str
    text: str
    place: Place
    lat: float | None = None
    lon: float | None = None
    wished_cost: Decimal | None = None


@dataclass(frozen=True)
class Verdict:
    """What the town hall thinks of a proposal."""

    is_feasible: bool
    reason: str = ""
    cost: Decimal | None = None
    running_cost: Decimal = Decimal(0)
    office: str = ""


def start_budget(activity: Activity, actor: User | None) -> None:
    """Lay out a budget with the rules most villages will want."""
    Budget.objects.create(activity=activity)


@transaction.atomic
def copy_budget(source: Activity, target: Activity) -> None:
    """Take over rules, pots and nothing that people contributed; the days are chosen anew."""
    old, new = Budget.objects.get(activity=source), Budget.objects.get(activity=target)
    for name in RULES_OF_THE_VOTE:
        setattr(new, name, getattr(old, name))
    new.save()
    for pot in old.pots.all():
        pot.pk, pot.public_id, pot.budget = None, Pot._meta.get_field("public_id").get_default(), new
        pot._state.adding = True
        pot.save()


def has_ballots(budget: Budget) -> bool:
    """Tell whether ballots are out: somebody has voted, or sheets are printed."""
    return budget.sheets_printed > 0 or Ballot.objects.of(budget).exists()


@transaction.atomic
def save_rules(budget: Budget, changed: Collection[str], *, actor: User | None) -> Budget:
    """Store how a budget runs; what ballots rely on can no longer change once there is one."""
    if set(changed) & RULES_OF_THE_VOTE and has_ballots(budget):
        raise ValidationError(
            _("Es liegen schon Stimmzettel vor. Die Regeln der Abstimmung bleiben deshalb, wie sie sind.")
        )
    if changed:
        budget.save()
        _note(budget, "participation.budget.rules_changed", actor, {"fields": sorted(changed)})
    return budget


@transaction.atomic
def save_pot(budget: Budget, plan: PotPlan, *, actor: User | None, pot: Pot | None = None) -> Pot:
    """Add a pot or change it; its money and who decides about it stay once people have voted."""
    found = pot or Pot(budget=budget, position=(budget.pots.aggregate(last=Max("position"))["last"] or 0) + 1)
    before = (found.cents, found.only_locals, found.place_id)
    found.title, found.place, found.cents, found.only_locals = (
        plan.title, plan.place, in_cents(plan.amount), plan.only_locals,
    )  # fmt: skip
    if (pot is None or before != (found.cents, found.only_locals, plan.place.pk)) and has_ballots(budget):
        raise ValidationError(_("Es liegen schon Stimmzettel vor. Die Töpfe bleiben deshalb, wie sie sind."))
    found.save()
    _note(budget, "participation.budget.pot_saved", actor, {"pot": str(found.public_id), "cents": found.cents})
    return found


@transaction.atomic
def remove_pot(pot: Pot, *, actor: User | None) -> None:
    """Take a pot out; one that people proposed something for stays."""
    if pot.proposals.exists():
        raise ValidationError(_("Für diesen Topf gibt es schon Vorschläge. Er kann nicht mehr entfernt werden."))
    _note(pot.budget, "participation.budget.pot_removed", actor, {"pot": str(pot.public_id)})
    pot.delete()


@transaction.atomic
def save_group(
    pot: Pot,
    title: str,
    proposals: Collection[BudgetProposal],
    *,
    actor: User | None,
    group: ExclusiveGroup | None = None,
) -> ExclusiveGroup:
    """Say that of these proposals at most one can win."""
    _check_no_ballots(pot.budget)
    if len(proposals) < 2 or any(proposal.pot_id != pot.pk for proposal in proposals):
        raise ValidationError(_("Bitte wählen Sie mindestens zwei Vorschläge aus demselben Topf."))
    found = group or ExclusiveGroup(pot=pot)
    found.pot, found.title = pot, title
    found.save()
    found.proposals.exclude(pk__in=[proposal.pk for proposal in proposals]).update(group=None)
    BudgetProposal.objects.filter(pk__in=[proposal.pk for proposal in proposals]).update(group=found)
    _note(pot.budget, "participation.budget.group_saved", actor, {"group": str(found.public_id)})
    return found


@transaction.atomic
def remove_group(group: ExclusiveGroup, *, actor: User | None) -> None:
    """Let all of them win again."""
    _check_no_ballots(group.pot.budget)
    _note(group.pot.budget, "participation.budget.group_removed", actor, {"group": str(group.public_id)})
    group.delete()


@transaction.atomic
def propose(
    budget: Budget,
    plan: ProposalPlan,
    *,
    actor: User | None,
    is_by_office: bool = False,
    at: datetime.datetime | None = None,
    is_sample: bool = False,
) -> BudgetProposal:
    """Propose something: everyone reads it, the town hall gets it on the desk, and its author follows it."""
    locked = Budget.objects.select_for_update().get(pk=budget.pk)  # two at once must not get one number
    if is_by_office:
        _check_no_ballots(budget)
    proposal = BudgetProposal(
        budget=budget,
        number=next_number(locked),
        author=actor,
        is_by_office=is_by_office,
        created_at=at or timezone.now(),
        is_sample=is_sample,
    )
    _write(proposal, plan)
    enter(proposal.ref, place=proposal.place, at=proposal.created_at)
    if actor is not None and not is_by_office:
        follow(proposal.ref, actor)
    _ask_for_verdict(proposal)
    _note_proposal(proposal, "posted", actor)
    return proposal


@transaction.atomic
def edit_proposal(proposal: BudgetProposal, plan: ProposalPlan, *, actor: User) -> BudgetProposal:
    """Change a proposal the town hall has not looked at yet."""
    proposal.edited_at = timezone.now()
    _write(proposal, plan)
    _ask_for_verdict(proposal)
    _note_proposal(proposal, "edited", actor)
    return proposal


@transaction.atomic
def withdraw_proposal(proposal: BudgetProposal, *, actor: User) -> ProposalRemoval:
    """Take one's own proposal back; its words go."""
    removal, created = ProposalRemoval.objects.get_or_create(proposal=proposal, defaults={"removed_by": actor})
    if created:
        proposal.text, proposal.lat, proposal.lon = "", None, None
        proposal.save(update_fields=["text", "lat", "lon"])
        _take_off(proposal, actor, _("zurückgezogen"))
        _note_proposal(proposal, "withdrawn", actor)
    return removal


@transaction.atomic
def hide_proposal(public_id: uuid.UUID, *, actor: User, reason: str) -> None:
    """Take a proposal off the page; moderation decides this and gives the reason."""
    proposal = BudgetProposal.objects.whole().get(public_id=public_id)
    _removal, created = ProposalRemoval.objects.get_or_create(
        proposal=proposal, defaults={"removed_by": actor, "reason": reason, "is_by_moderation": True}
    )
    if created:
        _take_off(proposal, actor, _("von der Seite genommen"))
        _note_proposal(proposal, "hidden", actor)


@transaction.atomic
def restore_proposal(public_id: uuid.UUID, *, actor: User) -> None:
    """Bring back what the moderation took off the page."""
    proposal = BudgetProposal.objects.whole().get(public_id=public_id)
    found, _rows = ProposalRemoval.objects.filter(proposal=proposal, is_by_moderation=True).delete()
    if found:
        if not proposal.is_valued:
            _ask_for_verdict(proposal)
        _note_proposal(proposal, "restored", actor)


@transaction.atomic
def value_proposal(
    proposal: BudgetProposal,
    verdict: Verdict,
    *,
    actor: User | None,
    at: datetime.datetime | None = None,
    tell: bool = True,
) -> Valuation:
    """Say whether a proposal can be done and what it costs; its author and all who follow it are told."""
    _check_no_ballots(proposal.budget)
    if verdict.is_feasible and not verdict.cost:
        raise ValidationError(_("Was umgesetzt werden kann, braucht geschätzte Kosten."))
    if not verdict.is_feasible and not verdict.reason:
        raise ValidationError(_("Bitte sagen Sie, warum das nicht geht."))
    if verdict.cost and verdict.is_feasible and verdict.cost > proposal.pot.amount:
        raise ValidationError(
            _("Das kostet mehr, als in „%(pot)s“ ist (%(amount)s).")
            % {"pot": proposal.pot.title, "amount": format_euro(proposal.pot.amount)}
        )
    valuation, _created = Valuation.objects.update_or_create(
        proposal=proposal,
        defaults={
            "is_feasible": verdict.is_feasible,
            "reason": verdict.reason,
            "cents": in_cents(verdict.cost) if verdict.cost is not None else None,
            "running_cents": in_cents(verdict.running_cost),
            "office": verdict.office,
            "valued_by": actor,
            "valued_at": at or timezone.now(),
        },
    )
    proposal.valuation = valuation
    settle(proposal.ref, kind="valuation", actor=actor, outcome=_words(valuation))
    _tell_verdict(proposal, actor, tell=tell)
    _note_proposal(proposal, "valued", actor)
    return valuation


def _write(proposal: BudgetProposal, plan: ProposalPlan) -> None:
    proposal.pot, proposal.title, proposal.text, proposal.place = plan.pot, plan.title, plan.text, plan.place
    proposal.lat, proposal.lon = plan.lat, plan.lon
    proposal.wished_cents = in_cents(plan.wished_cost) if plan.wished_cost is not None else None
    proposal.save()


def _check_no_ballots(budget: Budget) -> None:
    if hasattr(budget, "tally") or has_ballots(budget):
        raise ValidationError(
            _("Es liegen schon Stimmzettel vor. Was auf dem Stimmzettel steht, bleibt deshalb, wie es ist.")
        )


def _take_off(proposal: BudgetProposal, actor: User | None, outcome: str) -> None:
    settle(proposal.ref, kind="valuation", actor=actor, outcome=outcome)


def _ask_for_verdict(proposal: BudgetProposal) -> None:
    budget = proposal.budget
    with translation.override(settings.LANGUAGE_CODE):
        ask(
            proposal.ref,
            kind="valuation",
            place=proposal.place,
            label=_("Bürgerhaushalt"),
            title=proposal.title,
            note=_("Vorschlag %(number)d von %(author)s in „%(budget)s“")
            % {"number": proposal.number, "author": proposal.author_name, "budget": budget.activity.title},
            action_url=budget.url("budget_valuation", proposal.public_id),
            action_label=_("Prüfen"),
            due_on=budget.first_day_of_voting - datetime.timedelta(days=1) if budget.voting_from else None,
            is_sample=proposal.is_sample,
        )


def _words(valuation: Valuation) -> str:
    return _("kann umgesetzt werden") if valuation.is_feasible else _("kann nicht umgesetzt werden")


@translation.override(settings.LANGUAGE_CODE)
def _tell_verdict(proposal: BudgetProposal, actor: User | None, *, tell: bool) -> None:
    valuation = proposal.valuation
    text = valuation.reason
    if valuation.is_feasible:
        text = _("Geschätzte Kosten: %(cost)s.") % {"cost": format_euro(valuation.cost)} + (f" {text}" if text else "")
    follow_up(
        proposal.ref,
        kind="valued",
        title=_("Geprüft: „%(title)s“ %(verdict)s") % {"title": proposal.title, "verdict": _words(valuation)},
        text=text,
        url=proposal.get_absolute_url(),
        by=valuation.office or _("Rathaus"),
        at=valuation.valued_at,
        actor=actor,
        tell=tell,
    )


def _note_proposal(proposal: BudgetProposal, what: str, actor: User | None) -> None:
    record(f"participation.budget_proposal.{what}", proposal.ref, actor=actor, place=proposal.place)
    raise_edition(proposal.place)


def _note(budget: Budget, what: str, actor: User | None, details: dict[str, object]) -> None:
    activity = budget.activity
    record(what, activity.ref, actor=actor, place=activity.project.place, details=details)
    raise_edition(activity.project.place)
