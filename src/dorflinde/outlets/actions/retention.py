"""Forgets messages that have had their time."""

import datetime

from django.db.models import QuerySet
from django.utils import timezone

from dorflinde.feed.public import OutboxItem
from dorflinde.outlets.models import Digest, HookEvent, Letter, Notification

NOTIFICATIONS = datetime.timedelta(days=365)
LETTERS = datetime.timedelta(days=30)
EVENTS = datetime.timedelta(days=30)  # what programs were told, with their answers
OUTBOX = datetime.timedelta(days=90)
_MOST = 5000  # rows a round; the next one follows within the hour


def forget_what_is_due() -> int:
    """Delete letters and told events a month old, handed-out items of a quarter ago, notifications of last year; returns how many went."""
    now = timezone.now()
    return (
        _delete(Letter.objects.filter(created_at__lt=now - LETTERS))
        + _delete(Digest.objects.filter(made_at__lt=now - LETTERS))
        + _delete(Notification.objects.filter(created_at__lt=now - NOTIFICATIONS, is_sample=False))
        + _delete(OutboxItem.objects.filter(handed_out_at__lt=now - OUTBOX))
        + _delete(HookEvent.objects.filter(at__lt=now - EVENTS))
    )


def _delete(
    rows: "QuerySet[Digest] | QuerySet[Letter] | QuerySet[Notification] | QuerySet[OutboxItem] | QuerySet[HookEvent]",
) -> int:
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:_MOST])
    rows.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)
