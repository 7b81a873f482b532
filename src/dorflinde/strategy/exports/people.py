"""What is noted about those who have to do with the strategy, as files for the town hall: the plan, and all about one of them."""

import csv
import datetime
import io
import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.core.cells import inert
from dorflinde.strategy.models import (
    GoalValue,
    Stakeholder,
    StakeholderAssessment,
    StakeholderContact,
    VisionDraft,
    VisionVersion,
)
from dorflinde.strategy.queries import Appointment


def plan_as_csv(months: Sequence[tuple[datetime.date, Sequence[Appointment]]]) -> bytes:
    """Write the participation plan, one contact a line."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(
        [_("Tag"), _("Akteur"), _("Vorgehen"), _("Weg"), _("Ton"), _("Wie oft"), _("Wer kümmert sich"), _("Vereinbart")]
    )
    for _month, rows in months:
        writer.writerows([inert(cell) for cell in _line(row)] for row in rows)
    return out.getvalue().encode("utf-8-sig")  # without the mark Excel would read the umlauts wrongly


def all_about(stakeholder: Stakeholder) -> bytes:
    """Write everything that is kept of one stakeholder (Art. 15 GDPR), as the town hall hands it out."""
    said: dict[str, Any] = {
        "name": stakeholder.name,
        "kind": stakeholder.kind,
        "group": stakeholder.typical,
        "brings": stakeholder.brings,
        "channel": stakeholder.channel,
        "tone": stakeholder.tone,
        "rhythm": stakeholder.rhythm,
        "responsible": stakeholder.responsible,
        "contact_details": stakeholder.contact_details,
        "next_contact_on": stakeholder.next_contact_on,
        "organisation": stakeholder.organisation.name if stakeholder.organisation else "",
        "noted_at": stakeholder.created_at,
        "assessments": [
            {"on": one.assessed_on, "interest": one.interest, "influence": one.influence, "attitude": one.attitude, "reason": one.reason}
            for one in stakeholder.assessments.all()
        ],
        "contacts": [{"on": one.on, "note": one.note} for one in stakeholder.contacts.all()],
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=2, default=str).encode()


def people_rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return what a member of staff noted about stakeholders, vision and goals, with its day; not what it says about others."""
    return [
        *(
            {"kind": "stakeholder", "at": one.created_at.isoformat()}
            for one in Stakeholder.objects.filter(created_by=user)
        ),
        *(
            {"kind": "stakeholder assessment", "at": one.assessed_on.isoformat()}
            for one in StakeholderAssessment.objects.filter(assessed_by=user)
        ),
        *(
            {"kind": "stakeholder contact", "at": one.on.isoformat()}
            for one in StakeholderContact.objects.filter(noted_by=user)
        ),
        *(
            {"kind": "vision draft", "at": one.written_on.isoformat(), "text": one.text}
            for one in VisionDraft.objects.filter(entered_by=user)
        ),
        *(
            {"kind": "vision version", "at": one.saved_at.isoformat(), "text": one.text, "reason": one.reason}
            for one in VisionVersion.objects.filter(saved_by=user)
        ),
        *({"kind": "goal value", "at": one.on.isoformat()} for one in GoalValue.objects.filter(noted_by=user)),
    ]


def _line(row: Appointment) -> list[str]:
    one = row.stakeholder
    return [
        f"{row.day:%d.%m.%Y}",
        one.name,
        str(one.latest.quadrant.label) if one.latest else "",
        one.get_channel_display(),
        one.tone,
        str(Stakeholder.Rhythm(one.suggested_rhythm).label) if one.suggested_rhythm else "",
        one.responsible,
        _("ja") if row.is_planned else _("nach dem Rhythmus"),
    ]
