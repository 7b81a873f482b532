"""What a measure says to whoever plans the roadmap: how long it takes, when it may begin, whether its date stands."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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
