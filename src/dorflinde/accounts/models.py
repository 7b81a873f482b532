"""People, the roles they hold at a place or in an organisation, and what they agreed to."""

import hashlib
import re
import unicodedata
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.text import german_slug
from dorflinde.places.public import Organisation, Place

# The wording people agree to today; a new one is asked for again before the next contribution.
TERMS_WORDING = "2026-11"
# Whoever reads one of these in a name takes the person for an office.
_OFFICE_WORDS = (
    "admin amtsblatt buergermeister burgermeister behoerde bundes dorflinde feuerwehr gemeinde geloescht gesundheitsamt "
    "jugendamt kreistag landkreis landrat minister moderation moderator polizei rathaus redaktion regionalmanagement "
    "regierung stadtrat stadtverwaltung support verwaltung"
).split()
_NAME = re.compile(r"[^\W_][\w .'-]{1,38}[\w.!]")


def check_pseudonym(name: str) -> None:
    """Refuse names that cannot be read aloud, or that sound like an office or someone's organisation."""
    letters = [unicodedata.name(sign, "") for sign in name if sign.isalpha()]
    if not _NAME.fullmatch(name) or not letters or not all(letter.startswith("LATIN") for letter in letters):
        raise ValidationError(
            _("Bitte 3 bis 40 Zeichen: Buchstaben, Ziffern, Leerzeichen, Punkt, Binde- und Unterstrich.")
        )
    plain = german_slug(name).replace("-", "")
    if any(word in plain for word in _OFFICE_WORDS):
        raise ValidationError(_("Dieser Name klingt nach einem Amt. Bitte wählen Sie einen anderen."))


