"""What measures look like to other programs: nothing that does not stand on their public page."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from dorflinde.core.api import PlannedDate, address
from dorflinde.strategy.models import (
    Funding,
    Health,
    Horizon,
    Indicator,
    IndicatorValue,
    Measure,
    Medium,
    Milestone,
    Priority,
    Status,
    Windows,
)


class MeasureName(Schema):
    """A measure by its name."""

    id: uuid.UUID
    number: str = Field(description=_("Nummer in der Strategie der Gemeinde: „M16“"))
    title: str
    url: str = Field(description=_("Seite der Maßnahme"))

    @classmethod
    def named(cls, measure: Measure, request: HttpRequest) -> dict[str, Any]:
        """Return what names a measure."""
        url = address(request, measure.get_absolute_url())
        return {"id": measure.public_id, "number": measure.number, "title": measure.title, "url": url}


class MeasureLine(MeasureName):
    """A measure in a list."""

    municipality: str = Field(description=_("Adresse der Gemeinde"))
    field: str | None = Field(description=_("Adresse des Handlungsfelds"))
    status: Status = Field(description=_("Stand"))
    progress: int | None = Field(ge=0, le=100, description=_("Fortschritt in Prozent, wenn es jemand gesagt hat"))
    horizon: Horizon = Field(description=_("in welchem Zeitfenster der Strategie die Maßnahme beginnt"))
    start: PlannedDate | None = Field(description=_("Beginn"))
    end: PlannedDate | None = Field(description=_("Ende"))
    is_late: bool = Field(description=_("hätte schon beginnen oder enden sollen"))
    priority: Priority | None = Field(description=_("Priorität"))
    lead: str = Field(description=_("Federführung"))
    changed_at: datetime
    is_sample: bool = Field(description=_("Beispiel, keine echte Angabe"))

    @classmethod
    def of(cls, measure: Measure, windows: Windows, request: HttpRequest) -> Self:
        """Return what a list says about a measure."""
        return cls(**line_of(measure, windows, request))


class MeasureList(Schema):
    """One page of the measures."""

    items: list[MeasureLine]
    next: str | None = Field(description=_("Adresse der nächsten Seite"))


class FundingShare(Schema):
    """Who else pays."""

    programme: str = Field(description=_("Programm oder Geldgeber"))
    kind: Funding.Kind
    stage: Funding.Stage | None = Field(description=_("wie weit die Förderung ist"))
    rate: float | None = Field(description=_("Fördersatz in Prozent"))
    amount: float | None = Field(description=_("Betrag in Euro"))
    apply_by: date | None = Field(description=_("Antrag bis"))
    ends_on: date | None = Field(description=_("Förderung endet am"))

    @classmethod
    def of(cls, row: Funding) -> Self:
        """Return what a payer gives."""
        return cls(
            programme=row.programme, kind=Funding.Kind(row.kind), stage=Funding.Stage(row.stage) if row.stage else None,
            rate=number(row.rate), amount=number(row.amount), apply_by=row.apply_by, ends_on=row.ends_on,
        )  # fmt: skip


class Counted(Schema):
    """What was counted, and for when."""

    when: PlannedDate | None
    value: float
    unit: str

    @classmethod
    def of(cls, row: IndicatorValue) -> Self:
        """Return a value of a series."""
        return cls(when=PlannedDate.of(row.when), value=float(row.value), unit=row.unit)


class MeasureIndicator(Schema):
    """A figure of a measure; as it was written, and as a number where it is one."""

    id: uuid.UUID
    name: str = Field(description=_("was gezählt wird"))
    unit: str
    baseline: str = Field(description=_("Ausgangswert, wie er aufgeschrieben wurde"))
    target: str = Field(description=_("Zielwert, wie er aufgeschrieben wurde"))
    current: str = Field(description=_("heutiger Wert, wie er aufgeschrieben wurde"))
    baseline_value: float | None = Field(description=_("Ausgangswert als Zahl"))
    target_value: float | None = Field(description=_("Zielwert als Zahl"))
    current_value: float | None = Field(description=_("heutiger Wert als Zahl"))
    reached: int | None = Field(description=_("geschaffter Weg vom Ausgangswert zum Ziel in Prozent"))
    values: list[Counted] = Field(description=_("alle gezählten Werte, der älteste zuerst"))

    @classmethod
    def of(cls, row: Indicator) -> Self:
        """Return a figure with its series."""
        return cls(
            id=row.public_id, name=row.name, unit=row.unit, baseline=row.baseline, target=row.target, current=row.current,
            baseline_value=number(row.baseline_value), target_value=number(row.target_value),
            current_value=number(row.current_value), reached=row.reached,
            values=[Counted.of(value) for value in row.values.all()],
        )  # fmt: skip


class MilestoneLine(Schema):
    """A point that can be reached and seen."""

    id: uuid.UUID
    title: str
    due: PlannedDate | None = Field(description=_("bis wann"))
    is_done: bool

    @classmethod
    def of(cls, row: Milestone) -> Self:
        """Return a milestone."""
        return cls(id=row.public_id, title=row.title, due=PlannedDate.of(row.due), is_done=row.is_done)


class Resolved(Schema):
    """What was decided about a measure."""

    title: str
    decided_by: str
    decided_on: date | None
    reference: str = Field(description=_("Aktenzeichen oder Fundstelle"))


class News(Schema):
    """Something that happened to a measure."""

    at: datetime
    status: Status | None = Field(description=_("der neue Stand; leer bei einem Wort zwischendurch"))
    text: str


class MeasureProfile(MeasureLine):
    """Everything a measure's page says."""

    goal: str = Field(description=_("Ziel und Wirkung"))
    description: str
    lead_organisation: str = Field(description=_("Organisation, die federführend ist"))
    participants: str = Field(description=_("Beteiligte"))
    cost_once: float | None = Field(description=_("Kosten einmalig in Euro; unbekannt ist nicht null Euro"))
    cost_per_year: float | None = Field(description=_("Kosten im Jahr in Euro"))
    own_share: float | None = Field(description=_("Eigenanteil der Gemeinde an den einmaligen Kosten"))
    staff_months: float | None = Field(description=_("Arbeit der Verwaltung in Personenmonaten"))
    medium: Medium | None = Field(description=_("digital oder analog"))
    effort: int | None = Field(ge=1, le=5, description=_("Aufwand von 1 bis 5"))
    benefit: int | None = Field(ge=1, le=5, description=_("Nutzen von 1 bis 5"))
    risks: str
    origin_text: str = Field(description=_("Herkunft"))
    trail_url: str | None = Field(description=_("Spur: aus wessen Worten die Maßnahme gewachsen ist"))
    health: Health | None = Field(description=_("wie es läuft; leer vor dem Beginn und nach dem Ende"))
    health_reasons: list[str] = Field(description=_("warum es so läuft, in Worten"))
    depends_on: list[MeasureName] = Field(description=_("was vorher kommt"))
    needed_by: list[MeasureName] = Field(description=_("was danach beginnen kann"))
    fundings: list[FundingShare]
    indicators: list[MeasureIndicator]
    milestones: list[MilestoneLine]
    decisions: list[Resolved] = Field(description=_("Beschlüsse"))
    news: list[News] = Field(description=_("was geschah, das Neueste zuerst"))


