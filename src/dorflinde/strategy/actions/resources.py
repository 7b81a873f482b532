"""Says what people and money there are to plan with, and what a measure needs of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.cells import one_line
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place
from dorflinde.strategy.models import (
    Capacity,
    Ceiling,
    Demand,
    Dependency,
    Measure,
    Pin,
    PlanningFacts,
    PlanningProfile,
    StaffRole,
)

from .dependency import set_ties


class RoleInUse(ValueError):
    """A position cannot go while measures count on it; the message names them."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a position between two months (their first days); without an end until further notice."""

    first_month: date
    last_month: date | None
    percent: int


@transaction.atomic
def save_role(
    place: Place, role: StaffRole | None, *, title: str, stretches: Sequence[Stretch], actor: Actor | None
) -> StaffRole:
    """Write down a position and how much of it works on measures when."""
    role = role or StaffRole(municipality=place.municipality)
    role.title = title
    role.save()
    role.capacities.all().delete()
    Capacity.objects.bulk_create(
        Capacity(role=role, first_month=one.first_month, last_month=one.last_month, percent=one.percent)
        for one in stretches
    )
    audit.record("strategy.role.saved", _ref(role), actor=actor, place=place, details={"title": title})
    return role


@transaction.atomic
def delete_role(role: StaffRole, *, actor: Actor | None) -> None:
    """Remove a position on which no measure counts any more."""
    needed_by = list(Measure.objects.filter(demands__role=role).by_number().values_list("number", flat=True)[:9])
    if needed_by:
        raise RoleInUse(_("Mit dieser Stelle rechnen noch Maßnahmen: %(numbers)s.") % {"numbers": ", ".join(needed_by)})
    audit.record(
        "strategy.role.deleted", _ref(role), actor=actor, place=role.municipality, details={"title": role.title}
    )
    role.delete()


@transaction.atomic
def set_ceilings(place: Place, wanted: Mapping[int, tuple[Decimal | None, str]], *, actor: Actor | None) -> None:
    """Set what may be spent in each of these years; nothing said means no ceiling."""
    for year, (amount, note) in wanted.items():
        if amount is None:
            Ceiling.objects.filter(municipality=place.municipality, year=year).delete()
        else:
            Ceiling.objects.update_or_create(
                municipality=place.municipality, year=year, defaults={"amount": amount, "note": note}
            )
    audit.record(
        "strategy.ceilings.set", Ref("strategy.roadmap", place.public_id), actor=actor, place=place,
        details={str(year): str(amount) for year, (amount, _note) in wanted.items()},
    )  # fmt: skip


@transaction.atomic
def set_planning(
    measure: Measure, *, duration: int | None, earliest: date | None, latest: date | None,
    demands: Mapping[StaffRole, Decimal | None], ties: Mapping[Dependency, tuple[str, int]], actor: Actor | None,
) -> None:  # fmt: skip
    """Write down what a measure needs to be planned: its length, its months, its people, how it hangs on others."""
    PlanningFacts.objects.update_or_create(
        measure=measure, defaults={"duration": duration, "earliest": earliest, "latest": latest}
    )
    for role, months in demands.items():
        if not months:
            Demand.objects.filter(measure=measure, role=role).delete()
        else:
            Demand.objects.update_or_create(measure=measure, role=role, defaults={"months": months})
    set_ties(ties)
    audit.record("strategy.measure.planning_set", measure.ref, actor=actor, place=measure.municipality)


@transaction.atomic
def save_plan(measure: Measure, plan: PlanningProfile, *, actor: Actor | None) -> None:
    """Bring all a measure says to whoever plans up to date; a position nobody knows is made, without any time yet."""
    roles = {one_line(role.title).casefold(): role for role in StaffRole.objects.of(measure.municipality)}
    demands: dict[StaffRole, Decimal | None] = {demand.role: None for demand in measure.demands.select_related("role")}
    for title, months in plan.demands.items():
        known = roles.get(title.casefold())
        demands[known or save_role(measure.municipality, None, title=title, stretches=(), actor=actor)] = months
    set_planning(
        measure, duration=plan.duration, earliest=plan.earliest, latest=plan.latest, demands=demands, ties={}, actor=actor
    )  # fmt: skip
    if plan.held is None:
        unpin(measure, actor=actor)
    else:
        pin(measure, reason=plan.held, actor=actor)


@transaction.atomic
def pin(measure: Measure, *, reason: str = "", actor: Actor | None) -> Pin | None:
    """Let the start of a measure stand whatever is proposed; without a start there is nothing to hold."""
    if measure.start is None or measure.start.first is None:
        return None
    person = actor if isinstance(actor, User) else None
    held, created = Pin.objects.get_or_create(measure=measure, defaults={"reason": reason, "pinned_by": person})
    is_reworded = not created and held.reason != reason
    if is_reworded:
        held.reason, held.pinned_by = reason, person
        held.save(update_fields=["reason", "pinned_by"])
    if created or is_reworded:
        audit.record("strategy.measure.pinned", measure.ref, actor=actor, place=measure.municipality)
    return held


@transaction.atomic
def unpin(measure: Measure, *, actor: Actor | None) -> None:
    """Let proposals move the start of a measure again."""
    gone, _rows = Pin.objects.filter(measure=measure).delete()
    if gone:
        audit.record("strategy.measure.unpinned", measure.ref, actor=actor, place=measure.municipality)


def _ref(role: StaffRole) -> Ref:
    return Ref("strategy.role", role.public_id)
