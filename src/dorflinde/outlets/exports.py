"""What a person takes along of the messages they got."""

from typing import Any

from dorflinde.accounts.public import User

from .models import Notification


def rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return the person's notifications, oldest first."""
    return [
        {
            "at": notification.created_at.isoformat(timespec="seconds"),
            "message": notification.title,
            "text": notification.text,
            "about": notification.url,
            "read_at": notification.read_at.isoformat(timespec="seconds") if notification.read_at else None,
        }
        for notification in Notification.objects.filter(user=user).order_by("pk").iterator()
    ]
