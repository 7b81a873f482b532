"""Putting things to take part in into a project: adding, changing, ordering, ending, removing."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.participation import formats
from dorflinde.participation.models import Activity, ActivityClosure, Phase, Project, free_activity_slug
from dorflinde.places.public import raise_edition


@dataclass(frozen=True)
class ActivityPlan:
    """What the town hall says about something to take part in."""

    phase: Phase
    title: str
    text: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def create_activity(
    project: Project,
    kind: str,
    plan: ActivityPlan,
    *,
    actor: User | None,
    slug: str = "",
    at: datetime.datetime | None = None,
    is_sample: bool = False,
) -> Activity:
    """Add something to take part in at the end of its phase; its format lays out what it needs."""
    _check_phase(project, plan.phase)
    activity = Activity.objects.create(
        project=project,
        phase=plan.phase,
        kind=kind,
        title=plan.title,
        slug=slug or free_activity_slug(project, plan.title),
        text=plan.text,
        options=dict(plan.options),
        position=_last_position(project) + 1,
        created_by=actor,
        created_at=at or timezone.now(),
        is_sample=is_sample,
    )
    if start := formats.format_of(activity).start:
        start(activity, actor)
    record("participation.activity.created", activity.ref, actor=actor, place=project.place, details={"kind": kind})
    raise_edition(project.place)
    return activity


@transaction.atomic
def update_activity(activity: Activity, plan: ActivityPlan, *, actor: User | None) -> Activity:
    """Change what is said about it or the phase it lies in; its address stays."""
    _check_phase(activity.project, plan.phase)
    if check := formats.format_of(activity).check_options:
        check(activity, plan.options)
    activity.phase, activity.title, activity.text = plan.phase, plan.title, plan.text
    activity.options = dict(plan.options)
    activity.save()
    record("participation.activity.changed", activity.ref, actor=actor, place=activity.project.place)
    raise_edition(activity.project.place)
    return activity


@transaction.atomic
def move_activity(activity: Activity, *, up: bool, actor: User | None) -> None:
    """Put it before or after its neighbour in the same phase; at the end of the row nothing happens."""
    row = list(Activity.objects.select_for_update().filter(phase=activity.phase).in_order())
    here = row.index(activity)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(row):
        return
    row[here], row[there] = row[there], row[here]
    for position, one in enumerate(row, start=1):
        one.position = position
    Activity.objects.bulk_update(row, ["position"])
    record("participation.activity.moved", activity.ref, actor=actor, place=activity.project.place)
    raise_edition(activity.project.place)


@transaction.atomic
def close_activity(activity: Activity, *, actor: User | None, reason: str = "") -> ActivityClosure:
    """End it before its phase ends; twice is no error."""
    closure, created = ActivityClosure.objects.get_or_create(
        activity=activity, defaults={"closed_by": actor, "reason": reason}
    )
    if created:
        record("participation.activity.closed", activity.ref, actor=actor, place=activity.project.place)
        raise_edition(activity.project.place)
    return closure


@transaction.atomic
def reopen_activity(activity: Activity, *, actor: User | None) -> None:
    """Take an early end back; it is open as long as its phase runs."""
    found, _rows = ActivityClosure.objects.filter(activity=activity).delete()
    if found:
        record("participation.activity.reopened", activity.ref, actor=actor, place=activity.project.place)
        raise_edition(activity.project.place)


@transaction.atomic
def remove_activity(activity: Activity, *, actor: User | None) -> None:
    """Take it out of the project; what people took part in stays and can only be ended."""
    if people := formats.numbers_of([activity]).get(activity.pk, 0):
        raise ValidationError(
            ngettext(
                "Hier hat schon %(n)d Person mitgemacht. Beenden Sie den Baustein, statt ihn zu entfernen.",
                "Hier haben schon %(n)d Menschen mitgemacht. Beenden Sie den Baustein, statt ihn zu entfernen.",
                people,
            )
            % {"n": people}
        )
    record("participation.activity.removed", activity.ref, actor=actor, place=activity.project.place)
    activity.delete()
    raise_edition(activity.project.place)


def _check_phase(project: Project, phase: Phase) -> None:
    if phase.project_id != project.pk:
        raise ValidationError(_("Diese Phase gehört zu einer anderen Beteiligung."))


def _last_position(project: Project) -> int:
    return Activity.objects.of(project).aggregate(last=Max("position"))["last"] or 0
