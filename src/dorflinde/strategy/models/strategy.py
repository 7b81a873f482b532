"""What a municipality or region wants to reach in which years, and the windows by which it sorts its measures."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext as now_translated, gettext_lazy as _, ngettext

from dorflinde.core.dates import PlanDate, Precision
from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place

_AT_ONCE = frozenset({Precision.NOW, Precision.SOON, Precision.OPEN})


class Horizon(models.TextChoices):
    """A window into which the start of a measure falls; never stored with the measure, always asked of its date."""

    SHORT = "short", _("sofort")
    MEDIUM = "medium", _("mittelfristig")
    LONG = "long", _("langfristig")
    LATER = "later", _("später")
    OPEN = "open", _("noch ohne Termin")


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows in force: counted in months from the first day of the strategy."""

    start: date
    short: int = 6
    medium: int = 24
    long: int = 48

    def horizon(self, begin: PlanDate | None) -> Horizon:
        """Return the window in which a planned start lies; what has begun or should begin at once is in the first."""
        if begin is None:
            return Horizon.OPEN
        if begin.first is None:
            return Horizon.SHORT
        for horizon, before in self.limits().items():
            if begin.first < before:
                return horizon
        return Horizon.LATER

    def limits(self) -> dict[Horizon, date]:
        """Return for each window the first day after it."""
        months = {Horizon.SHORT: self.short, Horizon.MEDIUM: self.medium, Horizon.LONG: self.long}
        return {horizon: _months_after(self.start, number) for horizon, number in months.items()}

    def condition(self, horizon: Horizon) -> Q:
        """Return what the database must ask for to find the measures of a window."""
        if horizon is Horizon.OPEN:
            return Q(start_precision="")
        limits = self.limits()
        order = list(limits)
        after = limits[order[order.index(horizon) - 1]] if horizon in order[1:] else None
        if horizon is Horizon.LATER:
            return Q(start_on__gte=limits[Horizon.LONG])
        inside = Q(start_on__lt=limits[horizon])
        if after is not None:
            return inside & Q(start_on__gte=after)
        return inside | Q(start_precision__in=sorted(_AT_ONCE))

    def label(self, horizon: Horizon) -> str:
        """Return what a window is called: „sofort“, „innerhalb von 2 Jahren“."""
        months = {Horizon.MEDIUM: self.medium, Horizon.LONG: self.long}.get(horizon)
        if months is None:
            return str(horizon.label)
        if months % 12:
            return ngettext("innerhalb von %(number)s Monat", "innerhalb von %(number)s Monaten", months) % {
                "number": months
            }
        years = months // 12
        return ngettext("innerhalb von %(number)s Jahr", "innerhalb von %(number)s Jahren", years) % {"number": years}


class StrategyQuerySet(models.QuerySet["Strategy"]):
    """The vocabulary of strategies."""

    def of(self, place: Place) -> Self:
        """Return the strategies of this place itself."""
        return self.filter(place=place)

    def newest_first(self) -> Self:
        """Return the strategies, the latest period first."""
        return self.order_by("-starts_on", "-pk")

    def in_force_first(self, today: date) -> Self:
        """Return the strategies, the one in force on a day first: the latest that has begun, else the one that comes next."""
        is_coming = Case(When(starts_on__gt=today, then=1), default=0)
        soonest = Case(When(starts_on__gt=today, then="starts_on"))
        return self.order_by(is_coming, soonest, "-starts_on", "-pk")


class Strategy(models.Model):
    """A municipality's or a region's strategy: its vision, its years, and how it was made."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    place = models.ForeignKey(
        Place, verbose_name=_("Gemeinde oder Region"), on_delete=models.PROTECT, related_name="strategies"
    )
    title = models.CharField(_("Titel"), max_length=200)
    foreword = models.TextField(_("Vorwort"), blank=True)
    process = models.TextField(_("Anlass und Vorgehen"), blank=True)
    baseline = models.TextField(_("Ausgangslage"), blank=True)
    vision = models.TextField(
        _("Leitbild"), blank=True, help_text=_("Wie wollen wir hier leben, wenn alles gelungen ist?")
    )
    continuation = models.TextField(_("Umsetzung und Verstetigung"), blank=True)
    starts_on = models.DateField(_("gilt ab"))
    ends_on = models.DateField(_("gilt bis"))
    adopted_on = models.DateField(_("beschlossen am"), null=True, blank=True)
    adopted_by = models.CharField(_("beschlossen von"), max_length=150, blank=True)
    short_months = models.PositiveSmallIntegerField(_("„sofort“: Beginn innerhalb von … Monaten"), default=6)
    medium_months = models.PositiveSmallIntegerField(_("„mittelfristig“: Beginn innerhalb von … Monaten"), default=24)
    long_months = models.PositiveSmallIntegerField(_("„langfristig“: Beginn innerhalb von … Monaten"), default=48)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Strategie")
        verbose_name_plural = _("Strategien")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="strategy_ends_after_start"),
            models.CheckConstraint(
                condition=Q(short_months__lt=F("medium_months")) & Q(medium_months__lt=F("long_months")),
                name="strategy_windows_grow",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Check that the years and the windows follow each other."""
        days: list[date | None] = [
            self.starts_on,
            self.ends_on,
        ]  # empty where a form could not read them; it says so itself
        if None not in days and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Das Ende liegt vor dem Beginn.")})
        windows: list[int | None] = [self.short_months, self.medium_months, self.long_months]
        if None not in windows and not self.short_months < self.medium_months < self.long_months:
            raise ValidationError({"medium_months": _("Jedes Zeitfenster muss länger sein als das davor.")})

    @property
    def windows(self) -> Windows:
        """The windows by which this strategy sorts the start of its measures."""
        return Windows(self.starts_on, self.short_months, self.medium_months, self.long_months)

    @property
    def years(self) -> str:
        """The years in words: „2022 bis 2026“."""
        if self.starts_on.year == self.ends_on.year:
            return str(self.starts_on.year)
        return now_translated("%(first)s bis %(last)s") % {"first": self.starts_on.year, "last": self.ends_on.year}


def windows_without_strategy() -> Windows:
    """Return the usual windows, counted from today, for a place that has not written a strategy yet."""
    return Windows(timezone.localdate())


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    # a window ends with a month; the 31st plus six months needs no rule for short months
    return date(year, month + 1, min(day.day, 28))