class UserManager(BaseUserManager["User"]):
    """Makes accounts; an e-mail address is all that is asked."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account; without a password people sign in by code or passkey."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an operator's account."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account of this e-mail address in any spelling of capitals."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. In public only the pseudonym is shown; the e-mail address never is."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    email = models.EmailField(_("E-Mail-Adresse"), unique=True)
    pseudonym = models.CharField(
        _("Name im Ort"), max_length=40, unique=True, null=True, blank=True,  # null: not chosen yet, and unique
        validators=[check_pseudonym], help_text=_("So sehen Sie die anderen. Ein erfundener Name ist erlaubt."),
    )  # fmt: skip
    home = models.ForeignKey(
        Place, verbose_name=_("Heimatort"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reading_radius_km = models.PositiveSmallIntegerField(
        _("Leseradius in km"), default=10, validators=[MaxValueValidator(500)]
    )
    language = models.CharField(_("Sprache"), max_length=2, default="de")
    wants_mail = models.BooleanField(_("Mitteilungen auch per E-Mail"), default=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_staff = models.BooleanField(_("darf in die Redaktion"), default=False)
    is_sample = models.BooleanField(_("Beispiel"), default=False)
    date_joined = models.DateTimeField(_("dabei seit"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="accounts_email_once"),
            models.UniqueConstraint(Lower("pseudonym"), name="accounts_pseudonym_once"),
        ]

    def __str__(self) -> str:
        return self.public_name

    @property
    def public_name(self) -> str:
        """The name others see."""
        return self.pseudonym or str(_("jemand aus dem Ort"))

    def get_full_name(self) -> str:
        """Return the public name; real names are not kept."""
        return self.public_name

    def get_short_name(self) -> str:
        """Return the public name; real names are not kept."""
        return self.public_name


class RoleQuerySet(models.QuerySet["Role"]):
    """The vocabulary of roles."""

    def reaching(self, place: Place) -> Self:
        """Return the roles that count at a place: held there or at anything it lies in."""
        return self.filter(place__in=[here.pk for here in place.lineage])


class Role(models.Model):
    """What a person may do at a place or for an organisation; everyone is a resident without being told."""

    class Kind(models.TextChoices):
        EDITOR = "editor", _("Redaktion")
        CLERK = "clerk", _("Verwaltung")
        MODERATOR = "moderator", _("Moderation")
        COUNCIL = "council", _("Gemeinderat")
        MANAGER = "manager", _("Regionalmanagement")
        OPERATOR = "operator", _("Betrieb")

    user = models.ForeignKey(User, verbose_name=_("Konto"), on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(_("Rolle"), max_length=12, choices=Kind)
    place = models.ForeignKey(Place, verbose_name=_("Ort"), on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("für"), null=True, blank=True, on_delete=models.CASCADE, related_name="roles"
    )
    granted_by = models.ForeignKey(
        User, verbose_name=_("vergeben von"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    granted_at = models.DateTimeField(_("vergeben am"), auto_now_add=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rolle")
        verbose_name_plural = _("Rollen")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "kind", "place", "organisation"], name="accounts_role_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.organisation or self.place}"


class RoleChange(models.Model):
    """Someone gave or took a role: stays when the role and the people are gone."""

    at = models.DateTimeField(_("am"), auto_now_add=True)
    is_given = models.BooleanField(_("vergeben"))
    kind = models.CharField(_("Rolle"), max_length=12, choices=Role.Kind)
    place = models.ForeignKey(Place, verbose_name=_("Ort"), on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("für"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The random keys stay when an account goes; they lead to nobody any more.
    user = models.ForeignKey(User, verbose_name=_("wem"), null=True, on_delete=models.SET_NULL, related_name="+")
    user_key = models.UUIDField()
    by = models.ForeignKey(User, verbose_name=_("von"), null=True, on_delete=models.SET_NULL, related_name="+")
    by_key = models.UUIDField()

    class Meta:
        verbose_name = _("Rollenwechsel")
        verbose_name_plural = _("Rollenwechsel")
        indexes: ClassVar = [models.Index(fields=["place", "-at"], name="accounts_role_changes")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.organisation or self.place}: {self.user_key}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    """The vocabulary of consents."""

    def in_force(self) -> Self:
        """Return what was not taken back."""
        return self.filter(withdrawn_at__isnull=True)


class Consent(models.Model):
    """What a person agreed to, in which wording, and when it was taken back."""

    class Purpose(models.TextChoices):
        TERMS = "terms", _("Nutzungsregeln und Datenschutz")
        MAIL = "mail", _("Mitteilungen per E-Mail")

    user = models.ForeignKey(User, verbose_name=_("Konto"), on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("Zweck"), max_length=12, choices=Purpose)
    wording = models.CharField(_("Fassung"), max_length=20)
    given_at = models.DateTimeField(_("erteilt am"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einwilligung")
        verbose_name_plural = _("Einwilligungen")

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.wording})"


class Mute(models.Model):
    """Someone does not want to read a person any more; nobody but them knows, and deleting the row ends it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mutes")
    muted = models.ForeignKey(User, verbose_name=_("ausgeblendet"), on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Stummschaltung")
        verbose_name_plural = _("Stummschaltungen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "muted"], name="accounts_mute_once"),
            models.CheckConstraint(condition=~models.Q(user=models.F("muted")), name="accounts_mute_not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.muted}"


class AccessKeyQuerySet(models.QuerySet["AccessKey"]):
    """The vocabulary of access keys."""

    def in_force(self) -> Self:
        """Return the keys that open something today."""
        return self.filter(revoked_at__isnull=True, ends_on__gte=timezone.localdate())


class AccessKey(models.Model):
    """Lets a program do something in a person's name; only a fingerprint of the key is kept, and the row outlives it."""

    class Scope(models.TextChoices):
        READ = "read", _("Nur lesen, was mich betrifft")
        TAKE_PART = "take_part", _("Mitmachen: Ideen schreiben, unterstützen, kommentieren")
        STAFF = "staff", _("Auch für das Rathaus antworten")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(User, verbose_name=_("Konto"), on_delete=models.CASCADE, related_name="access_keys")
    name = models.CharField(_("Wofür ist der Schlüssel?"), max_length=60)
    scope = models.CharField(_("Was darf das Programm?"), max_length=10, choices=Scope)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(max_length=4, editable=False)  # by which its owner knows it again
    made_at = models.DateTimeField(_("gemacht am"), default=timezone.now)
    ends_on = models.DateField(_("gilt bis"))
    last_used_on = models.DateField(
        _("zuletzt benutzt am"), null=True, blank=True
    )  # the day is enough to notice a thief
    revoked_at = models.DateTimeField(_("gesperrt am"), null=True, blank=True)

    objects = AccessKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zugangsschlüssel")
        verbose_name_plural = _("Zugangsschlüssel")

    def __str__(self) -> str:
        return f"{self.name} (…{self.ending})"

    @property
    def is_in_force(self) -> bool:
        """Tell whether it opens something today."""
        return self.revoked_at is None and self.ends_on >= timezone.localdate()

    def reaches(self, scope: str) -> bool:
        """Tell whether it was made for this much, or for more."""
        reach = list(self.Scope.values)
        return reach.index(self.scope) >= reach.index(scope)


def digest_of(secret: str) -> str:
    """Return the fingerprint of a key: a key is long and made by chance, so that no slower hash is needed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
