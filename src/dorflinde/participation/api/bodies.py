"""What a program sends when it writes."""

import uuid

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import ConfigDict, Field

from .schemas import AnswerStatus


class Given(Schema):
    """Something a program sends: what it does not know is a mistake, not an unheard wish."""

    model_config = ConfigDict(extra="forbid")


class NewIdea(Given):
    """An idea to be posted."""

    title: str = Field(min_length=1, max_length=120, description=_("die Idee in einem Satz"))
    text: str = Field(min_length=1, max_length=3000, description=_("was genau, wo und warum"))
    category: str | None = Field(None, max_length=60, description=_("Adresse eines Themas der Beteiligung"))
    place: str | None = Field(
        None, max_length=80, description=_("Adresse des Orts; ohne Angabe der Ort der Beteiligung")
    )
    lat: float | None = Field(None, ge=-90, le=90, description=_("Breite (WGS 84), nur mit der Länge"))
    lon: float | None = Field(None, ge=-180, le=180, description=_("Länge (WGS 84), nur mit der Breite"))


class ChangedIdea(Given):
    """What changes about an idea; what is left out stays."""

    title: str = Field(default_factory=str, min_length=1, max_length=120, description=_("die Idee in einem Satz"))
    text: str = Field(default_factory=str, min_length=1, max_length=3000, description=_("was genau, wo und warum"))
    category: str | None = Field(None, max_length=60, description=_("Adresse eines Themas der Beteiligung"))
    place: str | None = Field(None, max_length=80, description=_("Adresse des Orts"))
    lat: float | None = Field(None, ge=-90, le=90, description=_("Breite (WGS 84), nur mit der Länge"))
    lon: float | None = Field(None, ge=-180, le=180, description=_("Länge (WGS 84), nur mit der Breite"))


class NewComment(Given):
    """A comment to be posted."""

    text: str = Field(min_length=1, max_length=1500)
    reply_to: uuid.UUID | None = Field(None, description=_("auf welchen Kommentar das eine Antwort ist"))


class NewAnswer(Given):
    """An official answer to be posted."""

    status: AnswerStatus = Field(description=_("wie es um die Idee steht"))
    text: str = Field(min_length=1, max_length=3000, description=_("was entschieden ist und warum"))
    by: str | None = Field(None, max_length=150, description=_("welche Stelle antwortet; ohne Angabe das Rathaus"))
