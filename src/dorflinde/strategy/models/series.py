"""The values of an indicator over time."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.dates import PlanDate
from dorflinde.core.ids import uuid7

from .indicator import Indicator


class IndicatorValue(models.Model):
    """One figure of a series: for a day or a longer stretch, in the unit it was counted in then."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    first = models.DateField(_("für wann"))
    precision = models.CharField(max_length=8)
    value = models.DecimalField(_("Wert"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("Einheit"), max_length=60, blank=True)
    note = models.CharField(_("Anmerkung"), max_length=200, blank=True)
    source = models.CharField(_("Quelle"), max_length=200, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    class Meta:
        verbose_name = _("Wert")
        verbose_name_plural = _("Werte")
        ordering: ClassVar = ["first", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "first", "precision"], name="strategy_value_once")
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"

    @property
    def when(self) -> PlanDate | None:
        """The stretch it stands for, as exact as it was said."""
        return PlanDate.stored(self.first, self.precision)
