"""Ideas for other programs: the list of a project, one idea with its answers, what people say about it."""

import uuid
from enum import StrEnum
from typing import Annotated

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Path, Query

from dorflinde.core.api import Limit, Slug, next_page
from dorflinde.participation import policies_outward, queries
from dorflinde.participation.models import Comment, Idea

from .projects import ByKey
from .routes import IDEAS, router
from .schemas import CommentLine, CommentList, IdeaLine, IdeaList, IdeaProfile, OfficialAnswer, idea_line

IdeaKey = Annotated[uuid.UUID, Path(description=_("„id“ der Idee aus der Liste"))]
_NOBODY = AnonymousUser()


class IdeaStatus(StrEnum):
    """How an idea stands, or that nobody answered yet."""

    OPEN = "open"
    CHECKED = "checked"
    PLANNED = "planned"
    ACTIVE = "active"
    DONE = "done"
    REJECTED = "rejected"


class Order(StrEnum):
    """How ideas follow each other."""

    NEWEST = "newest"
    SUPPORTED = "supported"


_ORDERS = {Order.NEWEST: queries.NEWEST, Order.SUPPORTED: queries.SUPPORTED}


@router.get(
    "/participations/{participation}/ideas",
    response=IdeaList,
    tags=[IDEAS],
    operation_id="ideas",
    summary=_("Ideen einer Beteiligung"),
    description=_("Die Ideen, die auf der Seite stehen, die neueste zuerst."),
)
def ideas(
    request: HttpRequest,
    participation: ByKey,
    category: Annotated[Slug | None, Query(description=_("nur Ideen zu diesem Thema"))] = None,
    status: Annotated[
        IdeaStatus | None, Query(description=_("nur Ideen mit diesem Stand; „open“: noch ohne Antwort"))
    ] = None,
    order: Annotated[
        Order, Query(description=_("in welcher Reihenfolge: neueste oder meiste Unterstützung zuerst"))
    ] = Order.NEWEST,
    limit: Limit = 50,
    after: Annotated[
        uuid.UUID | None, Query(description=_("weiter hinter dieser Idee; steht in „next“ schon fertig da"))
    ] = None,
) -> IdeaList:
    """List the ideas of a project."""
    project = policies_outward.listed_project(participation)
    wish = queries.Wish(
        category=category or "",
        status=queries.OPEN if status == IdeaStatus.OPEN else status or "",
        order=_ORDERS[order],
    )
    corner = str(after) if after else ""
    page = queries.page_of_ideas(project, wish, user=_NOBODY, after=corner, size=limit)
    return IdeaList(
        items=[IdeaLine.of(idea, page.voices[idea.pk], request) for idea in page.ideas],
        next=next_page(request, page.after) if page.after else None,
    )


@router.get(
    "/ideas/{idea}",
    response=IdeaProfile,
    tags=[IDEAS],
    operation_id="idea",
    summary=_("Eine Idee"),
    description=_("Die Idee mit allen Antworten des Rathauses."),
)
def idea(request: HttpRequest, idea: IdeaKey) -> IdeaProfile:
    """Return one idea."""
    return profile_of(policies_outward.listed_idea(idea), request)


@router.get(
    "/ideas/{idea}/comments",
    response=CommentList,
    tags=[IDEAS],
    operation_id="comments",
    summary=_("Kommentare zu einer Idee"),
    description=_("Was Menschen zu der Idee und zu allem sagten, was in ihr aufging; das Älteste zuerst."),
)
def comments(
    request: HttpRequest,
    idea: IdeaKey,
    limit: Limit = 50,
    after: Annotated[
        uuid.UUID | None, Query(description=_("weiter hinter diesem Kommentar; steht in „next“ schon fertig da"))
    ] = None,
) -> CommentList:
    """List what people say about an idea."""
    found = policies_outward.listed_idea(idea)
    said = Comment.objects.filter(idea__in=[found.pk, *(one.pk for one in queries.gathered_in(found))])
    corner = said.filter(public_id=after).first() if after else None
    seen = said.visible().select_related("author", "parent")
    if corner is not None:
        seen = seen.filter(Q(created_at__gt=corner.created_at) | Q(created_at=corner.created_at, pk__gt=corner.pk))
    rows = list(seen.order_by("created_at", "pk")[: limit + 1])
    for row in rows:
        row.idea = found  # for its address
    page = rows[:limit]
    more = next_page(request, str(page[-1].public_id)) if len(rows) > limit else None
    return CommentList(items=[CommentLine.of(row, request) for row in page], next=more)


def profile_of(idea: Idea, request: HttpRequest) -> IdeaProfile:
    """Return all that everyone may read of an idea."""
    voices = queries.voices_on([idea], _NOBODY)[idea.pk]
    answers = idea.answers.order_by("-at", "-pk")
    return IdeaProfile(**idea_line(idea, voices, request), answers=[OfficialAnswer.of(row) for row in answers])
