"""Who else pays for a measure."""

from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7

from .measure import Measure


class Funding(models.Model):
    """A funding programme or another payer, with its share and the days that must not be missed."""

    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("Förderprogramm")
        THIRD_PARTY = "third", _("Dritte (Spenden, Partner)")

    class Stage(models.TextChoices):
        IDEA = "idea", _("in Aussicht")
        APPLIED = "applied", _("beantragt")
        GRANTED = "granted", _("bewilligt")
        REFUSED = "refused", _("abgelehnt")

    class Deadline(models.TextChoices):
        SOFT = "soft", _("möglichst einhalten")
        FIRM = "firm", _("unbedingt einhalten")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="fundings")
    kind = models.CharField(_("Art"), max_length=9, choices=Kind, default=Kind.PROGRAMME)
    programme = models.CharField(_("Programm oder Geldgeber"), max_length=200, blank=True)
    rate = models.DecimalField(
        _("Fördersatz in Prozent"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip
    amount = models.DecimalField(_("Betrag"), max_digits=12, decimal_places=2, null=True, blank=True)
    stage = models.CharField(_("Stand"), max_length=8, choices=Stage, blank=True)
    apply_by = models.DateField(_("Antrag bis"), null=True, blank=True)
    notice_on = models.DateField(_("Bewilligung am"), null=True, blank=True)
    ends_on = models.DateField(_("Förderung endet am"), null=True, blank=True)
    deadline = models.CharField(
        _("Dieses Ende"), max_length=4, choices=Deadline, blank=True
    )  # unsaid is as good as soft
    proof_by = models.DateField(_("Verwendungsnachweis bis"), null=True, blank=True)
    earmarked_until = models.DateField(_("Zweckbindung bis"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("Förderung")
        verbose_name_plural = _("Förderungen")
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rate__isnull=True) | Q(rate__range=(0, 100)), name="strategy_funding_rate_is_percent"
            )
        ]

    def __str__(self) -> str:
        return self.programme or str(_("Förderprogramm noch offen"))

    def share_of(self, cost: Decimal | None) -> Decimal | None:
        """Return what this payer gives: the amount said, or the rate of the cost; a refused one gives nothing."""
        if self.stage == self.Stage.REFUSED:
            return None
        if self.amount is not None:
            return self.amount
        if self.rate is None or cost is None:
            return None
        return (cost * self.rate / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
