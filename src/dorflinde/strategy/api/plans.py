"""The plan above the measures for other programs: strategies, fields of action, goals with their figures, how it is getting on."""

import uuid
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Path, Router, Schema
from pydantic import Field

from dorflinde.core.api import PlannedDate, Slug, address
from dorflinde.strategy import policies, queries
from dorflinde.strategy.models import (
    FieldOfAction,
    Goal,
    GoalIndicator,
    Health,
    Horizon,
    Measure,
    PaperVersion,
    Status,
    Strategy,
)

from .schemas import number

router = Router(tags=[_("Strategie")])

ByName = Annotated[Slug, Path(description=_("Adresse der Gemeinde"))]


class Window(Schema):
    """A window into which the start of a measure falls."""

    horizon: Horizon
    label: str = Field(description=_("wie das Zeitfenster heißt: „innerhalb von 2 Jahren“"))
    before: date | None = Field(description=_("erster Tag danach; „später“ und „ohne Termin“ haben keinen"))


class Edition(Schema):
    """A version of the strategy paper that everyone may read."""

    number: int
    title: str
    day: date
    resolved_on: date | None = Field(description=_("beschlossen am"))
    url: str


class StrategyProfile(Schema):
    """What a municipality wants to reach in which years."""

    id: uuid.UUID
    title: str
    is_current: bool = Field(description=_("gilt jetzt"))
    starts_on: date
    ends_on: date
    adopted_on: date | None = Field(description=_("beschlossen am"))
    adopted_by: str
    vision: str = Field(description=_("Leitbild"))
    baseline: str = Field(description=_("Ausgangslage"))
    process: str = Field(description=_("Anlass und Vorgehen"))
    continuation: str = Field(description=_("Umsetzung und Verstetigung"))
    windows: list[Window] = Field(description=_("Zeitfenster, nach denen die Maßnahmen geordnet sind"))
    papers: list[Edition] = Field(description=_("veröffentlichte Fassungen des Strategiepapiers"))
    url: str = Field(description=_("Seite des Strategiepapiers"))
    is_sample: bool


class StrategyList(Schema):
    """The strategies of a municipality."""

    items: list[StrategyProfile]


class FieldLine(Schema):
    """A subject under which a municipality orders its measures."""

    id: uuid.UUID
    slug: str = Field(description=_("Adresse des Handlungsfelds"))
    title: str
    description: str
    measures: int = Field(description=_("Zahl der öffentlichen Maßnahmen"))
    url: str


class FieldList(Schema):
    """The fields of action of a municipality in its own order."""

    items: list[FieldLine]


class CountedOn(Schema):
    """What was counted on a day."""

    on: date
    value: float


class GoalFigure(Schema):
    """A figure by which one sees whether a goal comes nearer."""

    id: uuid.UUID
    name: str = Field(description=_("was gezählt wird"))
    unit: str
    baseline: float | None = Field(description=_("Ausgangswert"))
    target: float | None = Field(description=_("Zielwert"))
    direction: GoalIndicator.Direction = Field(description=_("welche Richtung besser ist"))
    reached: int | None = Field(description=_("geschaffter Weg vom Ausgangswert zum Ziel in Prozent"))
    values: list[CountedOn] = Field(description=_("alle gezählten Werte, der neueste zuerst"))


class GoalProfile(Schema):
    """What a field of action wants to reach, by when."""

    id: uuid.UUID
    field: str = Field(description=_("Adresse des Handlungsfelds"))
    title: str
    description: str
    due: PlannedDate | None = Field(description=_("bis wann"))
    measures: list[uuid.UUID] = Field(description=_("öffentliche Maßnahmen, die darauf hinarbeiten"))
    indicators: list[GoalFigure]
    is_sample: bool


class GoalList(Schema):
    """The goals of a municipality, field by field."""

    items: list[GoalProfile]


class StatusCount(Schema):
    """How many measures stand where."""

    status: Status
    count: int


class HealthCount(Schema):
    """How many measures go how."""

    health: Health
    count: int


class FieldCount(Schema):
    """How far the measures of one field are."""

    field: str | None = Field(description=_("Adresse des Handlungsfelds"))
    total: int
    active: int
    done: int


class ProgressNumbers(Schema):
    """How the plans of a municipality are getting on, in figures."""

    day: date = Field(description=_("Stand vom"))
    total: int = Field(description=_("öffentliche Maßnahmen ohne die verworfenen"))
    late: int = Field(description=_("hätten schon beginnen oder enden sollen"))
    by_status: list[StatusCount]
    by_health: list[HealthCount]
    by_field: list[FieldCount]
    cost_once: float = Field(description=_("bekannte einmalige Kosten in Euro"))
    cost_per_year: float = Field(description=_("bekannte Kosten im Jahr in Euro"))
    staff_months: float = Field(description=_("bekannte Arbeit der Verwaltung in Personenmonaten"))
    without_cost: int = Field(description=_("Maßnahmen, deren Kosten noch niemand gesagt hat"))
    url: str = Field(description=_("Seite zum Fortschritt"))


@router.get(
    "/municipalities/{slug}/strategies",
    response=StrategyList,
    operation_id="strategies",
    summary=_("Strategien"),
    description=_("Was die Gemeinde in welchen Jahren erreichen will, die neueste Strategie zuerst."),
)
def strategies(request: HttpRequest, slug: ByName) -> StrategyList:
    """List a municipality's own strategies."""
    place = policies.public_place(request, slug)
    papers: dict[int, list[PaperVersion]] = {}
    for version in PaperVersion.objects.of(place).public().defer("tree"):
        papers.setdefault(version.strategy_id, []).append(version)
    rows = list(Strategy.objects.of(place).newest_first())
    current = queries.current_strategy(place)
    return StrategyList(items=[_strategy(row, papers.get(row.pk, []), row == current, slug, request) for row in rows])


