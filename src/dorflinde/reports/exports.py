"""What a person reported, for themselves."""

from typing import Any

from dorflinde.accounts.public import User

from .models import InternalNote, Report


def rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return everything a person reported and added, newest first."""
    reports = Report.objects.filter(author=user).for_lists().newest_first()
    added = InternalNote.objects.filter(author=user, is_by_reporter=True).select_related("report").order_by("-pk")
    return [
        *(
            {
                "kind": "report", "title": report.title, "text": report.text, "category": report.category.name,
                "place": report.place.name, "address": report.address, "lat": report.lat, "lon": report.lon,
                "photo": report.photo.url if report.photo else None, "answers": report.answers,
                "status": report.status, "url": report.get_absolute_url(),
                "at": report.created_at.isoformat(timespec="seconds"),
            }
            for report in reports
        ),
        *({"kind": "addition", "report": note.report.title, "text": note.text, "at": note.at.isoformat(timespec="seconds")} for note in added),
    ]  # fmt: skip
