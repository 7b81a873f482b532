"""What was delivered to whom: one row for each person and message, or for each program and event, so that nothing is told twice."""

import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.feed.public import OutboxItem
from dorflinde.places.public import Place

HOOK_KIND = "outlets.hook"
TRIAL = "test"  # the event that only shows whether a program answers


class NotificationQuerySet(models.QuerySet["Notification"]):
    """The vocabulary of notifications."""

    def unread(self) -> Self:
        """Return what the person has not opened yet."""
        return self.filter(read_at__isnull=True)

    def unread_first(self) -> Self:
        """Return the notifications in reading order: new ones on top, each part newest first."""
        return self.order_by(Case(When(read_at__isnull=True, then=Value(0)), default=Value(1)), "-created_at", "-pk")


class Notification(models.Model):
    """A message in the app."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    item = models.ForeignKey(OutboxItem, null=True, on_delete=models.SET_NULL, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitteilung")
        verbose_name_plural = _("Mitteilungen")
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "user"], name="outlets_notification_once")]
        indexes: ClassVar = [
            models.Index(fields=["user", "-created_at", "-id"], name="outlets_newest"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="outlets_unread"),
            models.Index(fields=["created_at"], name="outlets_oldest"),
        ]

    def __str__(self) -> str:
        return self.title


class Rhythm(models.Model):
    """Somebody wants many messages in one letter, every day or every week; without this row each message goes at once."""

    class Kind(models.TextChoices):
        DAILY = "daily", _("einmal am Tag")
        WEEKLY = "weekly", _("einmal in der Woche")

    HOURS: ClassVar = (7, 12, 18)  # none of them is ever skipped or doubled when the clocks change
    MORNING: ClassVar = 7
    FRIDAY: ClassVar = 4

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_rhythm")
    kind = models.CharField(max_length=8, choices=Kind)
    weekday = models.PositiveSmallIntegerField(default=FRIDAY)  # Monday is 0
    hour = models.PositiveSmallIntegerField(default=MORNING)
    next_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Rhythmus")
        verbose_name_plural = _("Rhythmen")
        indexes: ClassVar = [models.Index(fields=["next_at"], name="outlets_digests_due")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"

    def following(self, moment: datetime.datetime) -> datetime.datetime:
        """Return the first time after a moment at which a digest is due, by the clocks of the place."""
        day = timezone.localdate(moment)
        while True:
            at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(self.hour)))
            if at > moment and (self.kind == self.Kind.DAILY or day.weekday() == self.weekday):
                return at
            day += datetime.timedelta(days=1)


class Digest(models.Model):
    """Many messages in one letter."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Sammelbrief")
        verbose_name_plural = _("Sammelbriefe")
        indexes: ClassVar = [models.Index(fields=["made_at"], name="outlets_digests_oldest")]

    def __str__(self) -> str:
        return f"{self.user}: {self.made_at:%d.%m.%Y}"


class DigestLineQuerySet(models.QuerySet["DigestLine"]):
    """The vocabulary of lines."""

    def waiting(self) -> Self:
        """Return what is in no digest yet."""
        return self.filter(digest__isnull=True)


class DigestLine(models.Model):
    """A message that waits for somebody's digest, or the digest it went with: so it goes once."""

    item = models.ForeignKey(OutboxItem, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.ForeignKey(Digest, null=True, blank=True, on_delete=models.CASCADE, related_name="lines")

    objects = DigestLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zeile eines Sammelbriefs")
        verbose_name_plural = _("Zeilen von Sammelbriefen")
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "user"], name="outlets_line_once")]
        indexes: ClassVar = [
            models.Index(fields=["user"], condition=Q(digest__isnull=True), name="outlets_lines_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.item}"


class LetterQuerySet(models.QuerySet["Letter"]):
    """The vocabulary of letters."""

    def due(self, *, attempts: int) -> Self:
        """Return what waits to be sent now and was not tried too often."""
        return self.filter(sent_at__isnull=True, not_before__lte=timezone.now(), attempts__lt=attempts)


class Letter(models.Model):
    """A message by e-mail: waiting, under way, or sent. What it says is written when it is sent, from the outbox."""

    public_id = models.UUIDField(
        default=uuid7, unique=True, editable=False
    )  # is the Message-ID: a repeat is recognised
    item = models.ForeignKey(OutboxItem, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    digest = models.OneToOneField(Digest, null=True, blank=True, on_delete=models.CASCADE, related_name="letter")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.EmailField(blank=True)  # of people without an account; goes when the letter is sent or given up
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("Brief")
        verbose_name_plural = _("Briefe")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "user"], condition=Q(user__isnull=False), name="outlets_letter_once"
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=False, digest__isnull=True) | Q(item__isnull=True, digest__isnull=False),
                name="outlets_letter_says_one_thing",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["not_before"], condition=Q(sent_at__isnull=True), name="outlets_letters_waiting")
        ]

    def __str__(self) -> str:
        return str(self.item or self.digest)


