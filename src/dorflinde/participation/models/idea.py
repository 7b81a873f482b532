"""What people propose, who supports it, and how an idea leaves the page."""

import datetime
import unicodedata
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
from dorflinde.places.public import Place

from .comment import Comment
from .guest import GuestPass
from .photo import photo_path
from .project import Category, Project
from .remark import Remark

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})
_MOST_WORDS = 8
DAYS_TO_ANSWER = 14


def searchable(text: str) -> str:
    """Return the text as it is searched: „Grüne Straße“ becomes „gruene strasse“, accents and odd signs go.

    Databases fold only some letters (SQLite none beyond ASCII); folded by us, a search finds the same on each.
    """
    composed = unicodedata.normalize("NFKC", text).translate(_GERMAN)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", composed) if not unicodedata.combining(sign))
    printable = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in plain.casefold())
    return " ".join(printable.split())


class IdeaQuerySet(models.QuerySet["Idea"]):
    """The vocabulary of ideas."""

    def visible(self) -> Self:
        """Return what everyone may see and what stands for itself: ideas that became part of another are read there."""
        return self.filter(
            project__publication__isnull=False, hiding__isnull=True, withdrawal__isnull=True, merger__isnull=True
        )

    def for_everyone(self) -> Self:
        """Return the ideas of projects everyone may see, not of those for invited people."""
        return self.filter(project__access="public")

    def matching(self, words: str) -> Self:
        """Return the ideas that contain every word in title or text."""
        found = self
        for word in searchable(words[:200]).split()[:_MOST_WORDS]:
            found = found.filter(search_text__contains=word)
        return found

    def unanswered(self) -> Self:
        """Return what the town hall has not answered yet."""
        return self.filter(latest_answer__isnull=True)

    def newest_first(self) -> Self:
        """Return the ideas by age, newest first."""
        return self.order_by("-created_at", "-pk")

    def most_supported_first(self) -> Self:
        """Return the ideas by the number of people who support them."""
        return self.order_by("-support_count", "-pk")

    def complete(self) -> Self:
        """Fetch an idea with everything its page and its doors ask for."""
        places = (
            "place",
            "place__parent",
            "place__parent__parent",
            "project__municipality",
            "project__municipality__parent",
        )
        return (
            self.for_cards()
            .select_related(*places, "project__publication")
            .defer(*(f"{place}__boundary" for place in places))
        )

    def for_cards(self) -> Self:
        """Fetch what a card shows along with the ideas of one project."""
        return self.select_related("place", "category", "author", "latest_answer", "taken_down").defer(
            "place__boundary"
        )


