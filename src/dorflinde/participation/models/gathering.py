"""A meeting people come to: when and where, what is on the agenda, who signed up, what stood in the minutes."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7

from .activity import Activity
from .guest import GuestPass
from .photo import photo_path

_SALT = "dorflinde.participation.signup"
_USUAL_LENGTH = datetime.timedelta(hours=2)


class Gathering(models.Model):
    """A meeting of a project; without a day it is still being planned."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="gathering")
    starts_at = models.DateTimeField(_("Beginn"), null=True, blank=True)
    ends_at = models.DateTimeField(_("Ende"), null=True, blank=True)
    venue = models.CharField(_("Wo?"), max_length=200, blank=True)
    takes_signups = models.BooleanField(_("Mit Anmeldung"), default=False)
    seats = models.PositiveSmallIntegerField(_("Plätze"), null=True, blank=True)
    minutes = models.TextField(_("Was besprochen wurde"), max_length=20_000, blank=True)
    came = models.PositiveIntegerField(_("Wie viele Menschen waren da?"), null=True, blank=True)
    # A vote held at the meeting: of another module, known by its key; and the point of the agenda it belongs to, from 1 on.
    vote = models.UUIDField(_("Abstimmung"), null=True, blank=True)
    vote_point = models.PositiveSmallIntegerField(_("Zu welchem Punkt?"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Treffen")
        verbose_name_plural = _("Treffen")

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def until(self) -> datetime.datetime | None:
        """When it ends, or when one of its kind usually would."""
        return self.ends_at or (self.starts_at + _USUAL_LENGTH if self.starts_at else None)

    @property
    def has_begun(self) -> bool:
        """Tell whether it is too late to sign up."""
        return self.starts_at is not None and self.starts_at <= timezone.now()


class GatheringItem(models.Model):
    """One point of the agenda, with its time if it has one."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="agenda")
    at = models.TimeField(null=True, blank=True)
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("Punkt der Tagesordnung")
        verbose_name_plural = _("Punkte der Tagesordnung")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Signup(models.Model):
    """Somebody wants to come; who is too many waits until somebody cancels. Cancelling deletes the row."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="signups")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    # Somebody without an account: the mark in their browser, and where to write until the meeting is over.
    guest = models.ForeignKey(GuestPass, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    name = models.CharField(_("Name"), max_length=80, blank=True)  # also of somebody who called or came by
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed_up_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Anmeldung zu einem Treffen")
        verbose_name_plural = _("Anmeldungen zu Treffen")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gathering", "person"], name="participation_signup_once"),
            models.UniqueConstraint(fields=["gathering", "guest"], name="participation_signup_once_a_guest"),
            models.UniqueConstraint(
                fields=["gathering", "email"],
                condition=~models.Q(email=""),
                name="participation_signup_once_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.person)

    @property
    def key(self) -> str:
        """Return the word in the letter with which somebody without an account cancels."""
        return signing.Signer(salt=_SALT).sign(str(self.pk))

    @classmethod
    def opened_by(cls, key: str) -> "Signup | None":
        """Return the line this word was written for, as long as it is there."""
        try:
            number = signing.Signer(salt=_SALT).unsign(key)
        except signing.BadSignature:
            return None
        return cls.objects.filter(pk=int(number)).select_related("gathering__activity__project__municipality").first()


class GatheringPhoto(models.Model):
    """A photo of a meeting: stored without a trace of where and by whom it was taken."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="photos")
    photo = models.ImageField(_("Foto"), upload_to=photo_path)
    alt = models.CharField(_("Was ist zu sehen?"), max_length=200)

    class Meta:
        verbose_name = _("Foto eines Treffens")
        verbose_name_plural = _("Fotos von Treffen")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.alt


class Takeaway(models.Model):
    """An idea that was written down at a meeting for those who were there."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="takeaways")
    idea = models.OneToOneField("participation.Idea", on_delete=models.CASCADE, related_name="takeaway")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("Idee aus einem Treffen")
        verbose_name_plural = _("Ideen aus Treffen")

    def __str__(self) -> str:
        return f"{self.gathering}: {self.idea}"
