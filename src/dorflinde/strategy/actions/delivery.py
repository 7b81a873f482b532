"""Carries a measure out: milestones, tasks, risks, decisions, blockers, and how it goes in somebody's own words."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.dates import PlanDate
from dorflinde.places.public import raise_edition
from dorflinde.strategy.models import Blocker, Decision, HealthAssessment, Measure, Milestone, Risk, Task, Tick

from .programs import tell_of_change, tell_of_roadmap

Part = Milestone | Task | Risk | Decision | Blocker
PARTS: dict[str, type[Part]] = {
    "meilenstein": Milestone,
    "aufgabe": Task,
    "hindernis": Blocker,
    "risiko": Risk,
    "beschluss": Decision,
}
_SHOWN: dict[type[Part], str] = {Milestone: "milestones", Decision: "decisions"}  # of what everyone may read
_TICKED: dict[type[Part], str] = {Milestone: "milestone", Task: "task", Blocker: "blocker"}


@transaction.atomic
def add_part(measure: Measure, kind: str, said: Mapping[str, Any], *, actor: Actor | None) -> Part:
    """Note a milestone, task, blocker, risk or decision of a measure."""
    values = dict(said)
    if "due" in values:
        due: PlanDate | None = values.pop("due")
        values |= {"due_on": due.first if due else None, "due_precision": due.precision.value if due else ""}
    part: Part = PARTS[kind].objects.create(measure=measure, **values)
    _note("added", kind, part, actor)
    return part


@transaction.atomic
def tick(part: Part, *, actor: Actor | None, at: datetime.datetime | None = None) -> None:
    """Say that a milestone was reached, a task done, a blocker solved; a second time changes nothing."""
    name = _TICKED[type(part)]
    Tick.objects.get_or_create(**{name: part}, defaults={"by": _person(actor), "at": at or timezone.now()})
    _note("ticked", name, part, actor)


@transaction.atomic
def untick(part: Part, *, actor: Actor | None) -> None:
    """Open a milestone, task or blocker again."""
    name = _TICKED[type(part)]
    Tick.objects.filter(**{name: part}).delete()
    _note("unticked", name, part, actor)


@transaction.atomic
def remove_part(kind: str, part: Part, *, actor: Actor | None) -> None:
    """Remove what was noted by mistake."""
    _note("removed", kind, part, actor)
    part.delete()


@transaction.atomic
def assess(
    measure: Measure, health: str, reason: str, *, actor: Actor | None, until: datetime.date | None = None
) -> HealthAssessment:
    """Say by hand how a measure is going, and why; what was said before is withdrawn."""
    withdraw_assessment(measure, actor=actor)
    said = HealthAssessment.objects.create(
        measure=measure, health=health, reason=reason, until=until, said_by=_person(actor)
    )
    raise_edition(measure.municipality)
    tell_of_change(measure, ["health"])
    audit.record(
        "strategy.measure.assessed", measure.ref, actor=actor, place=measure.municipality, details={"health": health}
    )
    return said


@transaction.atomic
def withdraw_assessment(measure: Measure, *, actor: Actor | None) -> int:
    """Let the health be derived again; returns how many assessments were withdrawn."""
    withdrawn = measure.assessments.filter(withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now(), withdrawn_by=_person(actor)
    )
    if withdrawn:
        raise_edition(measure.municipality)
        audit.record("strategy.measure.assessment_withdrawn", measure.ref, actor=actor, place=measure.municipality)
    return withdrawn


def _note(verb: str, kind: str, part: Part, actor: Actor | None) -> None:
    measure = part.measure
    raise_edition(measure.municipality)
    if shown := _SHOWN.get(type(part)):
        tell_of_change(measure, [shown])
    if isinstance(part, Milestone):
        tell_of_roadmap(measure)
    audit.record(
        f"strategy.delivery.{verb}", measure.ref, actor=actor, place=measure.municipality,
        details={"kind": kind},
    )  # fmt: skip


def _person(actor: Actor | None) -> User | None:
    return actor if isinstance(actor, User) else None