class Idea(models.Model):
    """A proposal of a person in a project."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, verbose_name=_("Beteiligung"), on_delete=models.PROTECT, related_name="ideas")
    category = models.ForeignKey(
        Category, verbose_name=_("Thema"), null=True, blank=True, on_delete=models.SET_NULL, related_name="ideas"
    )
    title = models.CharField(_("Titel"), max_length=120)
    text = models.TextField(_("Ihre Idee"), max_length=3000)
    search_text = models.TextField(editable=False)
    photo = models.ImageField(_("Foto"), upload_to=photo_path, blank=True)
    photo_small = models.ImageField(upload_to=photo_path, blank=True, editable=False)
    photo_alt = models.CharField(_("Was ist auf dem Foto zu sehen?"), max_length=200, blank=True)
    place = models.ForeignKey(Place, verbose_name=_("Ort"), on_delete=models.PROTECT, related_name="+")
    lat = models.FloatField(
        _("Breite"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    lon = models.FloatField(
        _("Länge"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="ideas"
    )
    # Where it comes from when nobody wrote it under their own name: „aus dem Treffen am 3. Mai“.
    source = models.CharField(max_length=160, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    # Two things that could be counted or looked up each time, kept so that a list of a million ideas opens like one of ten.
    support_count = models.PositiveIntegerField(default=0, editable=False)
    latest_answer = models.ForeignKey(
        "participation.Answer", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("Idee")
        verbose_name_plural = _("Ideen")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="participation_pin_whole",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "-created_at", "-id"], name="participation_newest"),
            models.Index(fields=["project", "-support_count", "-id"], name="participation_supported"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the idea with its words made ready for searching."""
        self.search_text = searchable(f"{self.title} {self.text}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("participation:idea", args=[self.project.municipality.slug, self.public_id])

    @property
    def ref(self) -> Ref:
        """Names the idea for the ground services."""
        return Ref("participation.idea", self.public_id)

    @property
    def author_name(self) -> str:
        """The name others see; an erased account leaves none, nor does somebody for whom the town hall wrote."""
        if self.author_id is None and hasattr(self, "taken_down"):
            return str(_("im Rathaus aufgenommen"))
        return self.source or name_of(self.author)

    @property
    def picture_alt(self) -> str:
        """Words for those who do not see the photo."""
        return self.photo_alt or str(_("Foto zur Idee „%(title)s“") % {"title": self.title})

    @property
    def is_visible(self) -> bool:
        """Tell whether everyone may see it."""
        return self.project.is_published and not self.is_hidden and not self.is_withdrawn

    @property
    def is_hidden(self) -> bool:
        """Tell whether moderation took it off the page."""
        return hasattr(self, "hiding")

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether its author took it back."""
        return hasattr(self, "withdrawal")

    @property
    def is_merged(self) -> bool:
        """Tell whether it became part of another idea: its own page leads there."""
        return hasattr(self, "merger")

    @property
    def answer_due_on(self) -> datetime.date:
        """Return the day by which the town hall wants to have answered."""
        return timezone.localdate(self.created_at) + datetime.timedelta(days=DAYS_TO_ANSWER)

    @property
    def pin(self) -> tuple[float, float] | None:
        """Return (lat, lon) if someone put a pin on the map."""
        return (self.lat, self.lon) if self.lat is not None and self.lon is not None else None


class Support(models.Model):
    """Someone stands behind an idea; without the person's row it stays as a number."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="supported_ideas"
    )
    guest = models.ForeignKey(GuestPass, null=True, blank=True, on_delete=models.SET_NULL, related_name="supports")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Unterstützung")
        verbose_name_plural = _("Unterstützungen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["idea", "user"], name="participation_support_once"),
            models.UniqueConstraint(fields=["idea", "guest"], name="participation_support_once_a_guest"),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.idea}"


class TakenDown(models.Model):
    """An idea that somebody told at the desk, on the phone or on paper: who wrote it down is kept, whose it is is not."""

    class Channel(models.TextChoices):
        DESK = "desk", _("im Rathaus")
        PHONE = "phone", _("am Telefon")
        PAPER = "paper", _("auf Papier")

    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="taken_down")
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.DESK)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("aufgenommene Idee")
        verbose_name_plural = _("aufgenommene Ideen")

    def __str__(self) -> str:
        return f"{self.idea} ({self.channel})"


class SupportTakenDown(models.Model):
    """A support somebody gave at the desk, on the phone or on paper: who entered it is kept, whose it is is not."""

    support = models.OneToOneField(Support, on_delete=models.CASCADE, related_name="taken_down")
    channel = models.CharField(_("Wie kam sie?"), max_length=6, choices=TakenDown.Channel)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("aufgenommene Unterstützung")
        verbose_name_plural = _("aufgenommene Unterstützungen")

    def __str__(self) -> str:
        return f"{self.support.idea} ({self.channel})"


class Withdrawal(models.Model):
    """The author took an idea back; its text and photo went with it."""

    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="withdrawal")
    withdrawn_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Rücknahme")
        verbose_name_plural = _("Rücknahmen")

    def __str__(self) -> str:
        return f"{self.idea} ({self.withdrawn_at:%d.%m.%Y})"


def _one_of(*names: str) -> Q:
    """Return the condition that exactly one of some relations is there."""
    found = Q()
    for wanted in names:
        found |= Q(**{f"{name}__isnull": name != wanted for name in names})
    return found


class Hiding(models.Model):
    """Moderation took an idea, a comment, a remark or a petition off the page: who, when, why; deleting the row brings it back."""

    idea = models.OneToOneField(Idea, null=True, blank=True, on_delete=models.CASCADE, related_name="hiding")
    comment = models.OneToOneField(Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="hiding")
    remark = models.OneToOneField(Remark, null=True, blank=True, on_delete=models.CASCADE, related_name="hiding")
    petition = models.OneToOneField(
        "participation.Petition", null=True, blank=True, on_delete=models.CASCADE, related_name="hiding"
    )
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("Verbergung")
        verbose_name_plural = _("Verbergungen")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_one_of("idea", "comment", "remark", "petition"),
                name="participation_hiding_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.idea or self.comment or self.remark or self.petition} ({self.hidden_at:%d.%m.%Y})"
