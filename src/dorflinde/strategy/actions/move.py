"""Moves a measure along: into the calendar, from planned to begun to done, with a word in between."""

import dataclasses
import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.dates import PlanDate
from dorflinde.core.text import excerpt
from dorflinde.desk import public as desk
from dorflinde.places.public import raise_edition
from dorflinde.strategy.models import Measure, Profile, ProgressNote, Status, StatusChange

from .announcement import house_language, keep_desk, tell_move
from .history import one_save, remember
from .measure import change_measure
from .programs import Happened, tell_of, tell_of_change


@one_save()
@transaction.atomic
def schedule(
    measure: Measure, start: PlanDate | None, end: PlanDate | None, *, actor: Actor | None,
    at: datetime.datetime | None = None, tell: bool = True,
) -> bool:  # fmt: skip
    """Give a measure its place in time, an idea thereby becomes a plan; returns whether anything changed."""
    stored = Measure.objects.with_profile().get(pk=measure.pk)
    profile = Profile.of(stored).moved(start, end)
    has_changed = bool(change_measure(measure, profile, actor=actor, at=at, tell=tell))
    if measure.status == Status.IDEA and start is not None:
        change_status(measure, Status.PLANNED, actor=actor, at=at, tell=False)  # the date has been told already
    return has_changed


@transaction.atomic
def shift(measure: Measure, months: int, *, actor: Actor | None) -> bool:
    """Move a measure along the chart by whole months; both dates stay as exact as they were said."""
    return schedule(
        measure,
        measure.start and measure.start.moved(months),
        measure.end and measure.end.moved(months),
        actor=actor,
    )


@one_save()
@transaction.atomic
def put_back(
    measure: Measure, start: PlanDate | None, end: PlanDate | None, *, was_idea: bool, actor: Actor | None
) -> None:
    """Take a move on the chart back; what was only an idea is one again."""
    schedule(measure, start, end, actor=actor)
    if was_idea:
        change_status(measure, Status.IDEA, actor=actor, tell=False)


@transaction.atomic
def change_status(
    measure: Measure,
    status: str,
    *,
    actor: Actor | None,
    reason: str = "",
    progress: int | None = None,
    at: datetime.datetime | None = None,
    tell: bool = True,
    post: bool = True,
) -> StatusChange | None:
    """Say how far a measure is now; the same again changes nothing and tells nobody."""
    at = at or timezone.now()
    stored = Measure.objects.select_for_update().get(pk=measure.pk)
    progress = stored.progress if progress is None else progress
    if stored.status == status and stored.progress == progress:
        return None
    has_moved = stored.status != status
    change = StatusChange.objects.create(
        measure=measure, status=status, reason=reason, progress=progress, changed_by=_person(actor), at=at
    )
    _keep(measure, status, progress, at)
    moved = {"status": (stored.status, status), "progress": (stored.progress, progress)}
    remember(measure.ref, measure.municipality, moved, actor=actor, at=at)
    if has_moved:
        tell_move(
            measure, kind=_KNOTS[Status(status)], title=_said(measure), text=reason, actor=actor, at=at, tell=tell,
            post=post and status in {Status.ACTIVE, Status.DONE},
        )  # fmt: skip
        tell_of(measure, Happened.MOVED, before=stored.status, status=str(status))
        if status == Status.DONE:
            tell_of(measure, Happened.FINISHED)
    else:
        tell_of_change(measure, ["progress"])
    keep_desk(measure, actor=actor, at=at, outcome=str(measure.get_status_display()))
    if status == Status.DROPPED:
        desk.settle_all(measure.ref, actor=actor, outcome=measure.get_status_display())
    raise_edition(measure.municipality)
    audit.record(
        "strategy.measure.moved", measure.ref, actor=actor, place=measure.municipality,
        details={"from": stored.status, "to": status, "progress": progress},
    )  # fmt: skip
    return change


@one_save()
@transaction.atomic
def change_line(
    measure: Measure, *, priority: str, start: PlanDate | None, end: PlanDate | None, status: str, actor: Actor | None
) -> None:
    """Change in one go what stands in a line of the table."""
    stored = Measure.objects.with_profile().get(pk=measure.pk)
    profile = dataclasses.replace(Profile.of(stored).moved(start, end), priority=priority)
    change_measure(measure, profile, actor=actor)
    change_status(measure, status, actor=actor)


@transaction.atomic
def report_progress(
    measure: Measure,
    text: str,
    *,
    actor: Actor | None,
    progress: int | None = None,
    at: datetime.datetime | None = None,
    is_sample: bool = False,
    tell: bool = True,
) -> ProgressNote:
    """Write in a few words how a measure is going; followers read it, and the desk asks again in three months."""
    at = at or timezone.now()
    note = ProgressNote.objects.create(
        measure=measure, text=text, progress=progress, written_by=_person(actor), at=at, is_sample=is_sample
    )
    before = measure.progress
    _keep(measure, measure.status, before if progress is None else progress, at)
    remember(measure.ref, measure.municipality, {"progress": (before, measure.progress)}, actor=actor, at=at)
    tell_of_change(measure, ["news"] if before == measure.progress else ["news", "progress"])
    with house_language():
        title = _("Neues zu „%(title)s“") % {"title": measure.title}
    tell_move(
        measure, kind="progress", title=title, text=text, actor=actor, at=at,
        tell=tell,
    )  # fmt: skip
    keep_desk(measure, actor=actor, at=at, outcome=excerpt(text, longest=150), is_awaited=True)
    raise_edition(measure.municipality)
    audit.record("strategy.measure.reported", measure.ref, actor=actor, place=measure.municipality)
    return note


_KNOTS = {
    Status.IDEA: "reopened", Status.PLANNED: "planned", Status.ACTIVE: "begun", Status.PAUSED: "paused",
    Status.DONE: "done", Status.DROPPED: "dropped",
}  # fmt: skip


def _said(measure: Measure) -> str:
    """Return the move as a sentence for those who waited for it."""
    with house_language():
        sentences = {
            Status.IDEA: _("„%(title)s“ wird neu überlegt"),
            Status.PLANNED: _("„%(title)s“ ist geplant"),
            Status.ACTIVE: _("„%(title)s“ hat begonnen"),
            Status.PAUSED: _("„%(title)s“ ruht zurzeit"),
            Status.DONE: _("„%(title)s“ ist fertig"),
            Status.DROPPED: _("„%(title)s“ wird nicht umgesetzt"),
        }
    return sentences[Status(measure.status)] % {"title": measure.title}


def _keep(measure: Measure, status: str, progress: int | None, at: datetime.datetime) -> None:
    measure.status, measure.progress, measure.changed_at = status, progress, at
    measure.save(update_fields=["status", "progress", "changed_at", "sort_key"])


def _person(actor: Actor | None) -> User | None:
    return actor if isinstance(actor, User) else None
