"""Counting a citizens' budget: the lot that was drawn before, and the result as it was frozen."""

import datetime
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .budget import Budget

PATIENCE = datetime.timedelta(minutes=10)  # whoever counts longer is gone: the background work was stopped on the way
MOST_SEED = 2**31 - 1


class Lot(models.Model):
    """The number from which the order between equals follows; drawn once, before any ballot was known, and public."""

    budget = models.OneToOneField(Budget, on_delete=models.CASCADE, related_name="lot")
    seed = models.PositiveIntegerField(validators=[MaxValueValidator(MOST_SEED)])
    drawn_at = models.DateTimeField(default=timezone.now)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("Los")
        verbose_name_plural = _("Lose")

    def __str__(self) -> str:
        return f"{self.seed}"


class Tally(models.Model):
    """A count that was asked for, with the rules it was made by; once it is done it stays as it is."""

    budget = models.OneToOneField(Budget, on_delete=models.CASCADE, related_name="tally")
    rules = models.JSONField(default=dict)  # rule, utility, completion, ties, seed
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    turnout = models.JSONField(default=dict)  # how many ballots came how
    pots: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)  # by the pot's public id

    class Meta:
        verbose_name = _("Auszählung")
        verbose_name_plural = _("Auszählungen")

    def __str__(self) -> str:
        return f"{self.budget} ({self.asked_at:%d.%m.%Y})"

    @property
    def is_done(self) -> bool:
        """Tell whether there is a result."""
        return self.ended_at is not None and not self.failure

    def has_won(self, number: int) -> bool:
        """Tell whether the proposal with this number is among the winners."""
        return any(row["number"] == str(number) for told in self.pots.values() for row in told["winners"])

    @property
    def is_running(self) -> bool:
        """Tell whether somebody still counts."""
        return self.ended_at is None and not self.is_abandoned

    @property
    def is_abandoned(self) -> bool:
        """Tell whether nobody will finish it any more."""
        return self.ended_at is None and timezone.now() - self.asked_at > PATIENCE
