"""The measures of a municipality as a list that can be read in again without a change: XLSX, CSV, JSON-LD."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from dorflinde.accounts.public import User
from dorflinde.core.dates import PlanDate, Precision
from dorflinde.core.money import format_euro, format_number, format_percent
from dorflinde.places.public import Place
from dorflinde.strategy.imports.columns import FUNDING, HEADINGS, INDICATOR, heading_of
from dorflinde.strategy.imports.words import said
from dorflinde.strategy.models import (
    FieldChange,
    Funding,
    Indicator,
    Measure,
    MeasureQuerySet,
    Pin,
    ProgressNote,
    Proposal,
    StatusChange,
    Takeover,
)

from .cells import inert
from .opinions import rows_of_opinions
from .project_xml import write_project
from .situation import rows_of_respondent

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "jsonld": "application/ld+json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",  # for Microsoft Project
}
# The order in which town halls keep their lists; repeated columns follow for as many payers and figures as there are.
_FIRST = (
    "number",
    "title",
    "field",
    "description",
    "goal",
    "lead",
    "participants",
    "start",
    "end",
    "priority",
    "cost_once",
    "cost_per_year",
)
_THEN = ("staff_months", "depends_on")
_LAST = ("medium", "effort", "benefit", "risks", "status", "progress", "origin_text", "visibility")


def export_measures(place: Place, form: str, *, measures: MeasureQuerySet | None = None) -> tuple[bytes, int]:
    """Write the measures of a place (all, or those given) as xlsx, csv, jsonld or xml and return the file and how many stand in it."""
    if form not in FORMATS:
        raise KeyError(form)
    chosen = list((Measure.objects.of(place) if measures is None else measures).with_profile().by_number())
    if form == "jsonld":
        return _json_ld(place, chosen), len(chosen)
    if form == "xml":
        return write_project(place, chosen), len(chosen)
    columns = _columns(chosen)
    rows = [[_value(measure, name, repeat) for name, repeat in columns] for measure in chosen]
    headings = [heading_of(name, repeat) for name, repeat in columns]
    if form == "csv":
        return _csv(headings, columns, rows), len(chosen)
    from .workbook import write_workbook  # a large library: only where a workbook is really written

    content = write_workbook(place, headings, columns, rows)
    return content, len(chosen)


def rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return what is kept of a person who works on measures: what they wrote and moved, with its day."""
    notes = ProgressNote.objects.filter(written_by=user).select_related("measure")
    moves = StatusChange.objects.filter(changed_by=user).select_related("measure")
    return [
        *rows_of_respondent(user),
        *(
            {"kind": "progress", "measure": str(note.measure), "at": note.at.isoformat(), "text": note.text}
            for note in notes
        ),
        *(
            {
                "kind": "status",
                "measure": str(move.measure),
                "at": move.at.isoformat(),
                "status": move.status,
                "text": move.reason,
            }
            for move in moves
        ),
        *(
            {"kind": "created", "measure": str(measure), "at": measure.created_at.isoformat()}
            for measure in Measure.objects.filter(created_by=user)
        ),
        *(
            {"kind": "pin", "measure": str(pin.measure), "at": pin.pinned_at.isoformat(), "text": pin.reason}
            for pin in Pin.objects.filter(pinned_by=user).select_related("measure")
        ),
        *(
            {"kind": "proposal", "at": asked.asked_at.isoformat(), "text": asked.get_objective_display()}
            for asked in Proposal.objects.filter(asked_by=user)
        ),
        *(
            {"kind": "takeover", "at": taken.taken_at.isoformat(), "text": str(len(taken.moves))}
            for taken in Takeover.objects.filter(taken_by=user)
        ),
        *(
            {
                "kind": "change",
                "of": change.subject_kind,
                "field": change.field,
                "at": change.at.isoformat(),
                "before": change.old,
                "after": change.new,
            }
            for change in FieldChange.objects.filter(changed_by=user)
        ),
        *rows_of_opinions(user),
    ]


