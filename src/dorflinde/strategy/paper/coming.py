"""What comes next: beginnings, ends and milestones that lie before us, soonest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext as _

from dorflinde.core.dates import PlanDate
from dorflinde.strategy.models import Measure, Status
from dorflinde.strategy.paper.material import Material


@dataclass(frozen=True, slots=True)
class Step:
    """Something that should happen to a measure: what, and when as exact as it was said."""

    last: date
    measure: Measure
    what: str
    when: str


def next_steps(material: Material, *, most: int) -> list[Step]:
    """Return the next steps of measures that are neither done nor resting."""
    steps = [
        step
        for measure in material.measures
        if measure.status not in {Status.DONE, Status.PAUSED}
        for step in _of(measure)
        if step.last >= material.today
    ]
    steps.sort(key=lambda step: (step.last, step.measure.sort_key))
    return steps[:most]


def _of(measure: Measure) -> Iterator[Step]:
    planned = measure.end if measure.status == Status.ACTIVE else measure.start
    words = _("soll fertig sein") if measure.status == Status.ACTIVE else _("soll beginnen")
    for due, what in [
        (planned, words),
        *((stone.due, stone.title) for stone in measure.milestones.all() if not stone.is_done),
    ]:
        if due is not None and due.last is not None:
            yield Step(due.last, measure, what, _when(due))


def _when(due: PlanDate) -> str:
    return due.in_words(get_language() or "de")
