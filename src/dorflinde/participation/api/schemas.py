"""What participation looks like to other programs: nothing that does not stand on its public pages."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from dorflinde.core.api import address
from dorflinde.participation.models import Answer, Comment, Idea, Phase, Project
from dorflinde.participation.queries import Numbers, Voices

Participants = Project.Participants


class PhaseKind(StrEnum):
    """What can be done in a phase; the interface's own word, for a strategy has kinds, too."""

    INFORMATION = "information"
    IDEAS = "ideas"
    COMMENTS = "comments"
    ACTIVITIES = "activities"
    DECISION = "decision"
    RESULT = "result"


class AnswerStatus(StrEnum):
    """How an idea stands after an answer; the interface's own word, for a measure has a status, too."""

    CHECKED = "checked"
    PLANNED = "planned"
    ACTIVE = "active"
    DONE = "done"
    REJECTED = "rejected"


class State(StrEnum):
    """Where a project or something to take part in stands in time."""

    COMING = "coming"
    OPEN = "open"
    PAST = "past"


class PhaseLine(Schema):
    """A stretch of days in which something certain can be done."""

    id: uuid.UUID
    title: str
    kind: PhaseKind = Field(description=_("was man in der Phase tun kann"))
    starts_on: date
    ends_on: date = Field(description=_("letzter Tag; er gehört dazu"))

    @classmethod
    def of(cls, row: Phase) -> Self:
        """Return a phase."""
        return cls(
            id=row.public_id, title=row.title, kind=PhaseKind(row.kind), starts_on=row.starts_on, ends_on=row.ends_on
        )


class CategoryName(Schema):
    """What an idea can be about."""

    slug: str
    name: str


class ActivityLine(Schema):
    """Something to take part in: a survey, a budget, a meeting …"""

    id: uuid.UUID
    kind: str = Field(description=_("Art: „survey“, „opinion_map“, „budget“ …"))
    label: str = Field(description=_("Art in Worten"))
    title: str
    text: str
    phase: uuid.UUID = Field(description=_("in welcher Phase es läuft"))
    state: State = Field(description=_("kommt noch, läuft oder ist vorbei"))
    people: int = Field(description=_("so viele haben mitgemacht"))
    url: str


class ParticipationLine(Schema):
    """A project in a list."""

    id: uuid.UUID
    municipality: str = Field(description=_("Adresse der Gemeinde"))
    place: str = Field(description=_("Adresse des Orts, um den es geht: die Gemeinde oder ein Ortsteil"))
    title: str
    summary: str
    state: State = Field(description=_("kommt noch, läuft oder ist vorbei"))
    starts_on: date | None = Field(description=_("erster Tag der ersten Phase"))
    ends_on: date | None = Field(description=_("letzter Tag der letzten Phase"))
    phase: PhaseLine | None = Field(description=_("was heute läuft"))
    takes_ideas: bool = Field(description=_("heute lassen sich Ideen schreiben"))
    participants: Participants = Field(description=_("wer mitmachen darf"))
    ideas: int = Field(description=_("Zahl der Ideen"))
    supports: int = Field(description=_("Zahl der Unterstützungen"))
    url: str = Field(description=_("Seite der Beteiligung"))
    is_sample: bool = Field(description=_("Beispiel, keine echte Angabe"))

    @classmethod
    def of(cls, project: Project, numbers: Numbers, request: HttpRequest) -> Self:
        """Return what a list says about a project."""
        return cls(**line_of(project, numbers, request))


class ParticipationProfile(ParticipationLine):
    """Everything a project's page says."""

    text: str
    goal: str = Field(description=_("was mit dem Ergebnis geschieht"))
    contact: str = Field(description=_("Ansprechstelle"))
    phases: list[PhaseLine]
    categories: list[CategoryName] = Field(description=_("Themen, nach denen Ideen geordnet sind"))
    activities: list[ActivityLine] = Field(description=_("Bausteine zum Mitmachen"))
    outcome: str = Field(description=_("was herauskam und wie es weitergeht, in den Worten des Rathauses"))


