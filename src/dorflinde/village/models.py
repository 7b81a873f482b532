"""Short posts from people to people, the replies beneath them, thanks, and what became of them."""

import datetime
import re
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts.public import Actor, User, muted_by, name_of
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.core.text import excerpt
from dorflinde.places.public import Place

POST = "village.post"
REPLY = "village.reply"
TIME_TO_EDIT = datetime.timedelta(minutes=15)  # long enough for a slip of the finger, too short to turn a thread round
KEPT_AFTER_THE_END = datetime.timedelta(days=365)
_LONGEST_HEADLINE = 90
_SENTENCE = re.compile(rf".{{10,{_LONGEST_HEADLINE - 1}}}?[.!?](?=\s)")


class Channel(models.TextChoices):
    """What a post is about; few channels, so that none looks dead."""

    TALK = "plausch", _("Plausch")
    OFFER = "biete", _("Biete")
    WANTED = "suche", _("Suche")


CHANNEL_ICONS = {Channel.TALK: "talk", Channel.OFFER: "offer", Channel.WANTED: "wanted"}
CHANNEL_TONES = {Channel.TALK: "grey", Channel.OFFER: "plain", Channel.WANTED: "sunny"}
DAYS_OPEN = {Channel.OFFER: 60, Channel.WANTED: 60}  # the talk stays


class PostQuerySet(models.QuerySet["Post"]):
    """The vocabulary of the talk."""

    def shown(self) -> Self:
        """Return what moderation has not taken off."""
        return self.filter(hiding__isnull=True)

    def current(self) -> Self:
        """Return what is neither settled nor run out."""
        return self.filter(Q(closure__isnull=True), Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()))

    def at(self, place: Place) -> Self:
        """Return the posts of a municipality, or of one village in it."""
        if place.kind == Place.Kind.VILLAGE:
            return self.filter(place=place)
        return self.filter(municipality=place)

    def around(self, municipality: Place) -> Self:
        """Return the posts of the other municipalities of the region."""
        return self.filter(municipality__parent=municipality.parent_id).exclude(municipality=municipality)

    def unmuted(self, user: Actor) -> Self:
        """Leave out what people write whom somebody does not want to read."""
        return self.exclude(author__in=muted_by(user))

    def newest_first(self) -> Self:
        """Return the posts in reading order: by time alone, every post has the same chance."""
        return self.order_by("-created_at", "-pk")

    def long_over(self) -> Self:
        """Return what ran out or was settled so long ago that nobody needs it any more."""
        then = timezone.now() - KEPT_AFTER_THE_END
        return self.filter(Q(expires_at__lt=then) | Q(closure__closed_at__lt=then))

    def before(self, post: "Post") -> Self:
        """Return what follows a post in reading order."""
        return self.filter(Q(created_at__lt=post.created_at) | Q(created_at=post.created_at, pk__lt=post.pk))

    def for_lists(self) -> Self:
        """Bring along what a line of a list shows, in one question."""
        replies = Count("replies", filter=Q(replies__hiding__isnull=True), distinct=True)
        return self.select_related("author", "place", "municipality", "closure").annotate(
            reply_count=replies, thanks_count=Count("thanks", distinct=True)
        )

    def with_thanks_of(self, user: Actor) -> Self:
        """Mark what someone has already given thanks for."""
        own = Thanks.objects.filter(post=OuterRef("pk"), user=user.pk if isinstance(user, User) else None)
        return self.annotate(is_thanked=Exists(own))


