"""Strengths, weaknesses, opportunities and risks, each a short line."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place


class SwotQuerySet(models.QuerySet["SwotEntry"]):
    """The vocabulary of strengths and weaknesses."""

    def of(self, place: Place) -> Self:
        """Return the lines of a municipality."""
        return self.filter(municipality=place)

    def kept(self) -> Self:
        """Return the lines nobody has removed."""
        return self.filter(removal__isnull=True)

    def removed(self) -> Self:
        """Return the lines that can be taken back."""
        return self.filter(removal__isnull=False)

    def in_order(self) -> Self:
        """Return the lines list by list as they were sorted."""
        return self.order_by("side", "order", "pk")


class SwotEntry(models.Model):
    """One line of the four lists."""

    class Side(models.TextChoices):
        """Which of the four lists."""

        STRENGTH = "1s", _("Stärken")
        WEAKNESS = "2w", _("Schwächen")
        OPPORTUNITY = "3o", _("Chancen")
        RISK = "4t", _("Risiken")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(
        Place, verbose_name=_("Gemeinde"), on_delete=models.PROTECT, related_name="swot_entries"
    )
    side = models.CharField(_("Liste"), max_length=2, choices=Side)
    text = models.CharField(_("In einem Satz"), max_length=300)
    origin = models.CharField(
        _("Woher stammt das?"), max_length=120, blank=True, help_text=_("Zum Beispiel „aus Werkstatt 1“.")
    )
    order = models.PositiveIntegerField(_("Reihenfolge"), default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = SwotQuerySet.as_manager()

    class Meta:
        verbose_name = _("Stärke, Schwäche, Chance oder Risiko")
        verbose_name_plural = _("Stärken und Schwächen")

    def __str__(self) -> str:
        return self.text


class SwotRemoval(models.Model):
    """A line was taken off its list; putting it back is a delete of this row."""

    entry = models.OneToOneField(SwotEntry, on_delete=models.CASCADE, related_name="removal")
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Streichung")
        verbose_name_plural = _("Streichungen")

    def __str__(self) -> str:
        return str(self.entry)
