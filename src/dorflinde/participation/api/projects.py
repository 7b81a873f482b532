"""Projects for other programs: what runs where, what one can take part in, what came of it."""

import uuid
from typing import Annotated

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Path, Query
from pydantic import StringConstraints

from dorflinde.core.api import Limit, Slug, address, next_page
from dorflinde.participation import exports, policies_outward, queries
from dorflinde.participation.exports import OpenActivity
from dorflinde.participation.models import Project
from dorflinde.places.public import open_municipality

from .routes import PROJECTS, router
from .schemas import (
    ActivityLine,
    ActivityResult,
    CategoryName,
    CountLine,
    ParticipationLine,
    ParticipationList,
    ParticipationProfile,
    PhaseLine,
    ProposalLine,
    ResultList,
    State,
    StatementLine,
    line_of,
)

# „perlesreut/dorfplatz“: where a page ended.
After = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,80}/[-a-zA-Z0-9_]{1,80}$")]
ByKey = Annotated[uuid.UUID, Path(description=_("„id“ der Beteiligung aus der Liste"))]


@router.get(
    "/participations",
    response=ParticipationList,
    tags=[PROJECTS],
    operation_id="participations",
    summary=_("Beteiligungen"),
    description=_("Alle öffentlichen Beteiligungen, auch vergangene, nach Gemeinde und Adresse."),
)
def participations(
    request: HttpRequest,
    municipality: Annotated[Slug | None, Query(description=_("nur Beteiligungen dieser Gemeinde"))] = None,
    limit: Limit = 50,
    after: Annotated[
        After | None, Query(description=_("weiter hinter dieser Beteiligung; steht in „next“ schon fertig da"))
    ] = None,
) -> ParticipationList:
    """List the projects of one municipality or of all."""
    found = policies_outward.projects_for_everyone().complete()
    if municipality is not None:
        found = found.at(open_municipality(municipality, module=policies_outward.MODULE))
    if after is not None:
        place, slug = after.split("/")
        found = found.filter(Q(municipality__slug__gt=place) | Q(municipality__slug=place, slug__gt=slug))
    rows = list(found.order_by("municipality__slug", "slug")[: limit + 1])
    page, numbers = rows[:limit], queries.numbers_of(rows)
    last = page[-1] if len(rows) > limit else None
    return ParticipationList(
        items=[ParticipationLine.of(row, numbers.get(row.pk, queries.Numbers()), request) for row in page],
        next=next_page(request, f"{last.municipality.slug}/{last.slug}") if last else None,
    )


@router.get(
    "/participations/{participation}",
    response=ParticipationProfile,
    tags=[PROJECTS],
    operation_id="participation",
    summary=_("Eine Beteiligung"),
    description=_("Worum es geht, die Phasen, die Themen für Ideen, die Bausteine zum Mitmachen und das Ergebnis."),
)
def participation(request: HttpRequest, participation: ByKey) -> ParticipationProfile:
    """Return one project."""
    project = policies_outward.listed_project(participation)
    numbers = queries.numbers_of([project]).get(project.pk, queries.Numbers())
    outcome = queries.outcome_of(project) if project.has_outcome else None
    return ParticipationProfile(
        **line_of(project, numbers, request),
        text=project.text, goal=project.goal, contact=project.contact,
        phases=[PhaseLine.of(phase) for phase in project.timetable],
        categories=[CategoryName(slug=row.slug, name=row.name) for row in project.categories.all()],
        activities=_activities(project, request),
        outcome=outcome.text if outcome else "",
    )  # fmt: skip


@router.get(
    "/participations/{participation}/results",
    response=ResultList,
    tags=[PROJECTS],
    operation_id="results",
    summary=_("Ergebnisse einer Beteiligung"),
    description=_("Was bei Umfragen, Meinungskarten und Bürgerhaushalten herauskam, soweit es alle lesen dürfen."),
)
def results(request: HttpRequest, participation: ByKey) -> ResultList:
    """Return what came of everything people took part in."""
    project = policies_outward.listed_project(participation)
    return ResultList(items=[_result(one) for one in exports.open_activities(project)])


def _activities(project: Project, request: HttpRequest) -> list[ActivityLine]:
    board = queries.board_of(project)
    return [
        ActivityLine(
            id=card.activity.public_id, kind=card.activity.kind, label=str(card.format.label), title=card.activity.title,
            text=card.activity.text, phase=card.activity.phase.public_id, state=state, people=card.people,
            url=address(request, card.url),
        )
        for state, cards in ((State.OPEN, board.open), (State.COMING, board.coming), (State.PAST, board.past))
        for card in cards
    ]  # fmt: skip


def _result(one: OpenActivity) -> ActivityResult:
    lines = one.picture.lines if one.picture else ()
    return ActivityResult(
        id=one.activity.public_id, kind=one.activity.kind, title=one.activity.title, people=one.people, why_not=one.why_not,
        counts=[
            CountLine(
                question=count.question, title=count.title, row=count.row, answer=count.answer, number=count.number,
                people=count.people, mean_rank=count.mean_rank,
            )
            for count in one.counts
        ],
        statements=[
            StatementLine(text=line.text, agrees=line.all.agrees, disagrees=line.all.disagrees, passes=line.all.passes)
            for line in lines
        ],
        proposals=_proposals(one),
    )  # fmt: skip


def _proposals(one: OpenActivity) -> list[ProposalLine]:
    return [
        ProposalLine(
            pot=pot.pot.title, number=row.proposal.number, title=row.proposal.title, cost=float(row.cost),
            supporters=row.supporters, is_winner=is_winner,
        )
        for pot in one.pots
        for is_winner, rows in ((True, pot.winners), (False, pot.missed))
        for row in rows
    ]  # fmt: skip
