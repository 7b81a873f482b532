"""Working on a report: its status with a reason, notes, handing it over, putting reports of the same thing together."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit.public import record
from dorflinde.desk.public import note_first_answer
from dorflinde.places.public import Place, raise_edition
from dorflinde.reports.models import (
    CLOSED,
    Category,
    Duplicate,
    Handover,
    InternalNote,
    Report,
    Source,
    Status,
    StatusChange,
)
from dorflinde.trail import public as trail

from .furnishing import something_else
from .telling import announce, ask_desk, settle_desk, tell_change


class MergeProblem(ValueError):
    """These reports cannot be put together, or one cannot go where the other stays; the message says why."""


@transaction.atomic
def change_status(
    report: Report,
    *,
    actor: User | None,
    status: str,
    reason: str,
    by: str = "",
    at: datetime.datetime | None = None,
    external_id: str = "",
    tell: bool = True,
) -> StatusChange:
    """Say where a report stands now, and why: everyone reads it, those who follow are told."""
    moment = at or timezone.now()
    change = StatusChange.objects.create(
        report=report, status=status, reason=reason.strip(), by=by, actor=actor, at=moment, external_id=external_id
    )
    _stand(report, status, moment)
    if report.answered_at is None and status != Status.NEW:
        report.answered_at = moment
        if report.source != Source.PULLED:  # somebody else answered, elsewhere
            note_first_answer(report.ref, place=report.municipality, asked_at=report.created_at, answered_at=moment)
    report.save(update_fields=["status", "answered_at", "closed_at", "updated_at"])
    tell_change(change, actor=actor, tell=tell)
    announce(report)
    if report.is_closed:
        settle_desk(report, actor=actor, outcome=change.get_status_display())
    else:
        ask_desk(report)
    record("reports.status.changed", report.ref, actor=actor, place=report.place, details={"status": status})
    return change


@transaction.atomic
def say_still_there(report: Report, *, actor: Actor | None, text: str = "") -> StatusChange:
    """Open a finished report again, because what it says is still there; the town hall gets it back on the desk.

    What somebody adds is for the town hall: nobody has vetted it.
    """
    person = actor if isinstance(actor, User) else None
    with translation.override(settings.LANGUAGE_CODE):
        change = StatusChange.objects.create(
            report=report, status=Status.CHECKED, reason=_("Besteht noch: So wurde es uns gemeldet."), is_by_reporter=True
        )  # fmt: skip
    if text.strip():
        add_from_reporter(report, actor=person, text=text)
    _stand(report, Status.CHECKED, change.at)
    report.solve_due_on = timezone.localdate() + datetime.timedelta(days=report.category.days_to_solve)
    report.save(update_fields=["status", "closed_at", "updated_at", "solve_due_on"])
    tell_change(change, actor=person)
    announce(report)
    ask_desk(report)
    record("reports.report.reopened", report.ref, actor=actor, place=report.place)
    return change


@transaction.atomic
def add_note(report: Report, *, actor: User, text: str) -> InternalNote:
    """Write something for the colleagues alone."""
    note = InternalNote.objects.create(report=report, author=actor, text=text.strip())
    record("reports.note.added", report.ref, actor=actor, place=report.place)
    return note


@transaction.atomic
def add_from_reporter(report: Report, *, text: str, actor: Actor | None = None) -> InternalNote:
    """Keep what a reporter adds for the town hall: nobody has vetted it."""
    person = actor if isinstance(actor, User) else None
    note = InternalNote.objects.create(report=report, author=person, is_by_reporter=True, text=text.strip())
    record("reports.note.received", report.ref, actor=actor, place=report.place)
    return note


@transaction.atomic
def hand_over(
    report: Report, *, actor: User | None, reason: str, office: str = "", municipality: Place | None = None
) -> Handover:
    """Give a report to another office, or to another municipality: there it begins on the desk, here it is settled."""
    if report.is_duplicate:
        raise MergeProblem(
            _("Diese Meldung gehört zu einer anderen. Bitte geben Sie die andere weiter, oder trennen Sie beide.")
        )
    before, goal = report.municipality, municipality or report.municipality
    made = Handover.objects.create(
        report=report, from_municipality=before, to_municipality=goal, from_office=report.office, to_office=office,
        reason=reason.strip(), actor=actor,
    )  # fmt: skip
    report.office, report.updated_at = office, timezone.now()
    if goal != before:
        raise_edition(before)
        settle_desk(report, actor=actor, outcome=_("weitergegeben an %(place)s") % {"place": goal.name})
        report.category = _same_category(report.category, goal)
        report.office = office or report.category.office
        report.municipality = report.place = goal
    report.save(update_fields=["municipality", "place", "category", "office", "updated_at"])
    if goal != before:
        _say_where_it_went(report, goal, actor)
    announce(report)
    ask_desk(report)
    record("reports.report.handed_over", report.ref, actor=actor, place=before, details={"to": goal.slug})
    return made


@transaction.atomic
def merge_into(report: Report, root: Report, *, actor: User | None) -> Duplicate:
    """Let a report be read as part of another one of the same thing; its reporter follows that one from now on."""
    if report.pk == root.pk or root.is_duplicate or report.municipality_id != root.municipality_id:
        raise MergeProblem(_("Diese beiden Meldungen lassen sich nicht zusammenlegen."))
    if not root.is_visible:  # whoever reported this one would be led to a page that is closed to them
        raise MergeProblem(_("Die andere Meldung steht nicht auf der Seite. Bitte geben Sie sie zuerst frei."))
    made, is_new = Duplicate.objects.get_or_create(report=report, defaults={"root": root, "actor": actor})
    if not is_new:
        return made
    Duplicate.objects.filter(root=report).update(root=root)
    report.duplicate = made
    if report.author is not None:
        trail.follow(root.ref, report.author)
    announce(report)
    settle_desk(report, actor=actor, outcome=_("gehört zu %(reference)s") % {"reference": root.reference})
    raise_edition(root.municipality)
    record("reports.report.merged", report.ref, actor=actor, place=report.place, details={"root": str(root.public_id)})
    return made


@transaction.atomic
def part(report: Report, *, actor: User | None) -> None:
    """Let a report stand for itself again; not merged is no error."""
    gone, _rows = Duplicate.objects.filter(report=report).delete()
    if gone:
        fresh = Report.objects.complete().get(pk=report.pk)
        announce(fresh)
        ask_desk(fresh)
        record("reports.report.parted", fresh.ref, actor=actor, place=fresh.place)


def _say_where_it_went(report: Report, goal: Place, actor: User | None) -> None:
    """Tell everyone who reads along that another town hall answers from now on; why is between the two of them."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _("Weitergegeben: Jetzt kümmert sich %(place)s darum.") % {"place": goal.full_name}
    change = StatusChange.objects.create(report=report, status=report.status, reason=words, actor=actor)
    tell_change(change, actor=actor)


def _stand(report: Report, status: str, moment: datetime.datetime) -> None:
    report.status = status
    report.closed_at = moment if status in CLOSED else None
    report.updated_at = moment


def _same_category(category: Category, goal: Place) -> Category:
    """Return the category of another municipality that says the same, or its „something else“."""
    other = something_else(goal)
    return Category.objects.filter(municipality=goal, code=category.code).first() or other
