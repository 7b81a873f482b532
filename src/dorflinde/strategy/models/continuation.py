"""What becomes of a measure after its project: owner, money, knowledge, and what was warned of."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place

from .measure import Measure


class Operation(models.TextChoices):
    """Whether somebody pays for running it."""

    PAID = "paid", _("ist bezahlt")
    PARTLY = "partly", _("teilweise bezahlt")
    UNPAID = "unpaid", _("nicht bezahlt")
    FREE = "free", _("kostet nichts")


class Documentation(models.TextChoices):
    """How much is written down."""

    FULL = "full", _("vollständig")
    PARTLY = "partly", _("teilweise")
    NONE = "none", _("nichts aufgeschrieben")


class Level(models.IntegerChoices):
    """How far one of the five factors of success is given."""

    NO = 0, _("fehlt")
    SOME = 1, _("zum Teil")
    YES = 2, _("ja")


FACTORS = ("communication", "effect", "technology", "responsibility", "financing")


class Continuation(models.Model):
    """Who goes on with a measure, with what money and what knowledge."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="continuation")
    owner_after = models.CharField(_("Wer macht nach dem Projekt weiter?"), max_length=200, blank=True)
    operation = models.CharField(_("Laufender Betrieb"), max_length=6, choices=Operation, blank=True)
    paid_by = models.CharField(_("Wer bezahlt den Betrieb?"), max_length=200, blank=True)
    handover = models.TextField(_("Was muss übergeben werden?"), blank=True)
    documentation = models.CharField(_("Dokumentation"), max_length=6, choices=Documentation, blank=True)
    documentation_url = models.CharField(_("Wo liegt sie?"), max_length=300, blank=True)
    person = models.CharField(_("Hängt an einer Person"), max_length=120, blank=True)
    person_leaves_on = models.DateField(_("Diese Stelle endet am"), null=True, blank=True)
    # The five factors of the study on continuing Smart City measures (MPSC/Difu).
    communication = models.PositiveSmallIntegerField(
        _("Es wird darüber gesprochen"), choices=Level, null=True, blank=True
    )
    effect = models.PositiveSmallIntegerField(_("Die Wirkung ist früh zu sehen und gemessen"), choices=Level, null=True, blank=True)  # fmt: skip
    technology = models.PositiveSmallIntegerField(_("Die Technik passt zur IT, der Betrieb ist beschrieben"), choices=Level, null=True, blank=True)  # fmt: skip
    responsibility = models.PositiveSmallIntegerField(_("Die Zuständigkeit ist über das Projekt hinaus klar"), choices=Level, null=True, blank=True)  # fmt: skip
    financing = models.PositiveSmallIntegerField(_("Das Geld ist gesichert"), choices=Level, null=True, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)  # fmt: skip
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    is_sample = models.BooleanField(_("Beispiel"), default=False, editable=False)

    class Meta:
        verbose_name = _("Verstetigung")
        verbose_name_plural = _("Verstetigungen")

    def __str__(self) -> str:
        return self.measure.number

    @property
    def is_paid(self) -> bool:
        """Tell whether running it is paid for, or costs nothing."""
        return self.operation in {Operation.PAID, Operation.FREE}

    @property
    def levels(self) -> list[tuple[str, int | None]]:
        """The five factors with their level; nothing where nobody has said."""
        return [(name, getattr(self, name)) for name in FACTORS]


class Warnings(models.Model):
    """How many months ahead a municipality is warned."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="+")
    months = models.JSONField(default=list)
    funding_months = models.PositiveSmallIntegerField(_("Förderfristen: so viele Monate vorher"), default=3)

    class Meta:
        verbose_name = _("Vorwarnzeit")
        verbose_name_plural = _("Vorwarnzeiten")

    def __str__(self) -> str:
        return str(self.place)


class ContinuationWarning(models.Model):
    """The town hall was warned of an end once for each lead time."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    ends_on = models.DateField()
    months = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Warnung")
        verbose_name_plural = _("Warnungen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "ends_on", "months"], name="strategy_warning_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.ends_on}"


def months_until(day: date, today: date) -> int:
    """Return the whole months from today to a day; negative when it has passed."""
    return (day.year - today.year) * 12 + day.month - today.month - (day.day < today.day)