@router.get(
    "/municipalities/{slug}/fields",
    response=FieldList,
    operation_id="fields",
    summary=_("Handlungsfelder"),
    description=_("Die Handlungsfelder in der Reihenfolge der Gemeinde."),
)
def fields(request: HttpRequest, slug: ByName) -> FieldList:
    """List a municipality's fields of action."""
    place = policies.public_place(request, slug)
    page = reverse("strategy:roadmap", args=[place.slug])
    return FieldList(
        items=[
            FieldLine(
                id=row.public_id, slug=row.slug, title=row.title, description=row.description, measures=row.count,
                url=address(request, page, feld=row.slug),
            )
            for row in FieldOfAction.objects.of(place).with_counts().in_order()
        ]
    )  # fmt: skip


@router.get(
    "/municipalities/{slug}/goals",
    response=GoalList,
    operation_id="goals",
    summary=_("Ziele und Kennzahlen"),
    description=_("Die Ziele der Handlungsfelder mit ihren Kennzahlen und allen gezählten Werten."),
)
def goals(request: HttpRequest, slug: ByName) -> GoalList:
    """List a municipality's goals with their figures."""
    place = policies.public_place(request, slug)
    groups = queries.goals_by_field(place)
    everything = [goal for group in groups for goal in group.goals]
    measures = queries.measures_of_goals(place, everything)
    return GoalList(items=[_goal(goal, measures[goal.pk]) for goal in everything])


@router.get(
    "/municipalities/{slug}/progress",
    response=ProgressNumbers,
    operation_id="progress",
    summary=_("Fortschritt"),
    description=_("Wie viele Maßnahmen wo stehen, wie sie laufen und was sie kosten."),
)
def progress(request: HttpRequest, slug: ByName) -> ProgressNumbers:
    """Count how a municipality's plans are getting on."""
    place = policies.public_place(request, slug)
    public = Measure.objects.of(place).public()
    counted = queries.numbers(public)
    measures = list(queries.with_delivery(public.shown_in_roadmap()))
    health = Counter(queries.health_of(measure, public=True).health for measure in measures)
    groups = queries.fields_with_measures(place, measures)
    return ProgressNumbers(
        day=timezone.localdate(), total=counted.total, late=counted.late, cost_once=_sum(counted.cost_once),
        cost_per_year=_sum(counted.cost_per_year), staff_months=_sum(counted.staff_months), without_cost=counted.unknown_cost,
        by_status=[StatusCount(status=status, count=counted.by_status[status]) for status in Status],
        by_health=[HealthCount(health=one, count=health[one]) for one in Health],
        by_field=[_field_count(field, rows) for field, rows in groups],
        url=address(request, reverse("strategy:progress", args=[place.slug])),
    )  # fmt: skip


def _strategy(
    row: Strategy, papers: list[PaperVersion], is_current: bool, slug: str, request: HttpRequest
) -> StrategyProfile:
    limits = row.windows.limits()
    return StrategyProfile(
        id=row.public_id, title=row.title, is_current=is_current, starts_on=row.starts_on, ends_on=row.ends_on,
        adopted_on=row.adopted_on, adopted_by=row.adopted_by, vision=row.vision, baseline=row.baseline, process=row.process,
        continuation=row.continuation, is_sample=row.is_sample,
        url=address(request, reverse("strategy:paper", args=[slug])),
        windows=[Window(horizon=one, label=row.windows.label(one), before=limits.get(one)) for one in Horizon],
        papers=[_edition(paper, slug, request) for paper in papers],
    )  # fmt: skip


def _edition(paper: PaperVersion, slug: str, request: HttpRequest) -> Edition:
    url = address(request, reverse("strategy:paper_version", args=[slug, paper.number]))
    resolved = paper.decided.decided_on if paper.decided else None
    return Edition(number=paper.number, title=paper.title, day=paper.day, resolved_on=resolved, url=url)


def _goal(goal: Goal, measures: list[Measure]) -> GoalProfile:
    return GoalProfile(
        id=goal.public_id, field=goal.field.slug, title=goal.title, description=goal.description,
        due=PlannedDate.of(goal.due), measures=[measure.public_id for measure in measures],
        indicators=[_figure(row) for row in goal.indicators.all()], is_sample=goal.is_sample,
    )  # fmt: skip


def _figure(row: GoalIndicator) -> GoalFigure:
    return GoalFigure(
        id=row.public_id, name=row.name, unit=row.unit, baseline=number(row.baseline), target=number(row.target),
        direction=GoalIndicator.Direction(row.direction), reached=row.reached,
        values=[CountedOn(on=value.on, value=float(value.value)) for value in row.values.all()],
    )  # fmt: skip


def _field_count(field: FieldOfAction | None, rows: list[Measure]) -> FieldCount:
    active = sum(row.status == Status.ACTIVE for row in rows)
    done = sum(row.status == Status.DONE for row in rows)
    return FieldCount(field=field.slug if field else None, total=len(rows), active=active, done=done)


def _sum(amount: Decimal) -> float:
    return round(float(amount), 2)
