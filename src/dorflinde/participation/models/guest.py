"""Taking part without an account: a mark instead of a name, a puzzle instead of a captcha, a code that proves where one lives."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.places.public import Place

from .project import Project

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without what is mistaken on paper: I L O 0 1
CODE_LENGTH = 8


class GuestPass(models.Model):
    """Somebody without an account takes part in a project.

    The browser keeps a random word, we keep only a keyed hash of it and the project: from the row nobody finds the
    browser, and rows of two projects cannot be joined. It keeps people from counting twice by mistake; whoever empties
    their browser can begin anew.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="guests")
    key = models.CharField(max_length=64, unique=True)
    created_on = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = _("Teilnahme ohne Konto")
        verbose_name_plural = _("Teilnahmen ohne Konto")

    def __str__(self) -> str:
        return str(self.public_id)


class SpentPuzzle(models.Model):
    """A puzzle that was solved; it counts once."""

    key = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("gelöste Aufgabe")
        verbose_name_plural = _("gelöste Aufgaben")

    def __str__(self) -> str:
        return self.key[:8]


class ResidenceCode(models.Model):
    """A code that was handed over at the desk or sent in a letter; whoever types it in lives here. Works once."""

    class Way(models.TextChoices):
        DESK = "desk", _("im Rathaus übergeben")
        LETTER = "letter", _("mit einem Brief verschickt")

    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=6, choices=Way)
    key = models.CharField(max_length=64, unique=True)  # a keyed hash: not even we can read the codes again
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Code für den Wohnsitz")
        verbose_name_plural = _("Codes für den Wohnsitz")

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.way}"


class Residence(models.Model):
    """Somebody showed that they live here: how and when, not where exactly."""

    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="residences"
    )
    guest = models.OneToOneField(GuestPass, null=True, blank=True, on_delete=models.CASCADE, related_name="residence")
    proof = models.CharField(max_length=10)  # a key of residence.py
    proved_on = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = _("Nachweis des Wohnsitzes")
        verbose_name_plural = _("Nachweise des Wohnsitzes")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "person"], name="participation_residence_once"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(guest__isnull=True),
                name="participation_residence_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.proof}"


def guest_key(project: Project, token: str) -> str:
    """Return what is kept of the word in a browser, another in each project."""
    return salted_hmac("dorflinde.participation.guest", f"{project.public_id}:{token}", algorithm="sha256").hexdigest()


def residence_key(municipality: Place, code: str) -> str:
    """Return what is kept of a code, however it was typed."""
    plain = "".join(sign for sign in code.upper() if sign in LETTERS)
    return salted_hmac(
        "dorflinde.participation.residence", f"{municipality.pk}:{plain}", algorithm="sha256"
    ).hexdigest()


def new_code() -> str:
    """Return a code that is easily read and typed: „K7QM-4XTB“."""
    signs = "".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH))
    return f"{signs[:4]}-{signs[4:]}"
