"""How a project is led through: who is invited to a private one, what was announced, what came of it in the end."""

import secrets
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7

from .project import Phase, Project


def new_invitation_token() -> str:
    """Return what nobody can guess."""
    return secrets.token_urlsafe(18)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """The vocabulary of invitations."""

    def valid(self) -> Self:
        """Return those that nobody took back."""
        return self.filter(revocation__isnull=True)


class Invitation(models.Model):
    """A link that lets people into a private project; it can be given to many and taken back from all."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    label = models.CharField(_("Für wen?"), max_length=80)
    token = models.CharField(max_length=32, unique=True, default=new_invitation_token)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Return the address that is handed on."""
        return reverse("participation:invitation", args=[self.project.municipality.slug, self.token])

    @property
    def is_revoked(self) -> bool:
        """Tell whether it was taken back."""
        return hasattr(self, "revocation")


class Revocation(models.Model):
    """An invitation was taken back: nobody comes in by it any more, nor stays who came by it."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="revocation")
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("zurückgenommene Einladung")
        verbose_name_plural = _("zurückgenommene Einladungen")

    def __str__(self) -> str:
        return f"{self.invitation} ({self.revoked_at:%d.%m.%Y})"


class Invitee(models.Model):
    """Somebody accepted an invitation."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="invitees")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    accepted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("eingeladene Person")
        verbose_name_plural = _("eingeladene Personen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invitation", "person"], name="participation_invited_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.invitation}"


class Announcement(models.Model):
    """Something about a phase was announced; the row keeps it from being said twice, however often and late the clock runs."""

    class Moment(models.TextChoices):
        START = "start", _("Beginn")
        REMINDER = "reminder", _("Erinnerung")
        END = "end", _("Ende")
        RESULT = "result", _("Frage nach dem Ergebnis")

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="announcements")
    moment = models.CharField(max_length=8, choices=Moment)
    day = models.DateField()  # the day it is about: when it is moved, there is something new to say
    is_told = models.BooleanField(default=True)  # else it was too late, or the publication had said it
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Ankündigung")
        verbose_name_plural = _("Ankündigungen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["phase", "moment", "day"], name="participation_announced_once")
        ]

    def __str__(self) -> str:
        return f"{self.phase_id} {self.moment} {self.day}"


class TownHallWord(models.Model):
    """What the town hall says at the end of something, and who says it; mended in place, with the day."""

    by = models.CharField(_("Wer sagt das?"), max_length=150)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    text: str

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text[:60]


class Outcome(TownHallWord):
    """What came of a project, in the words of the town hall."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="outcome")
    text = models.TextField(_("Was kam heraus, und wie geht es weiter?"), max_length=6000)

    class Meta:
        verbose_name = _("Ergebnis einer Beteiligung")
        verbose_name_plural = _("Ergebnisse von Beteiligungen")
