"""A measure: what the municipality does, why, with whom, for how much, when, and how far it is."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy as _

from dorflinde.core.dates import PlanDate, Precision, period_in_words
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Organisation, Place

from .field import FieldOfAction
from .strategy import Horizon, Windows

KIND = "strategy.measure"


class Status(models.TextChoices):
    """How far a measure is."""

    IDEA = "idea", _("Idee")
    PLANNED = "planned", _("geplant")
    ACTIVE = "active", _("läuft")
    PAUSED = "paused", _("ruht")
    DONE = "done", _("fertig")
    DROPPED = "dropped", _("verworfen")


class Priority(models.TextChoices):
    """How much a measure matters now."""

    HIGH = "high", _("hoch")
    MEDIUM = "medium", _("mittel")
    LOW = "low", _("niedrig")


class Medium(models.TextChoices):
    """What works better here: no digital for its own sake."""

    DIGITAL = "digital", _("digital")
    ANALOGUE = "analogue", _("analog")
    BOTH = "both", _("beides")


class Visibility(models.TextChoices):
    """Who may read a measure; who hid it and why stands with the moderation's decision and in the audit."""

    PUBLIC = "public", _("öffentlich")
    INTERNAL = "internal", _("nur für das Rathaus")


_FINISHED = (Status.DONE, Status.DROPPED)
_PERIODS = (
    Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.SEASON, Precision.THIRD, Precision.HALF, Precision.YEAR,
)  # fmt: skip


