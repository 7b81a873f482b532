"""Keeps what every field said before: one row for each field that changed, one name for all that one save changed."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from dorflinde.accounts.public import Actor, User
from dorflinde.core.dates import PlanDate
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Organisation, Place
from dorflinde.strategy.models import FieldChange, FieldOfAction, Goal, GoalIndicator, Measure, Profile, Strategy

_save: ContextVar[uuid.UUID | None] = ContextVar("save", default=None)
# What is remembered of things that are not measures.
_FIELDS: dict[type[Goal | GoalIndicator | FieldOfAction | Strategy], tuple[str, ...]] = {
    Goal: ("field", "title", "description", "due", "responsible"),
    GoalIndicator: ("name", "unit", "direction", "baseline", "target"),
    FieldOfAction: ("title", "description"),
    Strategy: (
        "title", "starts_on", "ends_on", "vision", "foreword", "process", "baseline", "continuation", "adopted_on", "adopted_by",
        "short_months", "medium_months", "long_months",
    ),
}  # fmt: skip
_KINDS = {Goal: "goal", GoalIndicator: "goal_indicator", FieldOfAction: "field", Strategy: "strategy"}
Remembered = Goal | GoalIndicator | FieldOfAction | Strategy


@contextmanager
def one_save() -> Iterator[None]:
    """Let all that is changed inside count as one save, whichever actions do it."""
    before = _save.set(_save.get() or FieldChange.new_set())
    try:
        yield
    finally:
        _save.reset(before)


def remember(
    ref: Ref, place: Place, changes: Mapping[str, tuple[Any, Any]], *, actor: Actor | None, at: datetime | None = None
) -> None:
    """Write down (what it was, what it is) of each field; where both are the same there is nothing to remember."""
    save, person = _save.get() or FieldChange.new_set(), actor if isinstance(actor, User) else None
    rows = [(name, written(old), written(new)) for name, (old, new) in changes.items()]
    FieldChange.objects.bulk_create(
        FieldChange(
            change_set=save, place=place, subject_kind=ref.kind, subject_id=ref.id, field=name, old=old, new=new,
            changed_by=person, at=at or timezone.now(),
        )
        for name, old, new in rows
        if old != new
    )  # fmt: skip


def forget_history(ref: Ref) -> None:
    """Let the history of a thing go with it."""
    FieldChange.objects.of(ref).delete()


def said_by(thing: Remembered) -> dict[str, Any]:
    """Return what a goal, a figure, a field of action or a strategy says about itself."""
    said = {name: getattr(thing, name) for name in _FIELDS[type(thing)]}
    return said | {"measures": list(thing.measures.by_number())} if isinstance(thing, Goal) else said


def said_before(thing: Remembered) -> dict[str, Any]:
    """Return what a thing said when it was last stored; nothing of a new one."""
    stored = type(thing)._default_manager.filter(pk=thing.pk).first() if thing.pk else None
    return said_by(stored) if stored is not None else {}


def remember_thing(thing: Remembered, before: Mapping[str, Any], place: Place, *, actor: Actor | None) -> None:
    """Write down what changed in a thing since `said_before`; that it was made is no change."""
    if before:
        now = said_by(type(thing)._default_manager.get(pk=thing.pk))
        remember(ref_of(thing), place, {name: (before[name], now[name]) for name in now}, actor=actor)


def ref_of(thing: Remembered) -> Ref:
    """Return the name under which the history of a thing is kept."""
    return Ref(f"strategy.{_KINDS[type(thing)]}", thing.public_id)


def profile_changes(before: Profile, after: Profile) -> dict[str, tuple[Any, Any]]:
    """Return what differs between two profiles of a measure; who may read it is remembered where that changes."""
    names = [name for name in after.changes(before) if name != "visibility"]
    return {name: (getattr(before, name), getattr(after, name)) for name in names}


def written(value: Any) -> Any:
    """Return a value as JSON keeps it: things by their public id and by the name they have now."""
    match value:
        case None | bool() | int() | str():
            return str(value) if isinstance(value, str) else value
        case Decimal():
            return f"{value:f}"
        case PlanDate():
            return {"first": written(value.first), "precision": value.precision.value}
        case date():
            return value.isoformat()
        case Measure():
            return {"id": str(value.public_id), "title": str(value)}
        case FieldOfAction() | Organisation():
            return {"id": str(value.public_id), "title": str(value)}
        case list() | tuple():
            return [written(one) for one in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {name: written(one) for name, one in asdict(value).items()}
    raise TypeError(f"no way to remember a {type(value).__name__}")
