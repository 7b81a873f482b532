"""What the records tell about one person, for that person."""

from typing import Any

from dorflinde.accounts.public import User

from .models import Record


def rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return what somebody did and when, oldest first."""
    records = Record.objects.filter(actor=user).select_related("chain__place").order_by("at", "pk")
    return [
        {
            "at": record.at.isoformat(timespec="seconds"),
            "did": record.verb,
            "to": f"{record.subject_kind}:{record.subject_id}" if record.subject_id else "",
            "place": record.chain.place.name if record.chain.place else "",
        }
        for record in records
    ]
