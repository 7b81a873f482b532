"""Where a cycle of the strategy stands: who looks after a step until when, and what was said about it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .strategy import Strategy


class StepPlan(models.Model):
    """Who looks after a step of a cycle, and until when."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="step_plans")
    step = models.SlugField(_("Schritt"), max_length=30)
    responsible = models.CharField(
        _("Wer kümmert sich?"), max_length=150, blank=True, help_text=_("Eine Stelle, ein Verein oder ein Name.")
    )
    due_on = models.DateField(_("Bis wann?"), null=True, blank=True)

    class Meta:
        verbose_name = _("Plan für einen Schritt")
        verbose_name_plural = _("Pläne für Schritte")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strategy", "step"], name="strategy_step_planned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.responsible}"


class StepMarkQuerySet(models.QuerySet["StepMark"]):
    """The vocabulary of what was said about steps."""

    def newest_first(self) -> Self:
        """Return what was said, the latest first."""
        return self.order_by("-at", "-pk")


class StepMark(models.Model):
    """Somebody said how far a step is; the latest row counts, and taking it back is a delete."""

    class Kind(models.TextChoices):
        """What can be said about a step."""

        DONE = "done", _("erledigt")
        PAPER = "paper", _("auf Papier erledigt")
        SKIPPED = "skipped", _("ausgelassen")
        REOPENED = "reopened", _("noch einmal aufgenommen")

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="step_marks")
    step = models.SlugField(_("Schritt"), max_length=30)
    kind = models.CharField(_("Stand"), max_length=8, choices=Kind)
    note = models.TextField(_("Notiz"), blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = StepMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Stand eines Schritts")
        verbose_name_plural = _("Stände von Schritten")
        indexes: ClassVar = [models.Index(fields=["strategy", "step", "at"], name="strategy_step_marks")]

    def __str__(self) -> str:
        return f"{self.step}: {self.get_kind_display()}"

    @property
    def closes(self) -> bool:
        """Tell whether the step is behind us."""
        return self.kind != self.Kind.REOPENED
