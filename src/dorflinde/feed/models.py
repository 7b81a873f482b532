"""The stream of a place, and the outbox from which every outlet delivers."""

import datetime
from collections.abc import Iterable
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Organisation, Place


class SenderKind(models.TextChoices):
    """Who speaks; residents must always see it (Staatsferne der Presse)."""

    HALL = "hall", _("Rathaus")
    CLUB = "club", _("Verein")
    BUSINESS = "business", _("Betrieb")
    PERSON = "person", _("aus dem Ort")
    REGION = "region", _("Region")


class EntryQuerySet(models.QuerySet["Entry"]):
    """The vocabulary of the stream."""

    def current(self) -> Self:
        """Return what is published and has not run out."""
        now = timezone.now()
        return self.filter(Q(published_at__lte=now), Q(expires_at__isnull=True) | Q(expires_at__gt=now))

    def at(self, place: Place) -> Self:
        """Return the entries of a municipality, or of one village in it."""
        if place.kind == Place.Kind.MUNICIPALITY:
            return self.filter(municipality=place).without(place.modules_off)
        if place.kind == Place.Kind.VILLAGE:
            return self.filter(place=place).without(place.municipality.modules_off)
        return self.filter(municipality__parent=place)

    def without(self, modules_off: Iterable[str], **where: Place) -> Self:
        """Leave out what comes from switched-off modules, everywhere or at one place: it would lead nowhere."""
        found = self
        for name in modules_off:
            found = found.exclude(subject_kind__startswith=f"{name}.", **where)
        return found

    def switched_on(self) -> Self:
        """Leave out at each municipality what comes from modules it has switched off; for streams of several."""
        found = self
        for place in Place.objects.filter(kind=Place.Kind.MUNICIPALITY).exclude(modules_off=[]):
            found = found.without(place.modules_off, municipality=place)
        return found

    def unmuted(self, muted: Iterable[int]) -> Self:
        """Leave out what these people write as themselves; what they publish for an organisation stays."""
        return self.exclude(author__in=muted, sender_kind=SenderKind.PERSON)

    def pinned(self) -> Self:
        """Return the official items that are held on top for now."""
        return self.filter(pinned_until__gt=timezone.now())

    def newest_first(self) -> Self:
        """Return the entries in reading order: by time alone, no ranking."""
        return self.order_by("-published_at", "-pk")

    def before(self, moment: datetime.datetime, pk: int) -> Self:
        """Return what follows an entry in reading order (keyset paging: as quick at ten million as at ten)."""
        return self.filter(Q(published_at__lt=moment) | Q(published_at=moment, pk__lt=pk))


class Entry(models.Model):
    """One line of the stream: enough to show it, and the address of the thing itself."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=20)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    label = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    searchable = models.TextField(editable=False)
    url = models.CharField(max_length=300)
    picture_url = models.CharField(max_length=300, blank=True)
    picture_alt = models.CharField(max_length=300, blank=True)
    sender_kind = models.CharField(max_length=10, choices=SenderKind)
    sender_name = models.CharField(max_length=150)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(default=timezone.now)
    pinned_until = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Eintrag")
        verbose_name_plural = _("Einträge")
        indexes: ClassVar = [
            models.Index(fields=["municipality", "-published_at", "-id"], name="feed_municipality_newest"),
            models.Index(fields=["place", "-published_at", "-id"], name="feed_place_newest"),
            models.Index(fields=["municipality", "channel", "-published_at", "-id"], name="feed_channel_newest"),
            models.Index(fields=["subject_kind", "subject_id"], name="feed_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_one_text(self) -> bool:
        """Tell whether the title only repeats how the text begins, as with a short post: then the text alone is shown."""
        return bool(self.text) and self.text.startswith(self.title.rstrip("….:,;"))

    @property
    def ref(self) -> Ref:
        """Names the thing behind the entry."""
        return Ref(self.subject_kind, self.subject_id)


class OutboxItem(models.Model):
    """Something that must reach people; written in the same transaction as the change it tells of.

    Outlets claim waiting rows instead of reading by an id cursor: on PostgreSQL ids become visible
    out of order, and a cursor would step over a late one (docs/decisions/0004).
    """

    class Audience(models.TextChoices):
        PLACE = "place", _("alle, die dem Ort folgen")
        FOLLOWERS = "followers", _("alle, die der Sache folgen")
        PERSON = "person", _("eine Person")
        ADDRESS = "address", _("eine E-Mail-Adresse")

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    audience = models.CharField(max_length=10, choices=Audience)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.EmailField(blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    handed_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Ausgangspost")
        verbose_name_plural = _("Ausgangspost")
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(handed_out_at__isnull=True), name="feed_outbox_waiting")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref | None:
        """Names the thing it tells of, if any."""
        return Ref(self.subject_kind, self.subject_id) if self.subject_id else None
