"""What the desk keeps about the people who work at it."""

from typing import Any

from dorflinde.accounts.public import User

from .models import Settlement


def rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return what somebody settled at the desk, oldest first."""
    settlements = Settlement.objects.filter(settled_by=user).select_related("todo").order_by("settled_at", "pk")
    return [
        {"settled": one.todo.title, "outcome": one.outcome, "at": one.settled_at.isoformat(timespec="seconds")}
        for one in settlements
    ]