class ParticipationList(Schema):
    """One page of the projects."""

    items: list[ParticipationLine]
    next: str | None = Field(description=_("Adresse der nächsten Seite"))


class CountLine(Schema):
    """How often one answer of a survey was given."""

    question: int = Field(description=_("Nummer der Frage"))
    title: str = Field(description=_("Wortlaut der Frage"))
    row: str = Field(description=_("Zeile einer Tabelle, sonst leer"))
    answer: str
    number: int | None = Field(description=_("leer, wenn die Zahl so klein ist, dass sie jemanden verraten könnte"))
    people: int | None = Field(description=_("so viele haben die Frage beantwortet"))
    mean_rank: float | None = Field(description=_("mittlerer Platz bei Reihenfolgen, 1 ist der erste"))


class StatementLine(Schema):
    """How people voted on a statement of an opinion map."""

    text: str
    agrees: int
    disagrees: int
    passes: int


class ProposalLine(Schema):
    """What became of a proposal of a citizens' budget."""

    pot: str
    number: int
    title: str
    cost: float = Field(description=_("Kosten in Euro"))
    supporters: int
    is_winner: bool


class ActivityResult(Schema):
    """What came of something people took part in, as far as everyone may read it."""

    id: uuid.UUID
    kind: str
    title: str
    people: int
    why_not: str = Field(description=_("warum es (noch) kein Ergebnis gibt"))
    counts: list[CountLine] = Field(description=_("Umfrage: wie oft welche Antwort kam"))
    statements: list[StatementLine] = Field(description=_("Meinungskarte: wie über jede Aussage abgestimmt wurde"))
    proposals: list[ProposalLine] = Field(description=_("Bürgerhaushalt: was gemacht wird und was nicht"))


class ResultList(Schema):
    """What came of everything in a project."""

    items: list[ActivityResult]


class OfficialAnswer(Schema):
    """What the town hall said."""

    id: uuid.UUID
    status: AnswerStatus = Field(description=_("Stand"))
    text: str
    by: str = Field(description=_("welche Stelle antwortet"))
    at: datetime

    @classmethod
    def of(cls, row: Answer) -> Self:
        """Return an answer."""
        return cls(id=row.public_id, status=AnswerStatus(row.status), text=row.text, by=row.by, at=row.at)


class IdeaLine(Schema):
    """An idea in a list."""

    id: uuid.UUID
    participation: uuid.UUID = Field(description=_("zu welcher Beteiligung sie gehört"))
    municipality: str = Field(description=_("Adresse der Gemeinde"))
    title: str
    text: str
    category: str | None = Field(description=_("Adresse des Themas"))
    place: str = Field(description=_("Adresse des Orts"))
    lat: float | None = Field(description=_("Breite (WGS 84)"))
    lon: float | None = Field(description=_("Länge (WGS 84)"))
    author: str = Field(description=_("Name im Ort"))
    supports: int = Field(description=_("so viele stehen dahinter"))
    comments: int
    status: AnswerStatus | None = Field(description=_("Stand nach der letzten Antwort; leer, solange sie wartet"))
    photo_url: str | None
    photo_alt: str = Field(description=_("was auf dem Foto zu sehen ist"))
    created_at: datetime
    edited_at: datetime | None
    url: str = Field(description=_("Seite der Idee"))
    is_sample: bool

    @classmethod
    def of(cls, idea: Idea, voices: Voices, request: HttpRequest) -> Self:
        """Return what a list says about an idea."""
        return cls(**idea_line(idea, voices, request))


class IdeaProfile(IdeaLine):
    """An idea with every official answer."""

    answers: list[OfficialAnswer] = Field(description=_("was das Rathaus sagte, das Neueste zuerst"))


class IdeaList(Schema):
    """One page of ideas."""

    items: list[IdeaLine]
    next: str | None = Field(description=_("Adresse der nächsten Seite"))


