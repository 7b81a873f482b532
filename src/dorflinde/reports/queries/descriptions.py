"""What the ground services ask about reports."""

import uuid
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from dorflinde.core.subjects import Description, ExpectedStep
from dorflinde.core.text import excerpt
from dorflinde.reports.models import Report

_SUGGESTIONS = 8
_QUOTE = 280


def describe_reports(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what reports show of themselves to feed, desk, trail and moderation."""
    reports = Report.objects.complete().filter(public_id__in=list(ids))
    return {report.public_id: _described(report) for report in reports}


def suggestions(municipality_id: int, words: str) -> list[Description]:
    """Return a few reports in which the words occur, for those who look for the origin of a measure."""
    found = Report.objects.visible().complete().filter(municipality=municipality_id)
    for word in words[:200].replace("\0", "").split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(public_text__icontains=word))
    return [_described(report) for report in found.newest_first()[:_SUGGESTIONS]]


def expected_steps(public_id: uuid.UUID) -> list[ExpectedStep]:
    """Return what should happen next to a report: the answer, then the solution."""
    report = Report.objects.filter(public_id=public_id).first()
    if report is None or report.is_closed:
        return []
    steps = [] if report.answered_at else [ExpectedStep(_("Antwort aus dem Rathaus"), when=report.answer_due_on)]
    return [*steps, ExpectedStep(_("Behoben oder entschieden"), when=report.solve_due_on)]


def is_photo_shown(path: str) -> bool:
    """Tell whether everyone may see a photo: its report stands on the page and the town hall let the photo there."""
    shown = Report.objects.visible().filter(is_photo_public=True)
    return shown.filter(Q(photo=path) | Q(photo_small=path)).exists()


def _described(report: Report) -> Description:
    vetted = report.public_text if report.is_published else ""  # nobody but the town hall reads more
    return Description(
        ref=report.ref,
        title=report.title,
        text=excerpt(vetted, longest=_QUOTE),
        full_text=vetted,
        url=report.get_absolute_url(),
        place_id=report.place_id,
        created_at=report.created_at,
        is_public=report.is_visible,
        author_id=report.author_id,
        author_name=_("Meldung aus dem Ort"),
        label=_("Meldung"),
        picture_url=report.photo_small.url if report.shows_photo else "",
        note=f"{report.category.name} · {report.get_status_display()}",
    )
