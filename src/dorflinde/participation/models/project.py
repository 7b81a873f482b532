"""A participation project of a municipality or village, its dated phases and its categories."""

import datetime
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.core.text import german_slug
from dorflinde.places.public import Place

from .photo import photo_path

# Second words of an address under …/mitreden/ that belong to the module itself.
RESERVED_SLUGS = frozenset({"aufgabe", "einladung", "idee", "ideen", "uebernehmen", "verwalten"})


class ProjectQuerySet(models.QuerySet["Project"]):
    """The vocabulary of projects."""

    def published(self) -> Self:
        """Return what is out of the town hall."""
        return self.filter(publication__isnull=False)

    def listed(self) -> Self:
        """Return what everyone may see."""
        return self.published().filter(access="public")

    def at(self, municipality: Place) -> Self:
        """Return the projects of a municipality and its villages."""
        return self.filter(municipality=municipality)

    def dated(self) -> Self:
        """Add the first and the last day."""
        return self.annotate(first_day=Min("phases__starts_on"), last_day=Max("phases__ends_on"))

    def running(self, today: datetime.date) -> Self:
        """Return what has begun and not ended, soonest end first."""
        return self.dated().filter(first_day__lte=today, last_day__gte=today).order_by("last_day", "pk")

    def coming(self, today: datetime.date) -> Self:
        """Return what begins later, soonest first."""
        return self.dated().filter(first_day__gt=today).order_by("first_day", "pk")

    def past(self, today: datetime.date) -> Self:
        """Return what has ended, the latest first."""
        return self.dated().filter(last_day__lt=today).order_by("-last_day", "-pk")

    def complete(self) -> Self:
        """Fetch what a card or a page shows, with a fixed number of questions."""
        places = ("place", "place__parent", "place__parent__parent", "municipality", "municipality__parent")
        # A boundary is tens of kilobytes; whoever draws one asks for it.
        return (
            self.select_related(*places, "publication")
            .defer(*(f"{place}__boundary" for place in places))
            .prefetch_related("phases")
        )


class Project(models.Model):
    """Something a place wants to decide together with its people."""

    class Participants(models.TextChoices):
        EVERYONE = "everyone", _("Alle, die ein Konto haben")
        RESIDENTS = "residents", _("Nur wer hier seinen Heimatort eingetragen hat")
        ANYONE = "anyone", _("Alle, auch ohne Konto: Umfragen ausfüllen und Ideen unterstützen")

    class Access(models.TextChoices):
        PUBLIC = "public", _("Alle")
        INVITED = "invited", _("Nur wer eingeladen ist und ein Konto hat")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    place = models.ForeignKey(Place, verbose_name=_("Ort"), on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", editable=False)
    slug = models.SlugField(_("Adresse"), max_length=80)
    title = models.CharField(_("Titel"), max_length=120)
    summary = models.CharField(_("In einem Satz"), max_length=280)
    text = models.TextField(_("Worum geht es?"), max_length=8000, blank=True)
    goal = models.TextField(_("Was geschieht mit dem Ergebnis?"), max_length=1000, blank=True)
    contact = models.CharField(_("Ansprechstelle"), max_length=200, blank=True)
    photo = models.ImageField(_("Bild"), upload_to=photo_path, blank=True)
    photo_small = models.ImageField(upload_to=photo_path, blank=True, editable=False)
    photo_alt = models.CharField(_("Was ist auf dem Bild zu sehen?"), max_length=200, blank=True)
    participants = models.CharField(
        _("Wer darf mitmachen?"), max_length=10, choices=Participants, default=Participants.EVERYONE
    )
    access = models.CharField(_("Wer sieht die Beteiligung?"), max_length=8, choices=Access, default=Access.PUBLIC)
    proof = models.CharField(_("Muss der Wohnsitz nachgewiesen werden?"), max_length=10, default="none")  # residence.py
    postcodes = models.CharField(_("Weitere Postleitzahlen"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    has_outcome: bool
    has_activities: bool  # known of a project that came through the door (policies.visible_project)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beteiligung")
        verbose_name_plural = _("Beteiligungen")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="participation_project_slug_once")
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the project with the municipality its place lies in."""
        self.municipality = self.place.municipality
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("participation:project", args=[self.municipality.slug, self.slug])

    @property
    def ref(self) -> Ref:
        """Names the project for the ground services."""
        return Ref("participation.project", self.public_id)

    @property
    def is_published(self) -> bool:
        """Tell whether it is out of the town hall: for everyone, or for those who were invited."""
        return hasattr(self, "publication")

    @property
    def is_private(self) -> bool:
        """Tell whether only those who were invited see it."""
        return self.access == self.Access.INVITED

    @property
    def is_listed(self) -> bool:
        """Tell whether everyone may see it."""
        return self.is_published and not self.is_private

    @property
    def timetable(self) -> "list[Phase]":
        """Return the phases in their order; asked once for each project."""
        return list(self.phases.all())

    @property
    def collects_ideas(self) -> bool:
        """Tell whether some phase is for ideas."""
        return any(phase.kind in Phase.WITH_IDEAS for phase in self.timetable)

    def phase_on(self, day: datetime.date) -> "Phase | None":
        """Return the phase that runs on a day, if any."""
        return next((phase for phase in self.timetable if phase.starts_on <= day <= phase.ends_on), None)

    def phase_after(self, day: datetime.date, kinds: Iterable[str] = ()) -> "Phase | None":
        """Return the next phase that begins after a day, of certain kinds if some are named."""
        wanted = set(kinds)
        return next((p for p in self.timetable if p.starts_on > day and (not wanted or p.kind in wanted)), None)

    def phase_before(self, day: datetime.date, kinds: Iterable[str]) -> "Phase | None":
        """Return the last phase of certain kinds that was over before a day."""
        wanted = set(kinds)
        return next((p for p in reversed(self.timetable) if p.ends_on < day and p.kind in wanted), None)

    def is_over(self, day: datetime.date) -> bool:
        """Tell whether the last phase has ended before a day."""
        phases = self.timetable
        return bool(phases) and phases[-1].ends_on < day


class Publication(models.Model):
    """A project is public; deleting the row makes it a draft again."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="publication")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Veröffentlichung")
        verbose_name_plural = _("Veröffentlichungen")

    def __str__(self) -> str:
        return f"{self.project} ({self.published_at:%d.%m.%Y})"


class Phase(models.Model):
    """A stretch of days in which something certain can be done."""

    class Kind(models.TextChoices):
        INFORMATION = "information", _("Information")
        IDEAS = "ideas", _("Ideen sammeln")
        COMMENTS = "comments", _("Unterstützen und kommentieren")
        ACTIVITIES = "activities", _("Mitmachen: Umfrage und anderes")
        DECISION = "decision", _("Beraten und entscheiden")
        RESULT = "result", _("Ergebnis")

    # In which kinds of phase people can do what.
    WITH_IDEAS: ClassVar = frozenset({Kind.IDEAS})
    WITH_VOICES: ClassVar = frozenset({Kind.IDEAS, Kind.COMMENTS, Kind.DECISION})  # support and comments
    INVITING: ClassVar = frozenset(
        {Kind.IDEAS, Kind.COMMENTS, Kind.ACTIVITIES}
    )  # their beginning and end are announced
    WITH_PEOPLE: ClassVar = frozenset({*WITH_VOICES, Kind.ACTIVITIES})  # anything at all

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="phases")
    title = models.CharField(_("Name der Phase"), max_length=80)
    kind = models.CharField(_("Was kann man tun?"), max_length=12, choices=Kind)
    starts_on = models.DateField(_("Erster Tag"))
    ends_on = models.DateField(_("Letzter Tag"))

    class Meta:
        verbose_name = _("Phase")
        verbose_name_plural = _("Phasen")
        ordering = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="participation_phase_ends_after_start"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["project", "starts_on"], name="participation_phase_order")]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """Names the phase for the ground services."""
        return Ref("participation.phase", self.public_id)

    @property
    def explanation(self) -> str:
        """Say in a sentence or two what people can do in it."""
        return str(_EXPLANATIONS[self.Kind(self.kind)])

    @property
    def takes_ideas(self) -> bool:
        """Tell whether ideas can be written in it."""
        return self.kind in self.WITH_IDEAS

    def days_left(self, day: datetime.date) -> int:
        """Return how many days remain after this one; 0 on the last day."""
        return (self.ends_on - day).days


