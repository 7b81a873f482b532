"""Somebody may write nothing at a place for a while; reading, supporting and complaining stay open."""

import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place

PAUSE = "moderation.pause"
KEPT_AFTER_THE_END = datetime.timedelta(days=365)


class WritingPauseQuerySet(models.QuerySet["WritingPause"]):
    """The vocabulary of pauses."""

    def running(self) -> Self:
        """Return what holds now."""
        return self.filter(lifted_at__isnull=True, until__gt=timezone.now())

    def reaching(self, place: Place) -> Self:
        """Return the pauses that count at a place: set there or for anything it lies in."""
        return self.filter(place__in=[here.pk for here in place.lineage])


class WritingPause(models.Model):
    """The moderation lets somebody write nothing at a place until a day; the decision with its reason stands beside it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="writing_pauses")
    began_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(_("bis"))
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WritingPauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Schreibpause")
        verbose_name_plural = _("Schreibpausen")
        indexes: ClassVar = [models.Index(fields=["person", "place"], name="moderation_pause_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.place}"

    @property
    def ref(self) -> Ref:
        """Names the pause for the decision on it."""
        return Ref(PAUSE, self.public_id)

    @property
    def is_running(self) -> bool:
        """Tell whether it holds now."""
        return self.lifted_at is None and self.until > timezone.now()
