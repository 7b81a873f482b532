"""What several people think of a measure: effort and benefit from one to five, and what was agreed in the end."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place

from .measure import Measure

_ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class RatingRound(models.Model):
    """A time in which measures are rated; the newest round without an end is open."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="rating_rounds")
    title = models.CharField(_("Name der Runde"), max_length=120)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    class Meta:
        verbose_name = _("Bewertungsrunde")
        verbose_name_plural = _("Bewertungsrunden")
        ordering: ClassVar = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Tell whether people can still rate."""
        return self.closed_at is None


class Rating(models.Model):
    """How one person, or one group of a workshop, sees a measure."""

    round = models.ForeignKey(RatingRound, on_delete=models.CASCADE, related_name="ratings")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="ratings")
    rater = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    group = models.CharField(_("Gruppe"), max_length=80, blank=True)
    effort = models.PositiveSmallIntegerField(_("Aufwand"), null=True, blank=True, validators=_ONE_TO_FIVE)
    benefit = models.PositiveSmallIntegerField(_("Nutzen"), null=True, blank=True, validators=_ONE_TO_FIVE)
    comment = models.CharField(_("Anmerkung"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Bewertung")
        verbose_name_plural = _("Bewertungen")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "measure", "rater"], condition=Q(group=""), name="strategy_rating_once"
            ),
            models.UniqueConstraint(
                fields=["round", "measure", "group"], condition=~Q(group=""), name="strategy_group_rating_once"
            ),
            models.CheckConstraint(
                condition=(Q(effort__isnull=True) | Q(effort__range=(1, 5)))
                & (Q(benefit__isnull=True) | Q(benefit__range=(1, 5))),
                name="strategy_rating_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.effort}/{self.benefit}"


class Agreement(models.Model):
    """The effort and benefit on which the town hall settled after looking at everyone's ratings."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="agreements")
    effort = models.PositiveSmallIntegerField(_("Aufwand"), validators=_ONE_TO_FIVE)
    benefit = models.PositiveSmallIntegerField(_("Nutzen"), validators=_ONE_TO_FIVE)
    note = models.CharField(_("Warum so?"), max_length=300, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Einigung")
        verbose_name_plural = _("Einigungen")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.effort}/{self.benefit}"


class MediumCheck(models.Model):
    """The short check whether something works better digitally, by hand, or both; with the reason kept."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="medium_checks")
    answers = models.JSONField(default=dict)
    medium = models.CharField(_("Ergebnis"), max_length=8)
    reason = models.TextField(_("Begründung"), blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Prüfung digital oder analog")
        verbose_name_plural = _("Prüfungen digital oder analog")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.medium}"
