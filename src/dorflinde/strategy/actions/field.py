"""Changes the fields of action of a municipality."""

import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from dorflinde.accounts.public import Actor
from dorflinde.audit import public as audit
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place, raise_edition
from dorflinde.strategy.models import FieldOfAction
from dorflinde.strategy.models.field import COLOURS

from .history import forget_history, one_save, ref_of, remember, remember_thing, said_before
from .programs import tell_of_change


class FieldHasGoals(ValueError):
    """A field of action cannot go while its goals have nowhere to go."""


@transaction.atomic
def create_field(
    place: Place, title: str, *, actor: Actor | None, description: str = "", is_sample: bool = False
) -> FieldOfAction:
    """Add a field of action at the end of the list."""
    here = FieldOfAction.objects.of(place)
    last = here.order_by("-order").values_list("order", flat=True).first()
    field = FieldOfAction.objects.create(
        municipality=place.municipality, title=title, description=description, order=(last or 0) + 1,
        colour=here.count() % COLOURS, is_sample=is_sample,
    )  # fmt: skip
    _note("created", field, actor)
    return field


def field_named(place: Place, title: str, *, actor: Actor | None, is_sample: bool = False) -> FieldOfAction:
    """Return the field of this name in any spelling of capitals, made if there is none yet."""
    known = {field.title.casefold(): field for field in FieldOfAction.objects.of(place)}
    return known.get(title.casefold()) or create_field(place, title, actor=actor, is_sample=is_sample)


@transaction.atomic
def add_fields(place: Place, titles: Iterable[str], *, actor: Actor | None) -> int:
    """Take over fields from the menu of suggestions; those that exist are left alone. Returns how many are new."""
    before = FieldOfAction.objects.of(place).count()
    for title in titles:
        field_named(place, title, actor=actor)
    return FieldOfAction.objects.of(place).count() - before


@transaction.atomic
def change_field(field: FieldOfAction, *, actor: Actor | None, title: str, description: str, order: int) -> None:
    """Rename, describe or move a field of action; its address stays."""
    before = said_before(field)
    field.title, field.description, field.order = title, description, order
    field.save()
    remember_thing(field, before, field.municipality, actor=actor)
    _note("changed", field, actor)


@transaction.atomic
def order_fields(place: Place, wanted: Sequence[uuid.UUID], *, actor: Actor | None) -> None:
    """Put the fields of action in a new order; those that are not named keep theirs and follow."""
    known = {field.public_id: field for field in FieldOfAction.objects.of(place).in_order()}
    named = [known.pop(key) for key in dict.fromkeys(wanted) if key in known]
    rows = [*named, *known.values()]
    for number, field in enumerate(rows, start=1):
        field.order = number
    FieldOfAction.objects.bulk_update(rows, ["order"])
    raise_edition(place)
    audit.record("strategy.field.ordered", None, actor=actor, place=place)


@transaction.atomic
def move_field(field: FieldOfAction, *, actor: Actor | None, up: bool) -> None:
    """Let a field of action change places with its neighbour."""
    place = field.municipality
    order = list(FieldOfAction.objects.of(place).in_order().values_list("public_id", flat=True))
    here = order.index(field.public_id)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        order_fields(place, order, actor=actor)


@one_save()
@transaction.atomic
def delete_field(field: FieldOfAction, *, actor: Actor | None, move_to: FieldOfAction | None) -> None:
    """Remove a field of action; its measures move to another one or stand without, its goals only to another one.

    Raises FieldHasGoals where goals would have nowhere to go: they carry figures that were counted over years.
    """
    goals = list(field.goals.all())
    if goals and move_to is None:
        raise FieldHasGoals(field.title)
    for goal in goals:
        remember(ref_of(goal), field.municipality, {"field": (field, move_to)}, actor=actor)
    field.goals.update(field=move_to)
    for measure in field.measures.select_related("municipality__parent"):
        remember(measure.ref, measure.municipality, {"field": (field, move_to)}, actor=actor)
        tell_of_change(measure, ["field"])
    field.measures.update(field=move_to, changed_at=timezone.now())
    forget_history(ref_of(field))
    _note("deleted", field, actor)
    field.delete()


def _note(verb: str, field: FieldOfAction, actor: Actor | None) -> None:
    raise_edition(field.municipality)
    audit.record(
        f"strategy.field.{verb}", Ref("strategy.field", field.public_id), actor=actor, place=field.municipality,
        details={"title": field.title},
    )  # fmt: skip