class MeasureQuerySet(models.QuerySet["Measure"]):
    """The vocabulary of measures."""

    def of(self, place: Place) -> Self:
        """Return the measures of a municipality (also asked through its village), or of a whole region."""
        if place.kind == Place.Kind.REGION:
            return self.filter(municipality__parent=place)
        return self.filter(municipality=place.municipality)

    def public(self) -> Self:
        """Return what everyone may read."""
        return self.filter(visibility=Visibility.PUBLIC)

    def unfinished(self) -> Self:
        """Return what is neither done nor dropped."""
        return self.exclude(status__in=_FINISHED)

    def shown_in_roadmap(self) -> Self:
        """Return what the roadmap tells about: everything that was not dropped."""
        return self.exclude(status=Status.DROPPED)

    def late(self, today: date | None = None) -> Self:
        """Return what should have begun or ended by now: „Ende 2025“ is late from the first day of 2026."""
        today = today or timezone.localdate()
        over_end, over_start = Q(), Q()
        for precision in _PERIODS:
            current = PlanDate.stored(today, precision)
            first = current.first if current else today
            over_end |= Q(end_precision=precision, end_on__lt=first)
            over_start |= Q(start_precision=precision, start_on__lt=first)
        return self.filter(
            (Q(status__in=[Status.PLANNED, Status.ACTIVE]) & over_end) | (Q(status=Status.PLANNED) & over_start)
        )

    def without_dates(self) -> Self:
        """Return what has no place in time yet."""
        return self.filter(start_precision="")

    def in_horizon(self, horizon: Horizon, windows: Windows) -> Self:
        """Return the measures that start in one of the strategy's windows."""
        return self.filter(windows.condition(horizon))

    def matching(self, words: str) -> Self:
        """Return the measures in which all words stand, in number, title, goal, description or lead."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(
                Q(number__icontains=word) | Q(title__icontains=word) | Q(goal__icontains=word)
                | Q(description__icontains=word) | Q(lead__icontains=word) | Q(participants__icontains=word)
            )  # fmt: skip
        return found

    def by_number(self) -> Self:
        """Return the measures in the order of their numbers: M2 before M10."""
        return self.order_by("sort_key", "pk")

    def by_place_and_number(self) -> Self:
        """Return the measures of many municipalities in an order that a page can go on in."""
        return self.order_by("municipality__slug", "sort_key", "number")

    def behind(self, slug: str, number: str) -> Self:
        """Return the measures that come after this number of this municipality, whether it is there or not."""
        key = sort_key(number)
        further = Q(sort_key__gt=key) | Q(sort_key=key, number__gt=number)
        return self.filter(Q(municipality__slug__gt=slug) | (Q(municipality__slug=slug) & further))

    def by_start(self) -> Self:
        """Return the measures in the order in which they begin; at once first, without a date last."""
        return self.annotate(
            _turn=models.Case(
                models.When(start_precision__in=[Precision.NOW, Precision.OPEN], then=0),
                models.When(start_precision=Precision.SOON, then=1),
                models.When(start_precision="", then=3),
                default=2,
                output_field=models.SmallIntegerField(),
            )
        ).order_by("_turn", "start_on", "sort_key", "pk")

    def for_list(self) -> Self:
        """Return the measures ready for a list: field and municipality without a further question."""
        return self.select_related("field", "municipality__parent", "lead_organisation")

    def with_profile(self) -> Self:
        """Return the measures ready for the whole profile, with a fixed number of questions for any number of them."""
        return self.for_list().prefetch_related("costs", "fundings", "indicators", "dependencies__depends_on", "notes")

    def with_money(self) -> Self:
        """Return the measures with what they cost and who pays."""
        return self.prefetch_related("costs", "fundings")

    def with_planning(self) -> Self:
        """Return the measures ready for whoever plans: their months, their people, whether their date stands."""
        return self.for_list().select_related("planning", "pin").prefetch_related("demands__role")


class Measure(models.Model):
    """A Maßnahme with its full profile (Steckbrief)."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(
        Place, verbose_name=_("Gemeinde"), on_delete=models.PROTECT, related_name="measures"
    )
    number = models.CharField(_("Nummer"), max_length=20)
    sort_key = models.CharField(max_length=200, editable=False)
    title = models.CharField(_("Titel"), max_length=200)
    field = models.ForeignKey(
        FieldOfAction,
        verbose_name=_("Handlungsfeld"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="measures",
    )
    goal = models.TextField(_("Ziel und Wirkung"), blank=True)
    description = models.TextField(_("Beschreibung"), blank=True)
    lead = models.CharField(_("Federführung"), max_length=200, blank=True)
    lead_organisation = models.ForeignKey(
        Organisation, verbose_name=_("Organisation"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    participants = models.TextField(_("Beteiligte"), blank=True)
    # An unknown amount is empty, never zero: zero says that it costs nothing.
    cost_once = models.DecimalField(_("Kosten einmalig"), max_digits=12, decimal_places=2, null=True, blank=True)
    cost_per_year = models.DecimalField(_("Kosten im Jahr"), max_digits=12, decimal_places=2, null=True, blank=True)
    staff_months = models.DecimalField(_("Personenmonate"), max_digits=7, decimal_places=2, null=True, blank=True)
    priority = models.CharField(_("Priorität"), max_length=6, choices=Priority, blank=True)
    start_on = models.DateField(_("Beginn"), null=True, blank=True)
    start_precision = models.CharField(max_length=8, blank=True)
    end_on = models.DateField(_("Ende"), null=True, blank=True)
    end_precision = models.CharField(max_length=8, blank=True)
    medium = models.CharField(_("digital oder analog"), max_length=8, choices=Medium, blank=True)
    effort = models.PositiveSmallIntegerField(
        _("Aufwand"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    benefit = models.PositiveSmallIntegerField(
        _("Nutzen"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    risks = models.TextField(_("Risiken"), blank=True)
    origin_text = models.TextField(_("Herkunft"), blank=True)
    visibility = models.CharField(_("Sichtbarkeit"), max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    # The newest StatusChange and progress, kept here so that lists can filter; only actions write them.
    status = models.CharField(_("Stand"), max_length=8, choices=Status, default=Status.IDEA, editable=False)
    progress = models.PositiveSmallIntegerField(_("Fortschritt in Prozent"), null=True, editable=False)
    announced_at = models.DateTimeField(null=True, editable=False)  # when everyone was told that it exists
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("Maßnahme")
        verbose_name_plural = _("Maßnahmen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "number"], name="strategy_number_once"),
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__lte=100), name="strategy_progress_is_percent"
            ),
            models.CheckConstraint(
                condition=(Q(effort__isnull=True) | Q(effort__range=(1, 5)))
                & (Q(benefit__isnull=True) | Q(benefit__range=(1, 5))),
                name="strategy_ratings_one_to_five",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "sort_key"], name="strategy_by_number"),
            models.Index(fields=["municipality", "status"], name="strategy_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the measure; the key by which numbers sort follows from the number."""
        self.sort_key = sort_key(self.number)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the measure's public page."""
        return reverse("strategy:measure", args=[self.municipality.slug, self.public_id])

    @property
    def ref(self) -> Ref:
        """Names the measure for feed, desk and trail."""
        return Ref(KIND, self.public_id)

    @property
    def is_public(self) -> bool:
        """Tell whether everyone may read it."""
        return self.visibility == Visibility.PUBLIC

    @property
    def start(self) -> PlanDate | None:
        """The planned start, as exact as it was said."""
        return PlanDate.stored(self.start_on, self.start_precision)

    @start.setter
    def start(self, planned: PlanDate | None) -> None:
        self.start_on, self.start_precision = _stored(planned)

    @property
    def end(self) -> PlanDate | None:
        """The planned end, as exact as it was said."""
        return PlanDate.stored(self.end_on, self.end_precision)

    @end.setter
    def end(self, planned: PlanDate | None) -> None:
        self.end_on, self.end_precision = _stored(planned)

    @property
    def period(self) -> str:
        """Start and end as one phrase in the language of the page."""
        return period_in_words(self.start, self.end, get_language() or "de")

    @property
    def is_late(self) -> bool:
        """Tell whether it should have begun or ended by now."""
        today = timezone.localdate()
        has_run_out = self.end is not None and self.end.last is not None and self.end.last < today
        has_missed_start = self.start is not None and self.start.last is not None and self.start.last < today
        if self.status == Status.PLANNED:
            return has_run_out or has_missed_start
        return self.status == Status.ACTIVE and has_run_out

    @property
    def shown_progress(self) -> int | None:
        """How far it is in percent, if anyone can say: done is a hundred."""
        return 100 if self.status == Status.DONE else self.progress

    @property
    def funded(self) -> Decimal | None:
        """What others are expected to pay of the one-off cost; unknown as long as nobody has said."""
        shares = [share for funding in self.fundings.all() if (share := funding.share_of(self.cost_once)) is not None]
        return min(sum(shares, Decimal(0)), self.cost_once) if shares and self.cost_once is not None else None

    @property
    def own_share(self) -> Decimal | None:
        """What the municipality itself pays of the one-off cost; unknown as long as the cost is."""
        return None if self.cost_once is None else self.cost_once - (self.funded or Decimal(0))


def sort_key(number: str) -> str:
    """Return the key by which numbers stand in the order people expect: M2 before M10."""
    return re.sub(r"[0-9]+", lambda digits: digits.group().zfill(8), number.casefold())[:200]


def _stored(planned: PlanDate | None) -> tuple[date | None, str]:
    return (None, "") if planned is None else (planned.first, planned.precision.value)
