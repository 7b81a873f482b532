"""The criteria by which a municipality weighs its measures against each other."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place

from .measure import Measure


class Criterion(models.Model):
    """Something that makes a measure better, with how much it counts."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="criteria")
    title = models.CharField(_("Kriterium"), max_length=80)
    question = models.CharField(_("Frage dazu"), max_length=200, blank=True)
    weight = models.PositiveSmallIntegerField(_("Gewicht"), default=1, validators=[MaxValueValidator(10)])
    order = models.PositiveSmallIntegerField(default=0)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    class Meta:
        verbose_name = _("Kriterium")
        verbose_name_plural = _("Kriterien")
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "title"], name="strategy_criterion_once"),
            models.CheckConstraint(condition=Q(weight__lte=10), name="strategy_criterion_weight_up_to_ten"),
        ]

    def __str__(self) -> str:
        return self.title


class Score(models.Model):
    """How well a measure does by one criterion: one is little, five is much."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="scores")
    points = models.PositiveSmallIntegerField(_("Punkte"), validators=[MinValueValidator(1), MaxValueValidator(5)])

    class Meta:
        verbose_name = _("Punktzahl")
        verbose_name_plural = _("Punktzahlen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["criterion", "measure"], name="strategy_score_once"),
            models.CheckConstraint(condition=Q(points__range=(1, 5)), name="strategy_score_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.points}"


class StartThreshold(models.Model):
    """The amount up to which a municipality begins a measure without further ado."""

    municipality = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="start_threshold")
    amount = models.DecimalField(_("Betrag"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("Schwelle für den schnellen Beginn")
        verbose_name_plural = _("Schwellen für den schnellen Beginn")

    def __str__(self) -> str:
        return str(self.amount)
