"""What every field of a thing of the strategy said before: who changed it, when, and what it became."""

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place


class FieldChangeQuerySet(models.QuerySet["FieldChange"]):
    """The vocabulary of field changes."""

    def of(self, ref: Ref) -> Self:
        """Return what changed in one thing."""
        return self.filter(subject_kind=ref.kind, subject_id=ref.id)

    def newest_first(self) -> Self:
        """Return the changes, the latest first, with those who made them."""
        return self.select_related("changed_by").order_by("-at", "-pk")


class FieldChange(models.Model):
    """A field got another value."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    change_set = models.UUIDField()  # the same for all that was changed by one save
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    field = models.CharField(_("Feld"), max_length=40)
    old = models.JSONField(_("vorher"), null=True)
    new = models.JSONField(_("nachher"), null=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = FieldChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Änderung eines Felds")
        verbose_name_plural = _("Änderungen von Feldern")
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="strategy_changes_of"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id} {self.field}"

    @staticmethod
    def new_set() -> uuid.UUID:
        """Return a name for all that one save changes."""
        return uuid7()
