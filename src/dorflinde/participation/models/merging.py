"""Ideas that say the same become one, an idea that says several things becomes several; nothing is moved, so both can be undone."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .idea import Idea


class Merger(models.Model):
    """An idea is part of another one now. Its author, supporters and comments stay with it; deleting the row parts them again."""

    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="merger")
    into = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="mergers")
    # The idea everyone sees. It follows from `into`, and is kept so that a list needs no walk along a chain.
    root = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="gathered")
    reason = models.TextField(_("Warum?"), max_length=500, blank=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    merged_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Zusammenlegung")
        verbose_name_plural = _("Zusammenlegungen")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(idea=models.F("into")) & ~models.Q(idea=models.F("root")),
                name="participation_merged_elsewhere",
            )
        ]

    def __str__(self) -> str:
        return f"{self.idea} → {self.into}"


class Part(models.Model):
    """An idea was taken out of another one, which stays as it was."""

    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="part")
    origin = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="parts")
    split_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    split_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Teil einer Idee")
        verbose_name_plural = _("Teile von Ideen")

    def __str__(self) -> str:
        return f"{self.origin} → {self.idea}"
