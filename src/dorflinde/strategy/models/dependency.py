"""Which measure must be finished before another can begin."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .measure import Measure

LONGEST_LAG = 60  # months


class Dependency(models.Model):
    """A measure needs another one first."""

    class Kind(models.TextChoices):
        FINISH_START = "fs", _("beginnt, wenn die andere fertig ist")
        START_START = "ss", _("beginnt, wenn die andere begonnen hat")

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="dependencies")
    depends_on = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="dependents")
    kind = models.CharField(_("Art"), max_length=2, choices=Kind, default=Kind.FINISH_START)

    lag = models.PositiveSmallIntegerField(_("Abstand in Monaten"), default=0)

    class Meta:
        verbose_name = _("Abhängigkeit")
        verbose_name_plural = _("Abhängigkeiten")
        ordering: ClassVar = ["depends_on__sort_key", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "depends_on"], name="strategy_dependency_once"),
            models.CheckConstraint(condition=~Q(measure=F("depends_on")), name="strategy_dependency_not_on_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.number} ← {self.depends_on.number}"


def depends_on_itself(start: str, needs: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the circle that leads from a measure back to itself through what it needs, or an empty list."""
    came_from: dict[str, str] = {}
    front = [start]
    while front:
        here = front.pop()
        for there in needs.get(here, ()):
            if there == start:
                return _circle(came_from, start, here)
            if there not in came_from:
                came_from[there] = here
                front.append(there)
    return []


def _circle(came_from: Mapping[str, str], start: str, last: str) -> list[str]:
    way = [start]
    while last != start:
        way.append(last)
        last = came_from[last]
    return [*reversed([*way, start])]