class CommentLine(Schema):
    """What somebody said about an idea."""

    id: uuid.UUID
    reply_to: uuid.UUID | None = Field(description=_("auf welchen Kommentar das eine Antwort ist"))
    text: str
    author: str
    created_at: datetime
    url: str

    @classmethod
    def of(cls, row: Comment, request: HttpRequest) -> Self:
        """Return a comment."""
        return cls(
            id=row.public_id, reply_to=row.parent.public_id if row.parent else None, text=row.text,
            author=row.author_name, created_at=row.created_at, url=address(request, row.get_absolute_url()),
        )  # fmt: skip


class CommentList(Schema):
    """One page of comments."""

    items: list[CommentLine]
    next: str | None = Field(description=_("Adresse der nächsten Seite"))


class Receipt(Schema):
    """What became of something a program sent."""

    id: uuid.UUID
    url: str = Field(description=_("Seite, auf der es steht oder stehen wird"))
    is_waiting: bool = Field(description=_("wird erst geprüft und steht noch nicht auf der Seite"))


class SupportNumber(Schema):
    """How many stand behind an idea."""

    supports: int
    is_mine: bool = Field(description=_("Sie stehen dahinter"))


class Myself(Schema):
    """Whom a key speaks for, and how far."""

    name: str = Field(description=_("Name im Ort"))
    key: str = Field(description=_("Name des Schlüssels"))
    scope: str = Field(description=_("was der Schlüssel darf"))
    ends_on: date = Field(description=_("letzter Tag, an dem er gilt"))


class OwnIdea(Receipt):
    """An idea of one's own."""

    participation: uuid.UUID
    title: str
    supports: int
    status: AnswerStatus | None


class OwnIdeas(Schema):
    """The latest ideas of one's own."""

    items: list[OwnIdea]


# --- How rows become words ----------------------------------------------------------------------------------------------
def line_of(project: Project, numbers: Numbers, request: HttpRequest) -> dict[str, Any]:
    """Return what both the list and the profile say about a project."""
    today, phases = timezone.localdate(), project.timetable
    phase = project.phase_on(today)
    coming = not phases or phases[0].starts_on > today
    return {
        "id": project.public_id,
        "municipality": project.municipality.slug,
        "place": project.place.slug,
        "title": project.title,
        "summary": project.summary,
        "state": State.COMING if coming else State.PAST if project.is_over(today) else State.OPEN,
        "starts_on": phases[0].starts_on if phases else None,
        "ends_on": phases[-1].ends_on if phases else None,
        "phase": PhaseLine.of(phase) if phase else None,
        "takes_ideas": phase is not None and phase.takes_ideas,
        "participants": Project.Participants(project.participants),
        "ideas": numbers.ideas,
        "supports": numbers.supports,
        "url": address(request, project.get_absolute_url()),
        "is_sample": project.is_sample,
    }


def idea_line(idea: Idea, voices: Voices, request: HttpRequest) -> dict[str, Any]:
    """Return what both the list and the profile say about an idea."""
    return {
        "id": idea.public_id,
        "participation": idea.project.public_id,
        "municipality": idea.project.municipality.slug,
        "title": idea.title,
        "text": idea.text,
        "category": idea.category.slug if idea.category else None,
        "place": idea.place.slug,
        "lat": idea.lat,
        "lon": idea.lon,
        "author": idea.author_name,
        "supports": idea.support_count,
        "comments": voices.comments,
        "status": status_of(idea),
        "photo_url": address(request, idea.photo.url) if idea.photo else None,
        "photo_alt": idea.photo_alt if idea.photo else "",
        "created_at": idea.created_at,
        "edited_at": idea.edited_at,
        "url": address(request, idea.get_absolute_url()),
        "is_sample": idea.is_sample,
    }


def status_of(idea: Idea) -> AnswerStatus | None:
    """Return how an idea stands after the latest answer."""
    return AnswerStatus(idea.latest_answer.status) if idea.latest_answer else None
