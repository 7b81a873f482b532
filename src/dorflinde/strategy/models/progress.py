"""What happened to a measure: every change of its status and every word about its progress, with who and when."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7

from .measure import Measure, Status


class StatusChange(models.Model):
    """A measure moved to a new status; the rows together are its history."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="status_changes")
    status = models.CharField(_("Stand"), max_length=8, choices=Status)
    reason = models.TextField(_("Begründung"), blank=True)
    progress = models.PositiveSmallIntegerField(
        _("Fortschritt in Prozent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Änderung des Stands")
        verbose_name_plural = _("Änderungen des Stands")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.measure.number}: {self.get_status_display()}"


class ProgressNote(models.Model):
    """A few words on how a measure is going; everyone may read them."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("Was gibt es Neues?"))
    progress = models.PositiveSmallIntegerField(
        _("Fortschritt in Prozent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    class Meta:
        verbose_name = _("Zwischenstand")
        verbose_name_plural = _("Zwischenstände")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.measure.number}: {self.text[:40]}"
