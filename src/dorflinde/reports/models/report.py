"""What somebody reported, and what everyone may read of it."""

import datetime
import re
import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.core.text import excerpt
from dorflinde.places.public import Place

from .category import Category

REPORT = "reports.report"
_LONGEST_TITLE = 80
_SENTENCE = re.compile(rf".{{10,{_LONGEST_TITLE}}}?[.!?](?=\s|$)")


class Status(models.TextChoices):
    """Where a report stands; closed is not the same as solved."""

    NEW = "new", _("neu")
    CHECKED = "checked", _("geprüft")
    ACTIVE = "active", _("in Arbeit")
    SOLVED = "solved", _("gelöst")
    UNSOLVED = "unsolved", _("ungelöst geschlossen")
    REJECTED = "rejected", _("abgelehnt")


OPEN = (Status.NEW, Status.CHECKED, Status.ACTIVE)
CLOSED = (Status.SOLVED, Status.UNSOLVED, Status.REJECTED)


class Source(models.TextChoices):
    """How a report came in."""

    WEB = "web", _("über die Seite")
    DESK = "desk", _("im Rathaus aufgenommen")
    OPEN311 = "open311", _("über die Schnittstelle")
    PULLED = "pulled", _("von einem anderen Server")


def photo_path(_owner: object, _name: str) -> str:
    """Return a new address for a photo; the name it had on the phone is forgotten."""
    return f"melden/{uuid7()}.jpg"


class ReportQuerySet(models.QuerySet["Report"]):
    """The vocabulary of reports."""

    def visible(self) -> Self:
        """Return what everyone may see and what stands for itself: a report of the same thing is read there."""
        return self.filter(publication__isnull=False, hiding__isnull=True, duplicate__isnull=True)

    def open(self) -> Self:
        """Return what is not finished."""
        return self.filter(status__in=OPEN)

    def closed(self) -> Self:
        """Return what is finished, solved or not."""
        return self.filter(status__in=CLOSED)

    def at(self, place: Place) -> Self:
        """Return the reports of a municipality, or of one village in it."""
        if place.kind == Place.Kind.VILLAGE:
            return self.filter(place=place)
        return self.filter(municipality=place)

    def newest_first(self) -> Self:
        """Return the reports by age, newest first."""
        return self.order_by("-created_at", "-pk")

    def for_lists(self) -> Self:
        """Bring along what a line of a list shows, in one question."""
        return self.select_related("place", "municipality", "category").defer(
            "place__boundary", "municipality__boundary"
        )

    def complete(self) -> Self:
        """Bring along what the doors and the page of a report ask for."""
        return self.for_lists().select_related(
            "place__parent__parent", "municipality__parent", "publication", "hiding", "duplicate__root__municipality",
            "duplicate__root__publication", "duplicate__root__hiding", "author",
        )  # fmt: skip


