"""Keeps what becomes of measures after their projects, and warns in time."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.desk import public as desk
from dorflinde.places.public import Place, raise_edition
from dorflinde.strategy.models import Continuation, ContinuationWarning, Measure, Warnings

from .announcement import house_language

WARNING = "continuation"


@transaction.atomic
def save_continuation(continuation: Continuation, *, actor: Actor | None) -> None:
    """Write down how a measure goes on; a warning whose reason is gone leaves the desk."""
    from dorflinde.strategy.queries import worry_of  # queries read what actions write

    continuation.changed_by, continuation.changed_at = actor if isinstance(actor, User) else None, timezone.now()
    continuation.save()
    measure = Measure.objects.for_list().prefetch_related("fundings").select_related("continuation").get(pk=continuation.measure_id)  # fmt: skip
    if not worry_of(measure).is_worrying:
        with house_language():
            desk.settle(measure.ref, kind=WARNING, actor=actor, outcome=_("Die Fortführung ist geregelt"))
    raise_edition(measure.municipality)
    audit.record("strategy.continuation.saved", measure.ref, actor=actor, place=measure.municipality)


@transaction.atomic
def set_warning_months(place: Place, months: Sequence[int], *, actor: Actor | None) -> None:
    """Say how many months ahead the town hall is warned."""
    Warnings.objects.update_or_create(place=place.municipality, defaults={"months": sorted(set(months), reverse=True)})
    audit.record("strategy.continuation.months", None, actor=actor, place=place.municipality)


@transaction.atomic
def warn(place: Place, today: datetime.date | None = None) -> int:
    """Put what ends soon and is not provided for on the desk, once for each lead time; returns how many warnings."""
    from dorflinde.strategy.queries import warning_months, worries

    today = today or timezone.localdate()
    lead_times, warned = sorted(warning_months(place)), 0
    for measure, worry in worries(place, today):
        if worry.ends_on is None or worry.months is None or not worry.is_worrying:
            continue
        reached = next((months for months in lead_times if worry.months < months), None)
        if reached is None:
            continue
        _row, is_new = ContinuationWarning.objects.get_or_create(measure=measure, ends_on=worry.ends_on, months=reached)
        if is_new:
            _ask(measure, worry.sentence, worry.ends_on)
            warned += 1
    return warned


def _ask(measure: Measure, sentence: str, due_on: datetime.date) -> None:
    with house_language():
        desk.ask(
            measure.ref, kind=WARNING, place=measure.municipality, label=_("Fortführung"), title=str(measure),
            note=sentence, due_on=due_on, action_label=_("Fortführung regeln"), is_sample=measure.is_sample,
            action_url=reverse("workshop:continuation_edit", args=[measure.municipality.slug, measure.public_id]),
        )  # fmt: skip
