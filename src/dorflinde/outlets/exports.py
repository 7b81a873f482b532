"""What a person takes along of the messages they got."""

from typing import Any

from dorflinde.accounts.public import User

from .models import Notification, Rhythm


def rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return how often the person is written to, and the notifications, oldest first."""
    rhythm: list[dict[str, Any]] = [
        {"rhythm": row.kind, "weekday": row.weekday, "hour": row.hour} for row in Rhythm.objects.filter(user=user)
    ]
    return rhythm + [
        {
            "at": notification.created_at.isoformat(timespec="seconds"),
            "message": notification.title,
            "text": notification.text,
            "about": notification.url,
            "read_at": notification.read_at.isoformat(timespec="seconds") if notification.read_at else None,
        }
        for notification in Notification.objects.filter(user=user).order_by("pk").iterator()
    ]
