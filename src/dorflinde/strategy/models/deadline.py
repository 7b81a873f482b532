"""How the town hall is reminded of the days of fundings: on the desk, and in a calendar it subscribes to."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.places.public import Place

from .measure import Measure


class DeadlineNotice(models.Model):
    """A day of a funding was put on the desk, once; a new day is put there anew."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)  # of the to-do: what has to be done, and for which funding
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Erinnerung an eine Frist")
        verbose_name_plural = _("Erinnerungen an Fristen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "kind"], name="strategy_deadline_on_desk_once"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.day}"


class CalendarShare(models.Model):
    """The calendar of deadlines can be subscribed to without an account; deleting the row closes its address."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Kalender zum Abonnieren")
        verbose_name_plural = _("Kalender zum Abonnieren")

    def __str__(self) -> str:
        return str(self.place)
