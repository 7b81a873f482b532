"""Workshops: when and where people sat together, what was on the agenda, and what stood on the cards."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place

from .field import FieldOfAction

CARD_KIND = "strategy.card"


def meeting_photo_path(_owner: object, _name: str) -> str:
    """Return a new address for a photo; the name it had on the phone is forgotten."""
    return f"werkstatt/{uuid7()}.jpg"


class Meeting(models.Model):
    """A workshop of the strategy: residents, council and town hall at one table."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(_("Name"), max_length=160)
    starts_at = models.DateTimeField(_("Wann?"))
    venue = models.CharField(_("Wo?"), max_length=160, blank=True)
    people = models.PositiveSmallIntegerField(_("Wie viele Menschen?"), null=True, blank=True)
    groups = models.CharField(_("Gruppen"), max_length=300, blank=True)
    summary = models.TextField(_("Zusammenfassung"), blank=True, max_length=4000)
    published_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    class Meta:
        verbose_name = _("Werkstatt")
        verbose_name_plural = _("Werkstätten")
        ordering: ClassVar = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the public protocol."""
        return reverse("strategy:protocol", args=[self.municipality.slug, self.public_id])

    @property
    def group_names(self) -> list[str]:
        """The groups at the tables."""
        return [name for part in self.groups.split(",") if (name := part.strip())]


class AgendaItem(models.Model):
    """One point of the agenda with its minutes and what is needed for it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    title = models.CharField(_("Programmpunkt"), max_length=160)
    text = models.CharField(_("Wie es geht"), max_length=600, blank=True)
    minutes = models.PositiveSmallIntegerField(_("Minuten"), default=15)
    material = models.CharField(_("Material"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("Programmpunkt")
        verbose_name_plural = _("Programmpunkte")
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class CardQuerySet(models.QuerySet["MeetingCard"]):
    """The vocabulary of cards."""

    def kept(self) -> Self:
        """Return the cards that were neither thrown away nor merged into another."""
        return self.filter(gone_at__isnull=True)

    def published(self) -> Self:
        """Return the cards everyone may read: those of a published protocol."""
        return self.kept().filter(meeting__published_at__isnull=False)


class MeetingCard(models.Model):
    """What somebody said in a workshop, as it stood on the card."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="cards")
    text = models.CharField(_("Karte"), max_length=300)
    topic = models.CharField(_("Thema"), max_length=80, blank=True)
    field = models.ForeignKey(
        FieldOfAction,
        verbose_name=_("Handlungsfeld"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    group = models.CharField(_("Gruppe"), max_length=80, blank=True)
    count = models.PositiveSmallIntegerField(_("So oft genannt"), default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True, editable=False)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged", editable=False)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("Karte")
        verbose_name_plural = _("Karten")
        ordering: ClassVar = ["topic", "at", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def ref(self) -> Ref:
        """Names the card for trail and measures."""
        return Ref(CARD_KIND, self.public_id)


class MeetingPhoto(models.Model):
    """A photo of the wall: stored without a trace of where and by whom it was taken."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="photos")
    photo = models.ImageField(_("Foto"), upload_to=meeting_photo_path)
    alt = models.CharField(_("Was ist zu sehen?"), max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Foto")
        verbose_name_plural = _("Fotos")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.alt
