"""People and money a municipality can plan with: positions and their months, ceilings of the yearly budget."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place

from .measure import Measure

FULL = 100  # hundredths of a person-month in a month of a full position


class StaffRoleQuerySet(models.QuerySet["StaffRole"]):
    """The vocabulary of positions."""

    def of(self, place: Place) -> Self:
        """Return the positions of a municipality."""
        return self.filter(municipality=place.municipality)

    def in_order(self) -> Self:
        """Return the positions by name."""
        return self.order_by("title", "pk")


class StaffRole(models.Model):
    """A position that works on measures: never a person, so that a plan outlives who holds it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="staff_roles")
    title = models.CharField(_("Stelle"), max_length=120)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = StaffRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Stelle")
        verbose_name_plural = _("Stellen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "title"], name="strategy_role_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Capacity(models.Model):
    """How much of a position can work on measures between two months; where no row says anything, it is vacant."""

    role = models.ForeignKey(StaffRole, on_delete=models.CASCADE, related_name="capacities")
    first_month = models.DateField(_("ab"))  # the first day of a month
    last_month = models.DateField(_("bis"), null=True, blank=True)  # empty: until further notice
    percent = models.PositiveSmallIntegerField(_("Prozent einer vollen Stelle"))

    class Meta:
        verbose_name = _("Kapazität")
        verbose_name_plural = _("Kapazitäten")
        ordering: ClassVar = ["first_month", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_month__isnull=True) | Q(last_month__gte=F("first_month")),
                name="strategy_capacity_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.percent} %"


class Demand(models.Model):
    """How many person-months of a position a measure needs over its whole run."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="demands")
    role = models.ForeignKey(StaffRole, on_delete=models.PROTECT, related_name="demands")
    months = models.DecimalField(_("Personenmonate"), max_digits=7, decimal_places=2)

    class Meta:
        verbose_name = _("Personalbedarf")
        verbose_name_plural = _("Personalbedarf")
        ordering: ClassVar = ["role__title", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "role"], name="strategy_demand_once"),
            models.CheckConstraint(condition=Q(months__gt=0), name="strategy_demand_is_more_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.number}: {self.role} {self.months}"


class Ceiling(models.Model):
    """What a municipality may spend of its own money on measures in a year."""

    municipality = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="ceilings")
    year = models.PositiveSmallIntegerField(_("Jahr"))
    amount = models.DecimalField(_("Höchstens"), max_digits=12, decimal_places=2)
    note = models.CharField(_("Notiz"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Haushaltsdeckel")
        verbose_name_plural = _("Haushaltsdeckel")
        ordering: ClassVar = ["year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "year"], name="strategy_ceiling_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="strategy_ceiling_is_no_debt"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount}"
