"""Lets somebody write nothing at a place for a while, with a reason and the way to complain, and lifts it again."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.core import subjects
from dorflinde.moderation.models import Decision, WritingPause
from dorflinde.places.public import Place

from .batches import AS_REPORTED
from .notices import decide, take_notice


@transaction.atomic
def pause_person(person: User, place: Place, *, actor: User, days: int, ground: str, reason: str) -> WritingPause:
    """Let a person write nothing at a place for some days; they read why and can complain."""
    now = timezone.now()
    pause = WritingPause.objects.create(
        place=place, person=person, began_at=now, until=now + datetime.timedelta(days=days)
    )
    described = subjects.describe(pause.ref)
    if described is None:
        raise LookupError(f"{pause.ref} is not described")
    notice = take_notice(
        described,
        category=AS_REPORTED[Decision.Ground(ground)],
        explanation="",
        is_good_faith=True,
        actor=actor,
        is_own_initiative=True,
    )
    decide(notice, actor=actor, outcome=Decision.Outcome.PAUSE, ground=ground, reason=reason)
    return pause


@transaction.atomic
def lift_pause(public_id: uuid.UUID, *, actor: User) -> None:
    """Let somebody write again before the time is over; what has ended already stays as it is."""
    pause = WritingPause.objects.select_related("place__parent__parent").get(public_id=public_id)
    if not pause.is_running:
        return
    pause.lifted_at, pause.lifted_by = timezone.now(), actor
    pause.save(update_fields=["lifted_at", "lifted_by"])
    record("moderation.pause.lifted", pause.ref, actor=actor, place=pause.place)
