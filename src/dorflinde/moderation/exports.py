"""The log of decisions as a file for tables: nothing about who reported."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.core import subjects

from .models import Decision

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Line:
    """One decision as the log shows it."""

    decision: Decision
    label: str
    days: int
    is_turned: bool


def lines(decisions: Iterable[Decision]) -> list[Line]:
    """Return the decisions with what is worth knowing about them."""
    return [
        Line(
            decision,
            str(subjects.subject(decision.notice.subject_kind).label)
            if subjects.known(decision.notice.subject_kind)
            else decision.notice.subject_kind,
            (decision.decided_at - decision.notice.created_at).days,
            any(complaint.is_upheld for complaint in decision.complaints.all()),
        )
        for decision in decisions
    ]


def as_csv(decisions: Iterable[Decision]) -> bytes:
    """Return the log for German spreadsheets: semicolons, UTF-8 with a mark; no cell can be read as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([
        _("Aktenzeichen"), _("Gemeinde"), _("eingegangen"), _("entschieden"), _("Tage"), _("Art"), _("gemeldet als"),
        _("Entscheidung"), _("Grundlage"), _("Begründung"), _("Beschwerden"), _("nach Beschwerde geändert"),
    ])  # fmt: skip
    for line in lines(decisions):
        decision, notice = line.decision, line.decision.notice
        row = [
            notice.reference, notice.place.name, f"{timezone.localtime(notice.created_at):%d.%m.%Y}",
            f"{timezone.localtime(decision.decided_at):%d.%m.%Y}", str(line.days), line.label,
            notice.get_category_display(), decision.get_outcome_display(), decision.get_ground_display(), decision.reason,
            str(len(decision.complaints.all())), _("ja") if line.is_turned else _("nein"),
        ]  # fmt: skip
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")
