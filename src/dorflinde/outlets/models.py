"""What was delivered to whom: one row for each person and message, so that nothing is told twice."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.ids import uuid7
from dorflinde.feed.public import OutboxItem


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
    item = models.ForeignKey(OutboxItem, on_delete=models.CASCADE, related_name="+")
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
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["not_before"], condition=Q(sent_at__isnull=True), name="outlets_letters_waiting")
        ]

    def __str__(self) -> str:
        return str(self.item)
