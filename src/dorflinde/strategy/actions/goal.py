"""Changes the goals of the fields of action, their figures and what works towards them."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.subjects import Ref
from dorflinde.places.public import raise_edition
from dorflinde.strategy.models import Goal, GoalIndicator, GoalValue, Measure

from .history import forget_history, ref_of, remember_thing, said_before


@transaction.atomic
def save_goal(goal: Goal, *, actor: Actor | None, measures: Iterable[Measure] | None = None) -> Goal:
    """Store a new or changed goal, with the measures that work towards it if they are named."""
    verb = "changed" if goal.pk else "created"
    if verb == "created":
        last = goal.field.goals.order_by("-order").values_list("order", flat=True).first()
        goal.order = (last or 0) + 1
    before = said_before(goal)
    goal.save()
    if measures is not None:
        goal.measures.set(measures)
    remember_thing(goal, before, goal.field.municipality, actor=actor)
    _note(verb, goal, actor)
    return goal


@transaction.atomic
def delete_goal(goal: Goal, *, actor: Actor | None) -> None:
    """Remove a goal with its figures; its measures stay."""
    for indicator in goal.indicators.all():
        forget_history(ref_of(indicator))
    forget_history(ref_of(goal))
    _note("deleted", goal, actor)
    goal.delete()


@transaction.atomic
def save_indicator(indicator: GoalIndicator, *, actor: Actor | None) -> GoalIndicator:
    """Store a new or changed figure of a goal."""
    before = said_before(indicator)
    indicator.save()
    remember_thing(indicator, before, indicator.goal.field.municipality, actor=actor)
    _note("indicator_saved", indicator.goal, actor)
    return indicator


@transaction.atomic
def delete_indicator(indicator: GoalIndicator, *, actor: Actor | None) -> None:
    """Remove a figure with all its values."""
    forget_history(ref_of(indicator))
    _note("indicator_deleted", indicator.goal, actor)
    indicator.delete()


@transaction.atomic
def note_value(indicator: GoalIndicator, *, actor: Actor | None, value: Decimal, on: datetime.date) -> GoalValue:
    """Write down what was counted on a day; a second value of the same day corrects the first."""
    by = actor if isinstance(actor, User) else None
    noted, _created = GoalValue.objects.update_or_create(
        indicator=indicator, on=on, defaults={"value": value, "noted_by": by}
    )
    _note("value_noted", indicator.goal, actor)
    return noted


def _note(verb: str, goal: Goal, actor: Actor | None) -> None:
    place = goal.field.municipality
    raise_edition(place)
    audit.record(f"strategy.goal.{verb}", Ref("strategy.goal", goal.public_id), actor=actor, place=place)