class Post(models.Model):
    """A few words to the neighbours."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    channel = models.CharField(_("Kanal"), max_length=10, choices=Channel)
    place = models.ForeignKey(Place, verbose_name=_("Ort"), on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("wer schreibt"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    text = models.TextField(_("Text"), max_length=2000)
    photo = models.ImageField(
        _("Foto"), upload_to="funk/%Y/%m/", blank=True, width_field="photo_width", height_field="photo_height"
    )
    photo_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    photo_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    photo_alt = models.CharField(_("Bildbeschreibung"), max_length=250, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beitrag im Funk")
        verbose_name_plural = _("Beiträge im Funk")
        indexes: ClassVar = [
            models.Index(fields=["municipality", "-created_at", "-id"], name="village_municipality_newest"),
            models.Index(fields=["municipality", "channel", "-created_at", "-id"], name="village_channel_newest"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """Return the address of the post."""
        return reverse("village:post", args=[self.municipality.slug, self.public_id])

    @property
    def ref(self) -> Ref:
        """Names the post for the ground services."""
        return Ref(POST, self.public_id)

    @property
    def author_name(self) -> str:
        """The name others see; an erased account leaves none."""
        return name_of(self.author)

    @property
    def headline(self) -> str:
        """The first line, or its first sentence, if it is short enough for a headline; otherwise how the text begins."""
        return self._parts[0]

    @property
    def rest(self) -> str:
        """What the headline does not say yet; everything where the headline had to be cut."""
        return self._parts[1]

    @property
    def _parts(self) -> tuple[str, str]:
        text = self.text.strip()
        line, _break, others = text.partition("\n")
        if len(line.strip()) <= _LONGEST_HEADLINE:
            return line.strip(), others.strip()
        sentence = _SENTENCE.match(text)
        if sentence:
            return sentence.group().strip(), text[sentence.end() :].strip()
        return excerpt(line, longest=_LONGEST_HEADLINE), text

    @property
    def icon(self) -> str:
        """The sign of its channel."""
        return CHANNEL_ICONS[Channel(self.channel)]

    @property
    def tone(self) -> str:
        """The tone of its channel's tag."""
        return CHANNEL_TONES[Channel(self.channel)]

    @property
    def is_closed(self) -> bool:
        """Tell whether it is settled."""
        return hasattr(self, "closure")

    @property
    def is_hidden(self) -> bool:
        """Tell whether moderation took it off."""
        return hasattr(self, "hiding")

    @property
    def has_run_out(self) -> bool:
        """Tell whether its time is over."""
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def may_be_closed(self) -> bool:
        """Tell whether „erledigt“ means something here: offers and searches end, talk does not."""
        return Channel(self.channel) in DAYS_OPEN

    @property
    def is_fresh(self) -> bool:
        """Tell whether the author may still mend it."""
        return timezone.now() - self.created_at < TIME_TO_EDIT


class Reply(models.Model):
    """An answer beneath a post; flat, so that it reads like a talk."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("Antwort"), max_length=1000)
    created_at = models.DateTimeField(default=timezone.now)
    is_sample = models.BooleanField(_("Beispiel"), default=False)

    is_waiting = False  # for a look of the moderation: set where only the author sees it

    class Meta:
        verbose_name = _("Antwort im Funk")
        verbose_name_plural = _("Antworten im Funk")
        indexes: ClassVar = [models.Index(fields=["post", "created_at", "id"], name="village_replies_in_order")]

    def __str__(self) -> str:
        return excerpt(self.text, longest=60)

    def get_absolute_url(self) -> str:
        """Return the address of the reply on the page of its post."""
        return f"{self.post.get_absolute_url()}#{self.anchor}"

    @property
    def ref(self) -> Ref:
        """Names the reply for the ground services."""
        return Ref(REPLY, self.public_id)

    @property
    def anchor(self) -> str:
        """Its place on the page of the post."""
        return f"antwort-{self.public_id}"


class Thanks(models.Model):
    """Someone says thank you; one each, and it can be taken back."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="thanks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Dank")
        verbose_name_plural = _("Dank")
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "user"], name="village_thanks_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.post}"


class Closure(models.Model):
    """An offer or a search is settled: found, given away, no longer needed; deleting the row opens it again."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="closure")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Erledigung")
        verbose_name_plural = _("Erledigungen")

    def __str__(self) -> str:
        return f"{self.post}: {self.closed_at:%d.%m.%Y}"


class Hiding(models.Model):
    """Moderation took a post or a reply off the page: who, when, why; deleting the row brings it back."""

    post = models.OneToOneField(Post, null=True, blank=True, on_delete=models.CASCADE, related_name="hiding")
    reply = models.OneToOneField(Reply, null=True, blank=True, on_delete=models.CASCADE, related_name="hiding")
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("ausgeblendeter Beitrag")
        verbose_name_plural = _("ausgeblendete Beiträge")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, reply__isnull=True) | Q(post__isnull=True, reply__isnull=False),
                name="village_hides_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post or self.reply}: {self.hidden_at:%d.%m.%Y}"
