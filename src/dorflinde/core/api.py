"""Words the open interface has in common, whichever module answers: names in an address, pages of a list, planned dates, problems."""

from datetime import date
from typing import Annotated, Self

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_noop as _
from ninja import Query, Schema
from pydantic import Field, StringConstraints

from .dates import PlanDate, Precision

MOST = 100  # rows of one page
# What stands in an address; control characters never do, so that no database has to refuse them.
Slug = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,80}$")]
Limit = Annotated[int, Query(ge=1, le=MOST, description=_("wie viele Einträge eine Seite höchstens hat"))]


class PlannedDate(Schema):
    """A date as exact as it was said; „laufend“ and „zeitnah“ have no days."""

    first: date | None = Field(description=_("erster Tag des genannten Zeitraums"))
    last: date | None = Field(description=_("letzter Tag des genannten Zeitraums"))
    precision: Precision = Field(description=_("wie genau das Datum bekannt ist: ein Tag, ein Quartal, ein Jahr …"))
    text: str = Field(description=_("so, wie man es sagen würde: „Herbst 2027“"))

    @classmethod
    def of(cls, planned: PlanDate | None) -> Self | None:
        """Return what a planned date says, or nothing where nothing was planned."""
        if planned is None:
            return None
        words = planned.in_words(get_language() or "de")
        return cls(first=planned.first, last=planned.last, precision=planned.precision, text=words)


class Mistake(Schema):
    """One thing in a request that cannot be answered."""

    where: str = Field(description=_("an welcher Stelle: „query.limit“"))
    message: str = Field(description=_("was dort falsch ist, in Worten"))


class Problem(Schema):
    """Why there is no answer (RFC 9457)."""

    type: str = Field(default="about:blank", description=_("Art des Problems; „about:blank“: der Status sagt alles"))
    title: str = Field(description=_("das Problem in einem Satz"))
    status: int = Field(description=_("derselbe Status wie in der Antwort"))
    detail: str = Field(default="", description=_("was genau hier nicht ging"))
    errors: list[Mistake] = Field(default=[], description=_("was an der Anfrage falsch ist"))


class TooMuch(Exception):
    """Somebody did more of something than they may in a while."""


class NotAccepted(Exception):
    """What a program sent cannot be taken; says for each part of it why not."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes

    @classmethod
    def in_form(cls, form: BaseForm) -> Self:
        """Say of a form that was filled in by a program what a page would say beside its fields."""
        return cls(
            [
                Mistake(where="body" if name == NON_FIELD_ERRORS else f"body.{name}", message=str(message))
                for name, messages in form.errors.items()
                for message in messages
            ]
        )

    @classmethod
    def at(cls, where: str, message: str) -> Self:
        """Say what stands against one part of it, or against all of the body."""
        return cls([Mistake(where=where, message=message)])


def next_page(request: HttpRequest, after: str) -> str:
    """Return the address that goes on behind the last row of a page."""
    query = request.GET.copy()
    query["after"] = after
    return request.build_absolute_uri(f"{request.path}?{query.urlencode(safe='/')}")


def address(request: HttpRequest, path: str, **query: str) -> str:
    """Return a path of the house as an address that works from outside."""
    return request.build_absolute_uri(f"{path}?{urlencode(query)}" if query else path)