def _columns(measures: Sequence[Measure]) -> list[tuple[str, int]]:
    payers = max((len(measure.fundings.all()) for measure in measures), default=0) or 1
    figures = max((len(measure.indicators.all()) for measure in measures), default=0) or 1
    return [
        *((name, 0) for name in _FIRST),
        *((name, repeat) for repeat in range(payers) for name in FUNDING),
        *((name, 0) for name in _THEN),
        *((name, repeat) for repeat in range(figures) for name in INDICATOR),
        *((name, 0) for name in _LAST),
    ]


def _value(measure: Measure, name: str, repeat: int) -> Any:
    """Return what a cell says: a number, a day, or a text in the words the import knows."""
    if name in FUNDING:
        return _funding_value(list(measure.fundings.all())[repeat : repeat + 1], name)
    if name in INDICATOR:
        return _indicator_value(list(measure.indicators.all())[repeat : repeat + 1], name)
    match name:
        case "field":
            return measure.field.title if measure.field else ""
        case "depends_on":
            return "; ".join(dependency.depends_on.number for dependency in measure.dependencies.all())
        case "start" | "end":
            return getattr(measure, name)
        case "priority" | "status" | "medium" | "visibility":
            return said(name, getattr(measure, name))
        case "progress":
            return None if measure.progress is None else Decimal(measure.progress)
        case _:
            return getattr(measure, name)


def _funding_value(found: Sequence[Funding], name: str) -> Any:
    value = getattr(found[0], name) if found else None
    return said(name, value) if value and name in {"kind", "stage"} else value


def _indicator_value(found: Sequence[Indicator], name: str) -> Any:
    return getattr(found[0], "name" if name == "indicator" else name) if found else None


def _in_words(value: Any, name: str) -> str:
    """Return a cell of a text file, written as in Germany."""
    if value is None:
        return ""
    if isinstance(value, PlanDate):
        return f"{value.first:%d.%m.%Y}" if value.precision is Precision.DAY else value.in_words("de")
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if name in {"cost_once", "cost_per_year", "amount"}:
        return format_euro(value).replace("\N{NO-BREAK SPACE}", " ")
    if name in {"rate", "progress"}:
        return format_percent(value).replace("\N{NO-BREAK SPACE}", " ")
    if isinstance(value, Decimal):
        return format_number(value)
    return inert(str(value))


def _csv(headings: list[str], columns: list[tuple[str, int]], rows: list[list[Any]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(headings)
    writer.writerows([_in_words(value, name) for value, (name, _) in zip(row, columns, strict=True)] for row in rows)
    return out.getvalue().encode("utf-8-sig")  # without the mark Excel would read the umlauts wrongly


def _json_ld(place: Place, measures: Sequence[Measure]) -> bytes:
    """Write schema.org projects, and what schema.org has no word for as named properties."""
    document = {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Dataset",
        "name": f"Maßnahmen {place.full_name}",
        "spatialCoverage": {
            "@type": "AdministrativeArea",
            "name": place.full_name,
            "identifier": place.ags or place.slug,
        },
        "hasPart": [_project(measure) for measure in measures],
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _project(measure: Measure) -> dict[str, Any]:
    named = {
        heading_of(name): _in_words(_value(measure, name, 0), name).removeprefix("'")
        for name in HEADINGS
        if name not in {"number", "title", "description", "start", "end", "programme", *INDICATOR}
    }
    start, end = measure.start, measure.end
    project = {
        "@type": "Project",
        "@id": f"{settings.BASE_URL}{measure.get_absolute_url()}",
        "identifier": measure.number,
        "name": measure.title,
        "description": measure.description or measure.goal,
        "foundingDate": start.first.isoformat() if start and start.first else "",
        "dissolutionDate": end.last.isoformat() if end and end.last else "",
        "temporalCoverage": measure.period,
        "funding": [{"@type": "Grant", "name": str(funding)} for funding in measure.fundings.all()],
        "additionalProperty": [
            *({"@type": "PropertyValue", "name": name, "value": value} for name, value in named.items() if value),
            *(
                {
                    "@type": "PropertyValue",
                    "name": row.name,
                    "value": row.target,
                    "unitText": row.unit,
                    "minValue": row.baseline,
                }
                for row in measure.indicators.all()
            ),
        ],
        "isBasedOn": [dependency.depends_on.number for dependency in measure.dependencies.all()],
    }
    return {name: value for name, value in project.items() if value not in ("", [])}
