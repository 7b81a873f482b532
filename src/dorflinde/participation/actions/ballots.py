"""Voting in a citizens' budget: on the screen, or typed in from a sheet; and the lot that is drawn before anybody knows a ballot."""

import datetime
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.core.money import format_euro
from dorflinde.participation.models import (
    MOST_SEED,
    Ballot,
    BallotLine,
    Budget,
    BudgetProposal,
    Lot,
    Pot,
    SecondLook,
    euros,
    nameless_since,
    sheet_code,
)
from dorflinde.places.public import Place, raise_edition

from .guests import spend_code

Lines = Mapping[BudgetProposal, int]  # what stands on a ballot: a cross is 1, points are points, places begin with 1
MOST_SHEETS = 1000


def check_ballot(budget: Budget, pots: Iterable[Pot], lines: Lines) -> None:
    """Refuse a ballot that would not count as it is, with every reason."""
    problems = [problem for pot in pots for problem in _problems_in(budget, pot, lines)]
    if not lines:
        problems.append(_("Noch ist nichts ausgewählt."))
    here = {pot.pk for pot in pots}
    if any(proposal.pot_id not in here or not proposal.is_admitted for proposal in lines):
        problems.append(_("Über einen der Vorschläge können Sie nicht abstimmen."))
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def vote(
    budget: Budget, lines: Lines, *, actor: User, at: datetime.datetime | None = None, is_sample: bool = False
) -> Ballot:
    """Give one's ballot or change it; the first ballot of all has the lot drawn before it is looked at."""
    locked = _open_for_ballots(budget)
    ballot, _created = Ballot.objects.update_or_create(
        budget=locked, voter=actor,
        defaults={"home": actor.home, "changed_at": at or timezone.now(), "is_sample": is_sample},
    )  # fmt: skip
    _write(ballot, lines)
    # Who votes for what is a political opinion (Art. 9 GDPR): it stands in a row that can be erased, not in the chain.
    _note(budget, "participation.budget.voted", None)
    return ballot


@transaction.atomic
def enter_sheet(
    budget: Budget, sheet: int, lines: Lines, *, actor: User | None, home: Place | None = None, is_void: bool = False,
    code: str = "", is_sample: bool = False,
) -> Ballot:  # fmt: skip
    """Type a sheet in; each number counts once, and a blank or unreadable sheet is noted as that.

    A code for the residence that came with it is used up, so that nobody votes online with it as well; which code it
    was, nobody notes.
    """
    locked = _open_for_ballots(budget)
    if not 1 <= sheet <= locked.sheets_printed:
        raise ValidationError(_("Ein Zettel mit dieser Nummer ist nicht gedruckt worden."))
    if Ballot.objects.of(budget).filter(sheet=sheet).exists():
        raise ValidationError(_("Der Zettel %(sheet)s ist schon eingegeben.") % {"sheet": sheet_code(sheet)})
    project = budget.activity.project
    if code and (problem := spend_code(project, code, project.proof)):
        raise ValidationError({"code": problem})
    ballot = Ballot.objects.create(
        budget=locked, sheet=sheet, home=home, is_void=is_void, changed_at=None, entered_by=actor, is_sample=is_sample
    )
    _write(ballot, {} if is_void else lines)
    _note(budget, "participation.budget.sheet_entered", actor, {"sheet": sheet})
    return ballot


@transaction.atomic
def take_sheet_back(ballot: Ballot, *, actor: User | None) -> None:
    """Undo a sheet that was typed in, so that its number is free again."""
    _open_for_ballots(ballot.budget)
    _note(ballot.budget, "participation.budget.sheet_taken_back", actor, {"sheet": ballot.sheet})
    ballot.delete()


@transaction.atomic
def look_again(ballot: Ballot, *, actor: User) -> SecondLook:
    """Confirm that a sheet says what was typed in; whoever typed it in cannot do this."""
    _open_for_ballots(ballot.budget)
    if ballot.entered_by_id == actor.pk:
        raise ValidationError(_("Diesen Zettel haben Sie selbst eingegeben. Vergleichen muss ihn jemand anderes."))
    look, created = SecondLook.objects.get_or_create(ballot=ballot, defaults={"looked_by": actor})
    if created:
        _note(ballot.budget, "participation.budget.sheet_confirmed", actor, {"sheet": ballot.sheet})
    return look