class RoadmapEntry(MeasureName):
    """Where a measure lies in time."""

    field: str | None = Field(description=_("Adresse des Handlungsfelds"))
    status: Status
    start: PlannedDate | None = Field(description=_("Beginn"))
    end: PlannedDate | None = Field(description=_("Ende"))
    depends_on: list[uuid.UUID] = Field(description=_("Maßnahmen, die vorher kommen"))
    milestones: list[MilestoneLine]

    @classmethod
    def of(cls, measure: Measure, request: HttpRequest) -> Self:
        """Return the bar of a measure; `dependencies` holds what everyone may read."""
        return cls(
            **cls.named(measure, request),
            field=measure.field.slug if measure.field else None,
            status=Status(measure.status),
            start=PlannedDate.of(measure.start),
            end=PlannedDate.of(measure.end),
            depends_on=[row.depends_on.public_id for row in measure.dependencies.all()],
            milestones=[MilestoneLine.of(row) for row in measure.milestones.all()],
        )


class Roadmap(Schema):
    """One page of a municipality's roadmap."""

    items: list[RoadmapEntry]
    next: str | None = Field(description=_("Adresse der nächsten Seite"))


def number(value: Decimal | None) -> float | None:
    """Return a number as programs write it; two decimals survive the way."""
    return None if value is None else float(value)


def line_of(measure: Measure, windows: Windows, request: HttpRequest) -> dict[str, Any]:
    """Return what both the list and the profile say about a measure."""
    return {
        **MeasureName.named(measure, request),
        "municipality": measure.municipality.slug,
        "field": measure.field.slug if measure.field else None,
        "status": Status(measure.status),
        "progress": measure.shown_progress,
        "horizon": windows.horizon(measure.start),
        "start": PlannedDate.of(measure.start),
        "end": PlannedDate.of(measure.end),
        "is_late": measure.is_late,
        "priority": Priority(measure.priority) if measure.priority else None,
        "lead": measure.lead,
        "changed_at": measure.changed_at,
        "is_sample": measure.is_sample,
    }
