"""Views of the table somebody kept, and changes of many measures at once with the way back."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place


class SavedView(models.Model):
    """Filters, order and columns under a name, for oneself or for everyone in the town hall."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("Name der Ansicht"), max_length=60)
    query = models.CharField(max_length=500, blank=True)
    is_shared = models.BooleanField(_("für alle im Rathaus"), default=False)

    class Meta:
        verbose_name = _("gemerkte Ansicht")
        verbose_name_plural = _("gemerkte Ansichten")
        ordering: ClassVar = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class BulkChange(models.Model):
    """Many measures changed in one go: what each was before, so that it can be taken back."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("gemeinsame Änderung")
        verbose_name_plural = _("gemeinsame Änderungen")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M}"
