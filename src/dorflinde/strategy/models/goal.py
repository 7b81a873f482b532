"""What a field of action wants to reach, by when, and the figures by which one will see it."""

from decimal import Decimal
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.dates import PlanDate
from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place

from .field import FieldOfAction
from .measure import Measure, Status, Visibility


class GoalQuerySet(models.QuerySet["Goal"]):
    """The vocabulary of goals."""

    def of(self, place: Place) -> Self:
        """Return the goals of a municipality, or of a whole region."""
        if place.kind == Place.Kind.REGION:
            return self.filter(field__municipality__parent=place)
        return self.filter(field__municipality=place.municipality)

    def in_order(self) -> Self:
        """Return the goals in the order of their fields and of their making."""
        return self.order_by("field__order", "field__title", "order", "pk")

    def without_measure(self) -> Self:
        """Return the goals no measure works towards."""
        return self.filter(measures__isnull=True)

    def with_figures(self) -> Self:
        """Return the goals with their indicators, all values and `count`, `done`, `active`: how many public measures stand where."""
        public = Q(measures__visibility=Visibility.PUBLIC) & ~Q(measures__status=Status.DROPPED)
        return (
            self.select_related("field")
            .prefetch_related("indicators__values")
            .annotate(
                count=Count("measures", filter=public, distinct=True),
                done=Count("measures", filter=public & Q(measures__status=Status.DONE), distinct=True),
                active=Count("measures", filter=public & Q(measures__status=Status.ACTIVE), distinct=True),
            )
        )


class Goal(models.Model):
    """A Ziel of a field of action."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    field = models.ForeignKey(
        FieldOfAction, verbose_name=_("Handlungsfeld"), on_delete=models.CASCADE, related_name="goals"
    )
    title = models.CharField(
        _("Ziel"), max_length=200, help_text=_("Ein Satz über den Zustand danach: „Niemand braucht für einen Antrag ein Auto.“")
    )  # fmt: skip
    description = models.TextField(_("Was meinen wir damit?"), max_length=3000, blank=True)
    due_on = models.DateField(null=True, editable=False)
    due_precision = models.CharField(max_length=8, blank=True, editable=False)
    responsible = models.CharField(_("Wer kümmert sich?"), max_length=150, blank=True)
    measures = models.ManyToManyField(Measure, verbose_name=_("Maßnahmen"), blank=True, related_name="goals")
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    is_sample = models.BooleanField(default=False, editable=False)

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ziel")
        verbose_name_plural = _("Ziele")

    def __str__(self) -> str:
        return self.title

    # Filled by with_figures(): how many public measures work towards it, are done, are under way.
    count: int
    done: int
    active: int

    @property
    def is_moving(self) -> bool:
        """Tell whether anything towards it is under way or done; asked of goals fetched with their figures."""
        return bool(self.done or self.active)

    @property
    def due(self) -> PlanDate | None:
        """By when, as exact as it was said."""
        return PlanDate.stored(self.due_on, self.due_precision)

    @due.setter
    def due(self, planned: PlanDate | None) -> None:
        self.due_on, self.due_precision = (None, "") if planned is None else (planned.first, planned.precision.value)


class GoalIndicator(models.Model):
    """A figure by which one sees whether a goal comes nearer; its values are rows with a date."""

    class Direction(models.TextChoices):
        UP = "up", _("soll steigen")
        DOWN = "down", _("soll sinken")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="indicators", editable=False)
    name = models.CharField(_("Was wir zählen"), max_length=200)
    unit = models.CharField(_("Einheit"), max_length=60, blank=True)
    # An unknown value is empty, never zero.
    baseline = models.DecimalField(_("Ausgangswert"), max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("Zielwert"), max_digits=14, decimal_places=2, null=True, blank=True)
    direction = models.CharField(_("Richtung"), max_length=4, choices=Direction, default=Direction.UP)

    class Meta:
        verbose_name = _("Kennzahl eines Ziels")
        verbose_name_plural = _("Kennzahlen der Ziele")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def latest(self) -> "GoalValue | None":
        """The newest value."""
        return next(iter(self.values.all()), None)

    @property
    def is_reached(self) -> bool:
        """Tell whether the newest value is at the target or beyond it."""
        if self.target is None or self.latest is None:
            return False
        value = self.latest.value
        return value >= self.target if self.direction == self.Direction.UP else value <= self.target

    @property
    def reached(self) -> int | None:
        """How much of the way from baseline to target is done, in percent; unknown where one of the three is."""
        if self.baseline is None or self.target is None or self.latest is None:
            return None
        if self.is_reached:
            return 100
        way = self.target - self.baseline
        if way == 0:
            return 0  # there was nothing to do but to hold it, and it was not held
        share = (self.latest.value - self.baseline) / way
        return int(max(Decimal(0), min(Decimal(1), share)) * 100)


class GoalValue(models.Model):
    """What was counted on a day."""

    indicator = models.ForeignKey(GoalIndicator, on_delete=models.CASCADE, related_name="values")
    on = models.DateField(_("Stand vom"), default=timezone.localdate)
    value = models.DecimalField(_("Wert"), max_digits=14, decimal_places=2)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("Wert einer Kennzahl")
        verbose_name_plural = _("Werte der Kennzahlen")
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "on"], name="strategy_goal_value_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.value} ({self.on:%d.%m.%Y})"
