"""What the town hall says to an idea; several answers over time, the newest counts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Organisation

from .idea import Idea


class Answer(models.Model):
    """An official word on an idea, and how far it is."""

    class Status(models.TextChoices):
        CHECKED = "checked", _("geprüft")
        PLANNED = "planned", _("vorgesehen")
        ACTIVE = "active", _("wird umgesetzt")
        DONE = "done", _("umgesetzt")
        REJECTED = "rejected", _("nicht möglich")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="answers")
    status = models.CharField(_("Stand"), max_length=10, choices=Status)
    text = models.TextField(_("Antwort"), max_length=3000)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.CharField(_("Wer antwortet?"), max_length=150)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    class Meta:
        verbose_name = _("Antwort")
        verbose_name_plural = _("Antworten")
        indexes: ClassVar = [models.Index(fields=["idea", "-at"], name="participation_answer_newest")]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.text[:60]}"