_EXPLANATIONS = {
    Phase.Kind.INFORMATION: _("Lesen Sie nach, worum es geht. Mitreden können Sie in der nächsten Phase."),
    Phase.Kind.IDEAS: _("Schreiben Sie Ihre Idee, unterstützen Sie die Ideen anderer und reden Sie darüber."),
    Phase.Kind.COMMENTS: _("Neue Ideen nehmen wir nicht mehr an. Jetzt zählt, was Sie unterstützen und dazu sagen."),
    Phase.Kind.ACTIVITIES: _("Jetzt ist Ihre Meinung gefragt. Was Sie tun können, steht hier darunter."),
    Phase.Kind.DECISION: _(
        "Rathaus und Gemeinderat beraten über die Ideen. Unterstützen und kommentieren können Sie weiter."
    ),
    Phase.Kind.RESULT: _("Das Ergebnis steht fest. Hier lesen Sie, was aus den Ideen wird."),
}


class Category(models.Model):
    """What an idea is about, in the project's own words."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(_("Name"), max_length=60)
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")
        ordering = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "slug"], name="participation_category_slug_once")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the category; its address follows from the name the first time."""
        self.slug = self.slug or german_slug(self.name) or "thema"
        super().save(*args, **kwargs)


def check_phases(phases: Iterable[tuple[str, datetime.date, datetime.date]]) -> None:
    """Refuse phases (title, first day, last day) that end before they begin, stand in the wrong order or overlap."""
    before: tuple[str, datetime.date] | None = None
    for title, starts_on, ends_on in phases:
        if ends_on < starts_on:
            raise ValidationError(_("„%(title)s“ endet, bevor es beginnt."), params={"title": title})
        if before is not None and starts_on <= before[1]:
            raise ValidationError(
                _("„%(title)s“ beginnt am %(start)s, aber „%(before)s“ läuft noch bis %(end)s."),
                params={
                    "title": title,
                    "start": starts_on.strftime("%d.%m.%Y"),
                    "before": before[0],
                    "end": before[1].strftime("%d.%m.%Y"),
                },
            )
        before = (title, ends_on)


def free_slug(municipality: Place, title: str) -> str:
    """Return an address for a new project that no other project of the municipality has."""
    wanted = german_slug(title) or "projekt"
    taken = set(Project.objects.at(municipality).filter(slug__startswith=wanted).values_list("slug", flat=True))
    taken |= RESERVED_SLUGS
    return next(
        slug
        for number in range(1, len(taken) + 2)
        if (slug := f"{wanted}-{number}" if number > 1 else wanted) not in taken
    )
