"""Measures for other programs: the list, one measure with all its page says, the roadmap."""

import uuid
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router
from pydantic import StringConstraints

from dorflinde.core.api import Limit, Slug, address, next_page
from dorflinde.places.public import open_municipality
from dorflinde.strategy import exports, policies, queries
from dorflinde.strategy.models import Horizon, Measure, MeasureQuerySet, Medium, Status
from dorflinde.trail import public as trail

from .schemas import (
    FundingShare,
    MeasureIndicator,
    MeasureLine,
    MeasureList,
    MeasureName,
    MeasureProfile,
    MilestoneLine,
    News,
    Resolved,
    Roadmap,
    RoadmapEntry,
    line_of,
    number,
)

router = Router(tags=[_("Maßnahmen")])

# „perlesreut/M16“: where a page ended; any words will do, so that a page goes on although the measure has gone.
After = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,80}/[^\x00-\x1f\x7f]{1,20}$")]
GoesOn = Annotated[After | None, Query(description=_("weiter hinter dieser Maßnahme; steht in „next“ schon fertig da"))]


@router.get(
    "/measures",
    response=MeasureList,
    operation_id="measures",
    summary=_("Maßnahmen"),
    description=_("Alle öffentlichen Maßnahmen, nach Gemeinde und Nummer; auch verworfene, am Stand zu erkennen."),
)
def measures(
    request: HttpRequest,
    municipality: Annotated[Slug | None, Query(description=_("nur Maßnahmen dieser Gemeinde"))] = None,
    field: Annotated[Slug | None, Query(description=_("nur Maßnahmen dieses Handlungsfelds"))] = None,
    status: Annotated[
        list[Status] | None, Query(description=_("nur Maßnahmen mit diesem Stand; mehrmals möglich"))
    ] = None,
    horizon: Annotated[
        Horizon | None, Query(description=_("nur Maßnahmen, die in diesem Zeitfenster beginnen"))
    ] = None,
    limit: Limit = 50,
    after: GoesOn = None,
) -> MeasureList:
    """List measures of one municipality or of all."""
    found = policies.told_measures()
    if municipality is not None:
        found = found.of(open_municipality(municipality, module=policies.MODULE))
    if field is not None:
        found = found.filter(field__slug=field)
    if status is not None:
        found = found.filter(status__in=status)
    windows = queries.all_windows()
    if horizon is not None:
        found = found.filter(windows.condition(horizon))
    rows, more = _page(found.for_list(), limit, after, request)
    return MeasureList(items=[MeasureLine.of(row, windows.of(row.municipality), request) for row in rows], next=more)


@router.get(
    "/measures/{id}",
    response=MeasureProfile,
    operation_id="measure",
    summary=_("Eine Maßnahme"),
    description=_("Alles, was auf der öffentlichen Seite der Maßnahme steht."),
)
def measure(
    request: HttpRequest, id: Annotated[uuid.UUID, Path(description=_("„id“ der Maßnahme aus der Liste"))]
) -> MeasureProfile:
    """Return one measure."""
    found = get_object_or_404(queries.with_delivery(policies.told_measures()), public_id=id)
    standing = queries.health_of(found, public=True)
    trail_path = trail.url_of(found.ref)
    return MeasureProfile(
        **line_of(found, queries.windows_of(found.municipality), request),
        goal=found.goal,
        description=found.description,
        lead_organisation=found.lead_organisation.name if found.lead_organisation else "",
        participants=found.participants,
        cost_once=number(found.cost_once),
        cost_per_year=number(found.cost_per_year),
        own_share=number(found.own_share) if found.funded is not None else None,
        staff_months=number(found.staff_months),
        medium=Medium(found.medium) if found.medium else None,
        effort=found.effort,
        benefit=found.benefit,
        risks=found.risks,
        origin_text=found.origin_text,
        trail_url=address(request, trail_path) if trail_path else None,
        health=standing.health,
        health_reasons=list(standing.reasons),
        depends_on=_beside(found, [row.depends_on for row in found.dependencies.all()], request),
        needed_by=_beside(found, [row.measure for row in found.dependents.select_related("measure")], request),
        fundings=[FundingShare.of(row) for row in found.fundings.all()],
        indicators=[MeasureIndicator.of(row) for row in found.indicators.all()],
        milestones=[MilestoneLine.of(row) for row in found.milestones.all()],
        decisions=[
            Resolved(title=row.title, decided_by=row.decided_by, decided_on=row.decided_on, reference=row.reference)
            for row in found.decisions.filter(is_public=True)
        ],
        news=_news(found),
    )


@router.get(
    "/municipalities/{slug}/roadmap",
    response=Roadmap,
    operation_id="roadmap",
    summary=_("Fahrplan"),
    description=_("Beginn und Ende jeder Maßnahme, so genau wie sie bekannt sind, mit Abhängigkeiten und Meilensteinen."),
)  # fmt: skip
def roadmap(
    request: HttpRequest,
    slug: Annotated[Slug, Path(description=_("Adresse der Gemeinde"))],
    limit: Limit = 50,
    after: GoesOn = None,
) -> Roadmap:
    """Return a municipality's roadmap."""
    place = policies.public_place(request, slug)
    told = exports.told_to_everyone(Measure.objects.of(place)).for_list().prefetch_related("milestones__tick")
    rows, more = _page(told, limit, after, request)
    return Roadmap(items=[RoadmapEntry.of(row, request) for row in rows], next=more)


def _page(
    found: MeasureQuerySet, limit: int, after: str | None, request: HttpRequest
) -> tuple[list[Measure], str | None]:
    if after is not None:
        found = found.behind(*after.split("/", 1))
    rows = list(found.by_place_and_number()[: limit + 1])
    last = rows[limit - 1] if len(rows) > limit else None
    return rows[:limit], next_page(request, f"{last.municipality.slug}/{last.number}") if last else None


def _beside(measure: Measure, others: list[Measure], request: HttpRequest) -> list[MeasureName]:
    named = []
    for other in others:
        other.municipality = measure.municipality  # nothing depends on a measure of elsewhere: no need to ask
        if other.is_public:
            named.append(MeasureName(**MeasureName.named(other, request)))
    return named


def _news(measure: Measure) -> list[News]:
    news = [News(at=note.at, status=None, text=note.text) for note in measure.notes.all()]
    news += [News(at=row.at, status=Status(row.status), text=row.reason) for row in measure.status_changes.all()]
    return sorted(news, key=lambda one: one.at, reverse=True)
