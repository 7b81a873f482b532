"""Reminds the town hall of the days of fundings, and opens and closes their calendar."""

import datetime
import uuid

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor
from dorflinde.audit import public as audit
from dorflinde.core.dates import months_after
from dorflinde.desk import public as desk
from dorflinde.places.public import Place
from dorflinde.strategy.models import CalendarShare, DeadlineNotice, Warnings
from dorflinde.strategy.queries.deadlines import Reminder, deadline_months, reminders

from .announcement import house_language

_ON_THE_DESK = frozenset(
    {"apply_by", "ends_on", "proof_by"}
)  # what somebody has to do; the rest stands in the calendar


@transaction.atomic
def set_deadline_months(place: Place, months: int, *, actor: Actor | None) -> None:
    """Say how many months before a day of a funding the desk is reminded of it."""
    Warnings.objects.update_or_create(place=place.municipality, defaults={"funding_months": months})
    audit.record(
        "strategy.deadlines.months", None, actor=actor, place=place.municipality, details={"months": months}
    )  # fmt: skip


@transaction.atomic
def remind_of_deadlines(place: Place, today: datetime.date | None = None) -> int:
    """Put the days of fundings that come near on the desk, each once; one that moved or is done with leaves it.

    Returns how many are new. A day that passed waits on until somebody settles it.
    """
    today = today or timezone.localdate()
    months = deadline_months(place)
    known = DeadlineNotice.objects.filter(measure__municipality=place.municipality).select_related("measure")
    noticed = {(row.measure_id, row.kind): row for row in known}
    with house_language():
        current = {
            (one.measure.pk, f"funding.{one.kind}.{one.funding.pk}"): one
            for one in reminders(place, since=datetime.date.min) if one.kind in _ON_THE_DESK
        }  # fmt: skip
        for key, row in list(noticed.items()):
            if key not in current or current[key].day != row.day:
                desk.settle(row.measure.ref, kind=row.kind, actor=None, outcome=_("Die Frist gilt nicht mehr"))
                noticed.pop(key).delete()
        new = [key for key in current if key not in noticed and _is_near(current[key].day, months, today)]
        for key in new:
            _ask(current[key], key[1])
    return len(new)


def _is_near(day: datetime.date, months: int, today: datetime.date) -> bool:
    return months_after(day, -months) <= today <= day


def _ask(reminder: Reminder, kind: str) -> None:
    measure = reminder.measure
    DeadlineNotice.objects.create(measure=measure, kind=kind, day=reminder.day)
    address = reverse("workshop:measure_edit", args=[measure.municipality.slug, measure.public_id])
    desk.ask(
        measure.ref, kind=kind, place=measure.municipality, label=_("Förderfrist"), due_on=reminder.day,
        title=f"{reminder.what}: {measure}", note=f"{reminder.funding}. {reminder.advice}", is_sample=measure.is_sample,
        action_url=f"{address}#geld", action_label=_("Förderung ansehen"),
    )  # fmt: skip


@transaction.atomic
def share_calendar(place: Place, *, actor: Actor | None) -> None:
    """Open an address under which the days can be subscribed to; one that was open before is closed."""
    CalendarShare.objects.update_or_create(
        place=place.municipality, defaults={"key": uuid.uuid4(), "made_at": timezone.now()}
    )
    audit.record("strategy.deadlines.shared", None, actor=actor, place=place.municipality)


@transaction.atomic
def close_calendar(place: Place, *, actor: Actor | None) -> None:
    """Close the address; calendars that subscribed to it find nothing any more."""
    closed, _rows = CalendarShare.objects.filter(place=place.municipality).delete()
    if closed:
        audit.record("strategy.deadlines.closed", None, actor=actor, place=place.municipality)
