"""Changes many measures in one go and takes it back; keeps views of the table."""

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.dates import PlanDate
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place
from dorflinde.strategy.models import BulkChange, FieldOfAction, Measure, Profile, SavedView

from .history import one_save
from .measure import change_measure
from .move import change_status

_PARTS = ("priority", "field", "lead", "start", "end")


@one_save()
@transaction.atomic
def change_together(
    place: Place, measures: Iterable[Measure], said: dict[str, Any], *, actor: Actor | None
) -> BulkChange:
    """Set the same status, priority, field, lead or period on many measures; what they were before is kept."""
    before, after = {}, {}
    for measure in measures:
        before[str(measure.public_id)] = _now(measure)
        _apply(measure, said, actor=actor)
        after[str(measure.public_id)] = _now(measure)
    made = BulkChange.objects.create(
        municipality=place.municipality,
        before=before,
        after=after,
        changed_by=actor if isinstance(actor, User) else None,
    )
    _note("changed_together", made, actor)
    return made


@one_save()
@transaction.atomic
def undo_together(change: BulkChange, *, actor: Actor | None) -> tuple[int, int]:
    """Give every measure back what it was; what somebody changed since then stays. Returns (given back, left)."""
    locked = BulkChange.objects.select_for_update().get(pk=change.pk)
    if locked.undone_at:
        return 0, 0
    undone = left = 0
    measures = Measure.objects.filter(municipality=change.municipality, public_id__in=change.before).with_profile()
    for measure in measures:
        key = str(measure.public_id)
        if _now(measure) != change.after[key]:
            left += 1
            continue
        _apply(measure, _read(change.before[key], change.municipality), actor=actor)
        undone += 1
    change.undone_at = timezone.now()
    change.save(update_fields=["undone_at"])
    _note("undone_together", change, actor)
    return undone, left


@transaction.atomic
def save_view(place: Place, title: str, query: str, *, actor: User, is_shared: bool) -> SavedView:
    """Keep filters and columns under a name; the same name again replaces one's own."""
    view, _is_new = SavedView.objects.update_or_create(
        municipality=place.municipality,
        owner=actor,
        title=title,
        defaults={"query": query[:500], "is_shared": is_shared},
    )
    return view


def delete_view(view: SavedView) -> None:
    """Forget a view; the measures in it stay."""
    view.delete()


def _apply(measure: Measure, said: dict[str, Any], *, actor: Actor | None) -> None:
    stored = Measure.objects.with_profile().get(pk=measure.pk)
    parts = {name: said[name] for name in _PARTS if name in said}
    if parts:
        known = Profile.of(stored)
        known = known.moved(parts.pop("start", known.start), parts.pop("end", known.end))
        change_measure(measure, dataclasses.replace(known, **parts), actor=actor)
    if "status" in said:
        change_status(measure, said["status"], actor=actor, reason=said.get("reason", ""), progress=stored.progress)


def _now(measure: Measure) -> dict[str, Any]:
    """Return what a bulk change may touch, as it can be stored."""
    measure = Measure.objects.with_profile().get(pk=measure.pk)
    return {
        "status": measure.status, "priority": measure.priority, "lead": measure.lead,
        "field": str(measure.field.public_id) if measure.field else "",
        "start": [measure.start_on.isoformat() if measure.start_on else None, measure.start_precision],
        "end": [measure.end_on.isoformat() if measure.end_on else None, measure.end_precision],
    }  # fmt: skip


def _read(kept: dict[str, Any], place: Place) -> dict[str, Any]:
    fields = FieldOfAction.objects.of(place)
    return {
        "status": kept["status"], "priority": kept["priority"], "lead": kept["lead"],
        "field": fields.filter(public_id=kept["field"]).first() if kept["field"] else None,
        "start": _date(kept["start"]), "end": _date(kept["end"]),
    }  # fmt: skip


def _date(kept: list[str | None]) -> PlanDate | None:
    day, precision = kept
    first = datetime.date.fromisoformat(day) if day else None
    return PlanDate.stored(first, precision or "")


def _note(what: str, change: BulkChange, actor: Actor | None) -> None:
    audit.record(
        f"strategy.measures.{what}", Ref("strategy.bulk", change.public_id), actor=actor, place=change.municipality,
        details={"count": len(change.before)},
    )  # fmt: skip
