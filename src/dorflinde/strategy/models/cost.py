"""What a measure costs in one year, where the municipality knows it that exactly."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .measure import Measure


class YearCost(models.Model):
    """One-off and running cost of a measure in a year; what nobody has said is empty, never zero."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="costs")
    year = models.PositiveSmallIntegerField(_("Jahr"))
    once = models.DecimalField(_("einmalig"), max_digits=12, decimal_places=2, null=True, blank=True)
    running = models.DecimalField(_("laufend"), max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("Kosten eines Jahres")
        verbose_name_plural = _("Kosten nach Jahren")
        ordering: ClassVar = ["year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "year"], name="strategy_cost_once_a_year"),
            models.CheckConstraint(
                condition=(Q(once__isnull=True) | Q(once__gte=0)) & (Q(running__isnull=True) | Q(running__gte=0)),
                name="strategy_cost_is_no_gain",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure.number}: {self.year}"
