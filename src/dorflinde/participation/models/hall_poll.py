"""A quick poll in the hall: a question with a few answers, opened and closed by the moderation, one vote a device."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7

from .activity import Activity
from .guest import GuestPass


class HallPoll(models.Model):
    """What the hall is asked; before it is opened only the moderation knows it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="hall_polls")
    text = models.CharField(_("Frage an den Saal"), max_length=200)
    shows_live = models.BooleanField(_("Ergebnis schon während der Abstimmung zeigen"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Abstimmung im Saal")
        verbose_name_plural = _("Abstimmungen im Saal")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Tell whether the hall votes now."""
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_closed(self) -> bool:
        """Tell whether the hall has voted."""
        return self.closed_at is not None


class HallOption(models.Model):
    """One answer to choose."""

    poll = models.ForeignKey(HallPoll, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("Antwort einer Abstimmung im Saal")
        verbose_name_plural = _("Antworten von Abstimmungen im Saal")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class HallVote(models.Model):
    """What somebody chose; without a time, which would only help to find out who it was."""

    poll = models.ForeignKey(HallPoll, on_delete=models.CASCADE, related_name="votes")
    option = models.ForeignKey(HallOption, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    guest = models.ForeignKey(GuestPass, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("Stimme im Saal")
        verbose_name_plural = _("Stimmen im Saal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "person"], name="participation_hall_vote_of_person_once"),
            models.UniqueConstraint(fields=["poll", "guest"], name="participation_hall_vote_of_guest_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(guest__isnull=True), name="participation_hall_vote_of_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option_id}"
