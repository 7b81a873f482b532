"""Where the municipality stands: an assessment on a day, the sheets of those who answered, and their answers."""

from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place

LOWEST, HIGHEST = 1, 5
_LEVEL = [MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """The vocabulary of assessments."""

    def of(self, place: Place) -> Self:
        """Return the assessments of a municipality."""
        return self.filter(municipality=place)

    def newest_first(self) -> Self:
        """Return the assessments, the latest first."""
        return self.order_by("-held_on", "-pk")


class Assessment(models.Model):
    """A Standortbestimmung: the questionnaire as it was answered around a day; repeated after some time."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(
        Place, verbose_name=_("Gemeinde"), on_delete=models.PROTECT, related_name="assessments"
    )
    held_on = models.DateField(_("Stichtag"), default=timezone.localdate)
    version = models.PositiveSmallIntegerField(_("Fassung der Fragen"), default=1)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Standortbestimmung")
        verbose_name_plural = _("Standortbestimmungen")

    def __str__(self) -> str:
        return f"{self.municipality} {self.held_on}"


class Sheet(models.Model):
    """The answers of one person, or the answer agreed on together (without a person)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sheets")
    is_official = models.BooleanField(_("gemeinsame Antwort"), default=False)
    respondent = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("Fragebogen")
        verbose_name_plural = _("Fragebögen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "respondent"], name="strategy_sheet_person_once"),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(is_official=True), name="strategy_sheet_official_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.assessment)


class SheetAnswer(models.Model):
    """What a sheet says to one question: today, the target in two to three years, what shows it."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(_("Frage"), max_length=60)
    today = models.PositiveSmallIntegerField(_("heute"), null=True, blank=True, validators=_LEVEL)
    target = models.PositiveSmallIntegerField(_("Ziel"), null=True, blank=True, validators=_LEVEL)
    is_unknown = models.BooleanField(_("weiß nicht oder betrifft uns nicht"), default=False)
    evidence = models.CharField(_("Woran sieht man das?"), max_length=500, blank=True)
    comment = models.TextField(_("Anmerkung"), blank=True)

    class Meta:
        verbose_name = _("Antwort im Fragebogen")
        verbose_name_plural = _("Antworten im Fragebogen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "question"], name="strategy_answer_question_once"),
            models.CheckConstraint(
                condition=(Q(today__isnull=True) | Q(today__range=(LOWEST, HIGHEST)))
                & (Q(target__isnull=True) | Q(target__range=(LOWEST, HIGHEST))),
                name="strategy_answer_levels",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.today} → {self.target}"
