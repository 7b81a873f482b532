"""What there is already: plans, concepts, running projects, systems in use."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place


class InventoryQuerySet(models.QuerySet["InventoryItem"]):
    """The vocabulary of the inventory."""

    def of(self, place: Place) -> Self:
        """Return what a municipality has."""
        return self.filter(municipality=place)

    def in_order(self) -> Self:
        """Return the entries kind by kind, the newest first."""
        return self.order_by("kind", "-year", "title", "pk")


class InventoryItem(models.Model):
    """One plan, project or system, and what follows from it for the strategy."""

    class Kind(models.TextChoices):
        """What it is."""

        PLAN = "plan", _("Plan oder Konzept")
        DECISION = "decision", _("Beschluss")
        PROJECT = "project", _("laufendes Projekt")
        SYSTEM = "system", _("Programm oder System")
        OTHER = "zother", _("Sonstiges")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(
        Place, verbose_name=_("Gemeinde"), on_delete=models.PROTECT, related_name="inventory"
    )
    kind = models.CharField(_("Was ist es?"), max_length=8, choices=Kind, default=Kind.PLAN)
    title = models.CharField(_("Name"), max_length=200)
    year = models.PositiveSmallIntegerField(_("Jahr"), null=True, blank=True)
    responsible = models.CharField(_("Wer kennt sich aus?"), max_length=150, blank=True)
    link = models.URLField(_("Adresse im Netz"), max_length=500, blank=True)
    follows = models.TextField(
        _("Was folgt daraus?"),
        blank=True,
        help_text=_("Zum Beispiel: „Leerstände stehen fest, die Liste wiederverwenden.“"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = InventoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Eintrag der Bestandsliste")
        verbose_name_plural = _("Bestandsliste")

    def __str__(self) -> str:
        return self.title
