"""A project may be shown inside other websites: which ones, and who allowed it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .project import Project

MOST_SITES = 10


class Embedding(models.Model):
    """Other websites may show a project in a frame of theirs; without this row none may."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="embedding")
    sites = models.JSONField(default=list)  # as the browser compares them: „https://www.perlesreut.de“
    allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    allowed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Erlaubnis einzubetten")
        verbose_name_plural = _("Erlaubnisse einzubetten")

    def __str__(self) -> str:
        return f"{self.project}: {len(self.sites)}"