class HookQuerySet(models.QuerySet["Hook"]):
    """The vocabulary of hooks."""

    def of(self, place: Place) -> Self:
        """Return the hooks of a municipality by name."""
        return self.filter(place=place).order_by("title", "pk")

    def switched_on(self) -> Self:
        """Return what is called when something happens."""
        return self.filter(off_at__isnull=True)


class Hook(models.Model):
    """A program elsewhere that is told when something happens in a municipality's plans."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+", editable=False)
    title = models.CharField(
        _("Name"), max_length=100, help_text=_("Wer wird benachrichtigt? Zum Beispiel: Website des Landkreises.")
    )
    url = models.CharField(
        _("Adresse"), max_length=500, help_text=_("Die Adresse, an die wir senden; sie beginnt mit https://.")
    )
    events = models.JSONField(_("Bei welchen Ereignissen?"), default=list)
    secret = models.CharField(max_length=80, editable=False)
    # Both keys sign for a while after a change, so that the other side loses nothing while it changes over.
    old_secret = models.CharField(max_length=80, blank=True, editable=False)
    old_until = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # A program that does not answer is left alone for a while, the longer the more often it failed in a row.
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    rest_until = models.DateTimeField(null=True, editable=False)
    off_at = models.DateTimeField(null=True, editable=False)
    off_reason = models.CharField(max_length=300, blank=True, editable=False)

    objects = HookQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anschluss")
        verbose_name_plural = _("Anschlüsse")

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """Names the hook for desk and audit."""
        return Ref(HOOK_KIND, self.public_id)

    @property
    def is_on(self) -> bool:
        """Tell whether it is called."""
        return self.off_at is None

    @property
    def secrets(self) -> list[str]:
        """The keys that sign today, the newest first."""
        is_old_valid = self.old_secret and self.old_until is not None and self.old_until > timezone.now()
        return [self.secret, self.old_secret] if is_old_valid else [self.secret]


class HookEvent(models.Model):
    """Something happened that programs may hear of: its kind and where to read more, nothing else."""

    public_id = models.UUIDField(
        default=uuid7, unique=True, editable=False
    )  # is the webhook-id: a repeat is recognised
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)  # the same again within one save is no second event
    data = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Ereignis")
        verbose_name_plural = _("Ereignisse")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "kind", "key"], name="outlets_hook_event_once")
        ]

    def __str__(self) -> str:
        return self.kind


class HookCallQuerySet(models.QuerySet["HookCall"]):
    """The vocabulary of calls."""

    def waiting(self) -> Self:
        """Return what was neither taken nor given up."""
        return self.filter(done_at__isnull=True, given_up_at__isnull=True)

    def due(self) -> Self:
        """Return what should be sent now: its program is switched on and not resting."""
        now = timezone.now()
        is_rested = Q(hook__rest_until__isnull=True) | Q(hook__rest_until__lte=now) | Q(event__kind=TRIAL)
        return self.waiting().filter(is_rested, hook__off_at__isnull=True, not_before__lte=now)


class HookCall(models.Model):
    """A program is told of an event: waiting, taken, or given up; with what it answered last."""

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="calls")
    event = models.ForeignKey(HookEvent, on_delete=models.CASCADE, related_name="calls")
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True)
    problem = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    objects = HookCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("Aufruf")
        verbose_name_plural = _("Aufrufe")
        constraints: ClassVar = [models.UniqueConstraint(fields=["hook", "event"], name="outlets_hook_call_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["not_before"],
                condition=Q(done_at__isnull=True, given_up_at__isnull=True),
                name="outlets_calls_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.hook}: {self.event}"