class Report(models.Model):
    """Something is broken, dangerous or missing; everyone reads title and public text, the town hall also what was written."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, verbose_name=_("Ort"), on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(
        Category, verbose_name=_("Kategorie"), on_delete=models.PROTECT, related_name="reports"
    )
    text = models.TextField(max_length=4000)  # as it was written: it may name people
    title = models.CharField(_("Überschrift"), max_length=120)
    public_text = models.TextField(_("Text, den alle lesen"), max_length=4000, blank=True)
    address = models.CharField(_("Wo genau?"), max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    lon = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    photo = models.ImageField(_("Foto"), upload_to=photo_path, blank=True)
    photo_small = models.ImageField(upload_to=photo_path, blank=True, editable=False)
    photo_alt = models.CharField(_("Was ist auf dem Foto zu sehen?"), max_length=200, blank=True)
    is_photo_public = models.BooleanField(_("Das Foto sehen alle"), default=True)
    answers = models.JSONField(default=dict, blank=True)  # to the questions of the category, for the town hall alone
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)  # of somebody without an account
    source = models.CharField(max_length=8, choices=Source, default=Source.WEB)
    # Where a pulled report comes from, and its number there: the same one twice changes nothing.
    external_source = models.CharField(max_length=200, blank=True, editable=False)
    external_id = models.CharField(max_length=100, blank=True, editable=False)
    external_media_url = models.CharField(max_length=500, blank=True, editable=False)
    puzzle_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001  # many without
    # The key of a draft that waited for the network: sent twice, it is filed once.
    draft_key = models.UUIDField(null=True, unique=True, editable=False)
    office = models.CharField(_("Zuständige Stelle"), max_length=120, blank=True)
    # Kept beside the history, so that lists and figures need not look through it.
    status = models.CharField(max_length=8, choices=Status, default=Status.NEW)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    answer_due_on = models.DateField()
    solve_due_on = models.DateField()
    written_at = models.DateTimeField(null=True, blank=True)  # without network, some time before it could be sent
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Meldung")
        verbose_name_plural = _("Meldungen")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="reports_pin_whole",
            ),
            models.UniqueConstraint(
                fields=["external_source", "external_id"], condition=~Q(external_id=""), name="reports_pulled_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "-created_at", "-id"], name="reports_newest"),
            models.Index(fields=["municipality", "status", "-created_at", "-id"], name="reports_status_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("reports:report", args=[self.municipality.slug, self.public_id])

    @property
    def desk_url(self) -> str:
        """Return the address at which the town hall works on it."""
        return reverse("reports:case", args=[self.municipality.slug, self.public_id])

    @property
    def ref(self) -> Ref:
        """Names the report for the ground services."""
        return Ref(REPORT, self.public_id)

    @property
    def reference(self) -> str:
        """A short number for the telephone: the last letters of its key, which are all chance."""
        return reference_of(self.public_id)

    @property
    def is_published(self) -> bool:
        """Tell whether the town hall has vetted it and let it onto the page."""
        return hasattr(self, "publication")

    @property
    def is_hidden(self) -> bool:
        """Tell whether moderation took it off the page."""
        return hasattr(self, "hiding")

    @property
    def is_duplicate(self) -> bool:
        """Tell whether it is read as part of another report of the same thing."""
        return hasattr(self, "duplicate")

    @property
    def is_visible(self) -> bool:
        """Tell whether everyone may see it."""
        return self.is_published and not self.is_hidden

    @property
    def is_closed(self) -> bool:
        """Tell whether it is finished, solved or not."""
        return self.status in CLOSED

    @property
    def pin(self) -> tuple[float, float] | None:
        """Return (lat, lon) if its place is known on the map."""
        return (self.lat, self.lon) if self.lat is not None and self.lon is not None else None

    @property
    def shows_photo(self) -> bool:
        """Tell whether everyone sees a photo."""
        return bool(self.photo) and self.is_photo_public

    @property
    def picture_alt(self) -> str:
        """Words for those who do not see the photo."""
        return self.photo_alt or str(_("Foto zur Meldung „%(title)s“") % {"title": self.title})

    @property
    def words(self) -> str:
        """What everyone reads below the headline; nothing where the headline says it all."""
        return "" if self.public_text.strip().rstrip(".") == self.title else self.public_text

    @property
    def where(self) -> str:
        """Say where it is, as well as is known."""
        return f"{self.address}, {self.place.name}" if self.address else self.place.name

    @property
    def due_on(self) -> datetime.date | None:
        """The next day something is due: the first answer, then the solution."""
        if self.is_closed:
            return None
        return self.solve_due_on if self.answered_at else self.answer_due_on

    @property
    def is_late(self) -> bool:
        """Tell whether that day is over."""
        return self.due_on is not None and self.due_on < timezone.localdate()


def reference_of(key: uuid.UUID) -> str:
    """Return the number by which people name the report of this key."""
    return f"M-{key.hex[-8:].upper()}"


def title_from(text: str) -> str:
    """Return a first headline for a report: how its text begins."""
    line = text.strip().partition("\n")[0]
    sentence = _SENTENCE.match(line)
    return excerpt(sentence.group().rstrip(".") if sentence else line, longest=_LONGEST_TITLE)
