"""The log of decisions as a file for tables, without anyone who reported; and what is kept about one person."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.core import subjects

from .models import Complaint, Decision, Notice, Review, WritingPause

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
        _("Entscheidung"), _("Grundlage"), _("Begründung"), _("Beschwerden"), _("nach Beschwerde geändert"), _("zurückgenommen"),
    ])  # fmt: skip
    for line in lines(decisions):
        decision, notice = line.decision, line.decision.notice
        row = [
            notice.reference, notice.place.name, f"{timezone.localtime(notice.created_at):%d.%m.%Y}",
            f"{timezone.localtime(decision.decided_at):%d.%m.%Y}", str(line.days), line.label,
            _("von der Moderation selbst") if notice.is_own_initiative else notice.get_category_display(), decision.get_outcome_display(), decision.get_ground_display(), decision.reason,
            str(len(decision.complaints.all())), _("ja") if line.is_turned else _("nein"),
            _("nein") if decision.is_in_force else _("ja"),
        ]  # fmt: skip
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return what somebody reported, complained of and decided, each oldest first."""
    reported = Notice.objects.filter(Q(reporter=user) | Q(email__iexact=user.email)).oldest_first()
    rows: list[dict[str, Any]] = [
        {
            "reported": notice.reference,
            "at": notice.created_at.isoformat(timespec="seconds"),
            "address": notice.url,
            "category": notice.category,
            "explanation": notice.explanation,
            "name": notice.name,
            "email": notice.email,
        }
        for notice in reported
    ]
    rows += [
        {
            "complained": one.decision.notice.reference,
            "at": one.created_at.isoformat(timespec="seconds"),
            "text": one.text,
            "answer": one.answer,
        }
        for one in Complaint.objects.filter(author=user).select_related("decision__notice").order_by("pk")
    ]
    rows += [
        {
            "waited": str(one.ref),
            "at": one.submitted_at.isoformat(timespec="seconds"),
            "why": one.why,
        }
        for one in Review.objects.filter(author=user).oldest_first()
    ]
    rows += [
        {
            "pause_at": one.place.name,
            "at": one.began_at.isoformat(timespec="seconds"),
            "until": one.until.isoformat(timespec="seconds"),
        }
        for one in WritingPause.objects.filter(person=user).select_related("place").order_by("pk")
    ]
    rows += [
        {
            "decided": one.notice.reference,
            "at": one.decided_at.isoformat(timespec="seconds"),
            "outcome": one.outcome,
            "reason": one.reason,
        }
        for one in Decision.objects.filter(decided_by=user).select_related("notice").order_by("pk")
    ]
    return rows
