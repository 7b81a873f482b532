"""What a person has seen."""

from django.utils import timezone

from dorflinde.accounts.public import User
from dorflinde.outlets.models import Notification


def mark_read(notification: Notification) -> None:
    """Say that a notification was opened; the first time counts."""
    Notification.objects.unread().filter(pk=notification.pk).update(read_at=timezone.now())


def mark_all_read(user: User) -> int:
    """Say that a person has seen everything; returns how many were new."""
    return Notification.objects.unread().filter(user=user).update(read_at=timezone.now())
