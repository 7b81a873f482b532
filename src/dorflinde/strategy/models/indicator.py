"""How one will see that a measure works."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.money import NotAnAmountError, Quantity, parse_quantity

from .measure import Measure


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("mehr ist besser")
    DOWN = "down", _("weniger ist besser")


class Indicator(models.Model):
    """A figure to watch: as it was written, and as a number where it is one."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("Was wir zählen"), max_length=200)
    baseline = models.CharField(_("Ausgangswert"), max_length=100, blank=True)
    target = models.CharField(_("Zielwert"), max_length=100, blank=True)
    current = models.CharField(_("heutiger Wert"), max_length=100, blank=True)
    unit = models.CharField(_("Einheit"), max_length=60, blank=True)
    baseline_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)
    target_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)
    current_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)
    direction = models.CharField(_("Was ist besser?"), max_length=4, choices=Direction, blank=True)
    order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("Kennzahl")
        verbose_name_plural = _("Kennzahlen")
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the indicator; numbers are read from what was written."""
        self.read_numbers()
        super().save(*args, **kwargs)

    def read_numbers(self) -> None:
        """Read the numbers from the texts; what is no number stays a text."""
        read = {name: _quantity(getattr(self, name)) for name in ("baseline", "target", "current")}
        for name, quantity in read.items():
            setattr(self, f"{name}_value", quantity.amount if quantity else None)
        if not self.unit:
            self.unit = next((quantity.unit for quantity in read.values() if quantity and quantity.unit), "")

    @property
    def better(self) -> Direction | None:
        """Which way is better: as said, else from baseline to target; unknown where both are equal or one is missing."""
        if self.direction:
            return Direction(self.direction)
        if self.baseline_value is None or self.target_value is None or self.baseline_value == self.target_value:
            return None
        return Direction.UP if self.target_value > self.baseline_value else Direction.DOWN

    @property
    def reached(self) -> int | None:
        """How much of the way from baseline to target is done, in percent; also for figures that should fall."""
        if self.baseline_value is None or self.target_value is None or self.current_value is None:
            return None
        way = self.target_value - self.baseline_value
        if way == 0:
            return None
        return int(max(Decimal(0), min(Decimal(1), (self.current_value - self.baseline_value) / way)) * 100)


def _quantity(text: str) -> Quantity | None:
    try:
        return parse_quantity(text)
    except NotAnAmountError:
        return None
