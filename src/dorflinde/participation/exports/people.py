"""What a person wrote, supported and answered here, for themselves."""

from typing import Any

from dorflinde.accounts.public import User
from dorflinde.participation.models import (
    AnswerSheet,
    Comment,
    Idea,
    Invitee,
    Opinion,
    Statement,
    SurveyAnswer,
    Turnout,
)


def rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return everything a person wrote and supported here, as they may take it along."""
    ideas = Idea.objects.filter(author=user).select_related("project", "place").order_by("created_at")
    comments = Comment.objects.filter(author=user).select_related("idea").order_by("created_at")
    supports = user.supported_ideas.select_related("idea").order_by("created_at")
    return [
        *(
            {
                "kind": "idea", "title": idea.title, "text": idea.text, "project": idea.project.title,
                "place": idea.place.name, "lat": idea.lat, "lon": idea.lon, "photo": idea.photo.name,
                "at": idea.created_at.isoformat(), "url": idea.get_absolute_url(),
            }
            for idea in ideas.select_related("project__municipality")
        ),
        *(
            {"kind": "comment", "text": row.text, "idea": row.idea.title, "at": row.created_at.isoformat()}
            for row in comments
        ),
        *({"kind": "support", "idea": row.idea.title, "at": row.created_at.isoformat()} for row in supports),
        *_sheets(user),
        *_opinions(user),
        *(
            {"kind": "invitation", "project": row.invitation.project.title, "at": row.accepted_at.isoformat()}
            for row in Invitee.objects.filter(person=user).select_related("invitation__project")
        ),
        *(
            {"kind": "residence", "place": row.municipality.name, "proof": row.proof, "on": row.proved_on.isoformat()}
            for row in user.residences.select_related("municipality")
        ),
    ]  # fmt: skip


def _opinions(user: User) -> list[dict[str, Any]]:
    """Return the statements a person made and what they think of those of others."""
    made = Statement.objects.filter(author=user, is_by_office=False).select_related("activity").order_by("pk")
    thought = Opinion.objects.filter(voice__person=user).select_related("statement__activity").order_by("pk")
    return [
        *({"kind": "statement", "map": one.activity.title, "text": one.text, "at": one.created_at.isoformat()} for one in made),
        *(
            {"kind": "opinion", "map": one.statement.activity.title, "statement": one.statement.text, "vote": one.get_vote_display()}
            for one in thought
        ),
    ]  # fmt: skip


def _sheets(user: User) -> list[dict[str, Any]]:
    """Return the answers of surveys as they may be taken along; of anonymous ones only that there were some."""
    sheets = AnswerSheet.objects.filter(person=user).select_related("activity").order_by("pk")
    marks = SurveyAnswer.objects.filter(sheet__in=sheets).select_related("question", "choice", "row")
    said: dict[int, list[dict[str, Any]]] = {}
    for mark in marks:
        given = mark.text or mark.file.name or mark.rank or mark.number or mark.lat
        said.setdefault(mark.sheet_id, []).append(
            {
                "question": mark.question.title,
                "row": mark.row.text if mark.row else "",
                "choice": mark.choice.text if mark.choice else "",
                "given": str(given or ""),
                "lon": mark.lon,
            }
        )
    return [
        *(
            {"kind": "survey", "title": sheet.activity.title, "sent": _iso(sheet), "answers": said.get(sheet.pk, [])}
            for sheet in sheets
        ),
        *(
            {"kind": "anonymous survey", "title": turnout.activity.title, "on": turnout.on.isoformat()}
            for turnout in Turnout.objects.filter(person=user).select_related("activity")
        ),
    ]


def _iso(sheet: AnswerSheet) -> str:
    return sheet.sent_at.isoformat() if sheet.sent_at else ""
