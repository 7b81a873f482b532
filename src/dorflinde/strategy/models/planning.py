"""What a measure says to whoever plans the roadmap: how long it takes, when it may begin, whether its date stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.cells import one_line

from .measure import Measure

LONGEST = 240  # months


class PlanningFacts(models.Model):
    """How long a measure takes and in which months it may begin; nothing said limits nothing."""

    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="planning")
    duration = models.PositiveSmallIntegerField(
        _("Dauer in Monaten"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    earliest = models.DateField(_("frühestens"), null=True, blank=True)  # the first day of a month
    latest = models.DateField(_("spätestens"), null=True, blank=True)

    class Meta:
        verbose_name = _("Angaben zur Planung")
        verbose_name_plural = _("Angaben zur Planung")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(duration__isnull=True) | Q(duration__range=(1, LONGEST)), name="strategy_duration_in_months"
            ),
            models.CheckConstraint(
                condition=Q(earliest__isnull=True) | Q(latest__isnull=True) | Q(latest__gte=F("earliest")),
                name="strategy_latest_after_earliest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure.number}: {self.duration}"


class Pin(models.Model):
    """The start of a measure stands: no proposal moves it. Deleting the row lets it go."""

    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="pin")
    reason = models.CharField(_("Warum?"), max_length=200, blank=True)
    pinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    pinned_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("fester Termin")
        verbose_name_plural = _("feste Termine")

    def __str__(self) -> str:
        return f"{self.measure.number}: {self.reason}"


@dataclass(frozen=True, slots=True)
class PlanningProfile:
    """All a measure says to whoever plans, as a list or a form names it: positions by their names."""

    duration: int | None = None  # months
    earliest: date | None = None  # the first day of a month, as the latest
    latest: date | None = None
    demands: Mapping[str, Decimal] = field(default_factory=dict)  # person-months over the whole run
    held: str | None = None  # why its start stands, empty without a reason; None: proposals may move it

    @classmethod
    def of(cls, measure: Measure) -> Self:
        """Return what is stored; a pin without a day holds nothing."""
        facts: PlanningFacts | None = getattr(measure, "planning", None)  # the reverse side of a one-to-one
        pin: Pin | None = getattr(measure, "pin", None)
        return cls(
            duration=facts.duration if facts else None,
            earliest=facts.earliest if facts else None,
            latest=facts.latest if facts else None,
            demands={one_line(demand.role.title): demand.months for demand in measure.demands.all()},
            held=one_line(pin.reason) if pin and measure.start_on else None,
        )

    def changes(self, before: "PlanningProfile") -> list[str]:
        """Return the names of what is different."""
        return [name for name in self.__slots__ if getattr(self, name) != getattr(before, name)]
