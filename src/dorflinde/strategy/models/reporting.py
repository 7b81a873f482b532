"""How leads report: periods, who is asked, what they said, and how a closed period looked."""

from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place

from .delivery import Health
from .measure import Measure, Status

PERIOD_KIND = "strategy.period"


class PeriodQuerySet(models.QuerySet["Period"]):
    """The vocabulary of reporting periods."""

    def of(self, place: Place) -> Self:
        """Return the periods of a municipality."""
        return self.filter(municipality=place.municipality)

    def unfrozen(self) -> Self:
        """Return what still takes reports."""
        return self.filter(freeze__isnull=True)

    def newest_first(self) -> Self:
        """Return the periods, the latest first."""
        return self.order_by("-first", "-pk")


class Period(models.Model):
    """A stretch of time about which every lead says a word."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("Name"), max_length=100)
    first = models.DateField(_("von"))
    last = models.DateField(_("bis"))
    due_on = models.DateField(_("Meldung bis"))
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("Berichtszeitraum")
        verbose_name_plural = _("Berichtszeiträume")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="strategy_period_runs_forward"),
            models.UniqueConstraint(fields=["municipality", "first", "last"], name="strategy_period_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """Names the period for desk and audit."""
        return Ref(PERIOD_KIND, self.public_id)

    @property
    def is_frozen(self) -> bool:
        """Tell whether it is closed."""
        return hasattr(self, "freeze")


class Freeze(models.Model):
    """A period was closed: who and when; what it looked like stands in its snapshots."""

    period = models.OneToOneField(Period, on_delete=models.CASCADE, related_name="freeze")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Abschluss")
        verbose_name_plural = _("Abschlüsse")

    def __str__(self) -> str:
        return str(self.period)


class Snapshot(models.Model):
    """How one measure stood when its period was closed; later changes leave it alone."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="snapshots")
    measure = models.ForeignKey(Measure, null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=8, choices=Status)
    health = models.CharField(max_length=5, choices=Health, blank=True)
    reason = models.TextField(blank=True)
    progress = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)
    has_reported = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("Stand zum Abschluss")
        verbose_name_plural = _("Stände zum Abschluss")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class LeadUpdate(models.Model):
    """What a lead said about a measure in a period; the newest one counts."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="updates")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="lead_updates")
    health = models.CharField(_("Wie läuft es?"), max_length=5, choices=Health, blank=True)
    text = models.CharField(_("In einem Satz"), max_length=500, blank=True)
    progress = models.PositiveSmallIntegerField(
        _("Fortschritt in Prozent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    next_step = models.CharField(_("Was kommt als Nächstes?"), max_length=300, blank=True)
    is_unchanged = models.BooleanField(default=False)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    came_by_link = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    class Meta:
        verbose_name = _("Meldung")
        verbose_name_plural = _("Meldungen")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.measure.number}: {self.text[:40]}"


class LeadContact(models.Model):
    """Where the lead of a measure is asked when they have no account; internal, forgotten some time after the end."""

    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="lead_contact")
    email = models.EmailField(_("E-Mail der Federführung"))

    class Meta:
        verbose_name = _("Kontakt der Federführung")
        verbose_name_plural = _("Kontakte der Federführung")

    def __str__(self) -> str:
        return self.measure.number


class Reminder(models.Model):
    """Somebody was asked about a measure in a period; each kind of question goes out once."""

    class Kind(models.TextChoices):
        FIRST = "first", _("Bitte um Meldung")
        AGAIN = "again", _("Erinnerung")

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="reminders")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Erinnerung")
        verbose_name_plural = _("Erinnerungen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "measure", "kind"], name="strategy_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.measure_id}"
