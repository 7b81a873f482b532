"""A concrete proposal that people sign; with enough names it goes to the town hall and the council."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts.public import name_of
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Organisation

from .activity import Activity
from .answer import Answer
from .photo import photo_path

PETITION = "proposal"  # the kind of its activity
FIRST_NAMES, QUORUM = 3, 25  # unless the town hall chose other numbers
DAYS_TO_ANSWER = 28


class PetitionQuerySet(models.QuerySet["Petition"]):
    """The vocabulary of petitions."""

    def standing(self) -> Self:
        """Return what nobody took back or off the page."""
        return self.filter(withdrawn_at=None, hiding__isnull=True)

    def listed(self) -> Self:
        """Return what everyone finds: with its first names."""
        return self.standing().filter(published_at__isnull=False)

    def most_signed_first(self) -> Self:
        """Return them by the number of names."""
        return self.order_by("-signature_count", "-pk")

    def complete(self) -> Self:
        """Fetch what a page shows, and what tells who may see it."""
        return self.select_related(
            "author", "hiding", "activity__phase", "activity__closure", "activity__project__publication",
            "activity__project__municipality__parent", "activity__project__place__parent__parent",
        ).defer("activity__project__municipality__boundary", "activity__project__place__boundary")  # fmt: skip


class Petition(models.Model):
    """What somebody proposes: unlisted until the first sign it, on the desk once enough did."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.RESTRICT, related_name="petitions")
    title = models.CharField(_("Titel"), max_length=120)
    text = models.TextField(_("Worum geht es?"), max_length=4000)
    change = models.TextField(_("Was soll sich ändern?"), max_length=2000)
    photo = models.ImageField(_("Foto"), upload_to=photo_path, blank=True)
    photo_small = models.ImageField(upload_to=photo_path, blank=True, editable=False)
    photo_alt = models.CharField(_("Was ist auf dem Foto zu sehen?"), max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    lon = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)  # when the first had signed
    quorum_at = models.DateTimeField(null=True, blank=True)  # when enough had signed
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    signature_count = models.PositiveIntegerField(default=0, editable=False)  # kept, so that lists can be sorted by it
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorschlag mit Mitzeichnung")
        verbose_name_plural = _("Vorschläge mit Mitzeichnung")
        indexes: ClassVar = [
            models.Index(fields=["activity", "-signature_count", "-id"], name="participation_petition_most")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="participation_petition_pin_whole",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return self.url_of("petition")

    def url_of(self, name: str) -> str:
        """Return the address of something one can do with it."""
        project = self.activity.project
        words = [project.municipality.slug, project.slug, self.activity.slug, self.public_id]
        return reverse(f"participation:{name}", args=words)

    @property
    def ref(self) -> Ref:
        """Names the petition for the ground services."""
        return Ref("participation.petition", self.public_id)

    @property
    def author_name(self) -> str:
        """The name others see; an erased account leaves none."""
        return name_of(self.author)

    @property
    def picture_alt(self) -> str:
        """Words for those who do not see the photo."""
        return self.photo_alt or str(_("Foto zum Vorschlag „%(title)s“") % {"title": self.title})

    @property
    def pin(self) -> tuple[float, float] | None:
        """Return (lat, lon) if its author put a pin on the map."""
        return (self.lat, self.lon) if self.lat is not None and self.lon is not None else None

    @property
    def first_names(self) -> int:
        """How many must sign before everyone finds it."""
        return numbers_of_names(self.activity.options)[0]

    @property
    def quorum(self) -> int:
        """How many must sign before the town hall deals with it."""
        return numbers_of_names(self.activity.options)[1]

    @property
    def is_hidden(self) -> bool:
        """Tell whether moderation took it off the page."""
        return hasattr(self, "hiding")

    @property
    def is_listed(self) -> bool:
        """Tell whether everyone finds it."""
        return self.published_at is not None and self.withdrawn_at is None and not self.is_hidden

    @property
    def answer_due_on(self) -> datetime.date:
        """Return the day by which the town hall wants to have answered."""
        return timezone.localdate(self.quorum_at or self.created_at) + datetime.timedelta(days=DAYS_TO_ANSWER)


class Signature(models.Model):
    """Somebody signed; without the person's row it stays as a number."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="signatures")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shows_name = models.BooleanField(_("Mein Name darf dabeistehen"), default=False)
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Mitzeichnung")
        verbose_name_plural = _("Mitzeichnungen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["petition", "user"], name="participation_signature_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.petition}"


class PetitionWording(models.Model):
    """How a petition read before its author changed it: those who had signed see what is different."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="wordings")
    title = models.CharField(max_length=120)
    text = models.TextField()
    change = models.TextField()
    until = models.DateTimeField(default=timezone.now)
    signature_count = models.PositiveIntegerField()  # who had signed by then

    class Meta:
        verbose_name = _("früherer Wortlaut eines Vorschlags")
        verbose_name_plural = _("frühere Wortlaute von Vorschlägen")

    def __str__(self) -> str:
        return self.title


class PetitionAnswer(models.Model):
    """What the town hall or the council says to a petition; several over time, the newest counts."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="answers")
    status = models.CharField(_("Stand"), max_length=10, choices=Answer.Status)
    text = models.TextField(_("Antwort"), max_length=3000)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.CharField(_("Wer antwortet?"), max_length=150)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    is_sample = False  # as an answer to an idea has it

    class Meta:
        verbose_name = _("Antwort auf einen Vorschlag")
        verbose_name_plural = _("Antworten auf Vorschläge")

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.text[:60]}"


def numbers_of_names(options: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many must sign before everyone finds a petition, and before the town hall deals with it."""
    return int(options.get("first", FIRST_NAMES)), int(options.get("quorum", QUORUM))