@transaction.atomic
def print_sheets(budget: Budget, number: int, *, actor: User | None) -> range:
    """Give out numbers for new sheets; returns which."""
    if not 1 <= number <= MOST_SHEETS:
        raise ValidationError(_("Bitte drucken Sie 1 bis %(most)d Zettel auf einmal.") % {"most": MOST_SHEETS})
    _open_for_ballots(budget)
    Budget.objects.filter(pk=budget.pk).update(sheets_printed=F("sheets_printed") + number)
    budget.refresh_from_db(fields=["sheets_printed"])
    _note(budget, "participation.budget.sheets_printed", actor, {"number": number})
    return range(budget.sheets_printed - number + 1, budget.sheets_printed + 1)


@transaction.atomic
def draw_lot(budget: Budget, *, actor: User | None) -> Lot:
    """Draw the lot that decides between equals: once, by the machine's own chance; a second drawing changes nothing."""
    lot, created = Lot.objects.get_or_create(
        budget=budget, defaults={"seed": secrets.randbelow(MOST_SEED + 1), "drawn_by": actor}
    )
    if created:
        _note(budget, "participation.budget.lot_drawn", actor, {"seed": lot.seed})
    return lot


def forget_voters() -> int:
    """Take the names off ballots some time after the count; returns how many lost theirs."""
    due = Ballot.objects.filter(budget__tally__ended_at__lt=nameless_since(timezone.now()), voter__isnull=False)
    return due.update(voter=None, changed_at=None)


def _problems_in(budget: Budget, pot: Pot, lines: Lines) -> list[str]:
    here = {proposal: weight for proposal, weight in lines.items() if proposal.pot_id == pot.pk}
    kinds, names = Budget.BallotKind, {"pot": pot.title}
    if budget.ballot_kind == kinds.APPROVAL and budget.most and len(here) > budget.most:
        words = ngettext(
            "In „%(pot)s“ geht höchstens %(most)d Kreuz.", "In „%(pot)s“ gehen höchstens %(most)d Kreuze.", budget.most
        )
        return [words % {**names, "most": budget.most}]
    if budget.ballot_kind == kinds.POINTS and (spent := sum(here.values())) > budget.points:
        words = _("In „%(pot)s“ sind %(spent)d Punkte verteilt, Sie haben %(points)d.")
        return [words % {**names, "spent": spent, "points": budget.points}]
    if budget.ballot_kind == kinds.RANKING and sorted(here.values()) != list(range(1, len(here) + 1)):
        return [_("In „%(pot)s“ braucht jeder Vorschlag einen eigenen Platz.") % names]
    if budget.ballot_kind == kinds.BASKET:
        return _problems_in_basket(pot, here)
    return []


def _problems_in_basket(pot: Pot, here: Lines) -> list[str]:
    problems = []
    cost = sum(proposal.valuation.cents or 0 for proposal in here)
    if cost > pot.cents:
        words = _("In „%(pot)s“ liegt für %(cost)s im Korb. Es sind nur %(amount)s da.")
        problems.append(words % {"pot": pot.title, "cost": format_euro(euros(cost)), "amount": format_euro(pot.amount)})
    groups = Counter(proposal.group for proposal in here if proposal.group_id)
    for group, number in groups.items():
        if number > 1:
            problems.append(_("„%(group)s“: Davon kann nur eines in den Korb.") % {"group": group})
    return problems


def _open_for_ballots(budget: Budget) -> Budget:
    """Lock the budget against a count that begins at the same moment, and draw the lot if nobody has."""
    locked = Budget.objects.select_for_update(of=("self",)).select_related("tally").get(pk=budget.pk)
    if hasattr(locked, "tally"):
        raise ValidationError(_("Es wird schon ausgezählt. Stimmzettel können nicht mehr dazukommen."))
    draw_lot(budget, actor=None)
    return locked


def _write(ballot: Ballot, lines: Lines) -> None:
    ballot.lines.all().delete()
    BallotLine.objects.bulk_create(
        BallotLine(ballot=ballot, proposal=proposal, weight=weight) for proposal, weight in lines.items()
    )


def _note(budget: Budget, what: str, actor: User | None, details: dict[str, object] | None = None) -> None:
    place = budget.activity.project.place
    record(what, budget.activity.ref, actor=actor, place=place, details=details)
    raise_edition(place)
