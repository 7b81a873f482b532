"""Who plays in the story, and when things happened, told back from now."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from dorflinde.accounts.public import User
from dorflinde.places.public import Organisation


@dataclass
class Cast:
    """The people and publishers of the story, by the names the story gives them."""

    clerk: User
    manager: User
    people: dict[str, User] = field(default_factory=dict)
    organisations: dict[tuple[str, str], Organisation] = field(default_factory=dict)


def moment(entry: dict[str, Any]) -> datetime.datetime:
    """Return when something of the story happened, counted back from now; it never lies in the night."""
    if "minutes_ago" in entry or "hours_ago" in entry:
        ago = datetime.timedelta(minutes=entry.get("minutes_ago", 0), hours=entry.get("hours_ago", 0))
        return timezone.now() - ago
    return at_noon(entry["days_ago"], spread=entry.get("author", entry.get("title", "")))


def day_from_now(days: int) -> datetime.date:
    """Return a day of the story, counted from today; what lies behind is negative."""
    return timezone.localdate() + datetime.timedelta(days=days)


def at_noon(days_ago: int, *, spread: str = "") -> datetime.datetime:
    """Return a time in the daylight of a past day, a little different for each text."""
    minutes = sum(map(ord, spread)) % 540
    day = timezone.localtime() - datetime.timedelta(days=days_ago)
    return min(
        day.replace(hour=9, minute=0, second=0, microsecond=0) + datetime.timedelta(minutes=minutes), timezone.now()
    )
