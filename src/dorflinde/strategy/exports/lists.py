"""The measures of a municipality as a list that can be read in again without a change: XLSX, CSV, JSON-LD."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from dorflinde.accounts.public import User
from dorflinde.core.cells import inert
from dorflinde.places.public import Place
from dorflinde.strategy.imports.columns import FUNDING, INDICATOR, YEARLY, heading_of
from dorflinde.strategy.models import (
    FieldChange,
    Measure,
    MeasureQuerySet,
    Pin,
    ProgressNote,
    Proposal,
    StatusChange,
    Takeover,
)

from .linked import json_ld, told_to_everyone
from .opinions import rows_of_opinions
from .project_xml import write_project
from .situation import rows_of_respondent
from .values import in_words, value_of

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
    "lead_organisation",
    "participants",
    "start",
    "end",
    "duration",
    "earliest",
    "latest",
    "held",
    "priority",
    "cost_once",
    "cost_per_year",
)
_THEN = ("staff_months", "demands", "depends_on")
_LAST = ("medium", "effort", "benefit", "risks", "status", "progress", "origin_text", "visibility")


def export_measures(
    place: Place, form: str, *, measures: MeasureQuerySet | None = None, with_internal: bool = False
) -> tuple[bytes, int]:
    """Write the measures of a place (all, or those given) as xlsx, csv, jsonld or xml and return the file and how many stand in it.

    Data for other programs (jsonld) are made to be passed on: they hold only what everyone may read, unless `with_internal`.
    """
    if form not in FORMATS:
        raise KeyError(form)
    wanted = Measure.objects.of(place) if measures is None else measures
    if form == "jsonld" and not with_internal:
        wanted = told_to_everyone(wanted)
    chosen = list(wanted.with_profile().with_planning().by_number())
    if form == "jsonld":
        return json_ld(place, chosen), len(chosen)
    if form == "xml":
        return write_project(place, chosen), len(chosen)
    columns = _columns(chosen)
    rows = [[value_of(measure, name, repeat) for name, repeat in columns] for measure in chosen]
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
    costs = [cost for measure in measures for cost in measure.costs.all()]
    years = {name: sorted({cost.year for cost in costs if getattr(cost, name) is not None}) for name in YEARLY}
    return [
        *((name, 0) for name in _FIRST),
        *((name, year) for name in YEARLY for year in years[name]),
        *((name, repeat) for repeat in range(payers) for name in FUNDING),
        *((name, 0) for name in _THEN),
        *((name, repeat) for repeat in range(figures) for name in INDICATOR),
        *((name, 0) for name in _LAST),
    ]


def _csv(headings: list[str], columns: list[tuple[str, int]], rows: list[list[Any]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(headings)
    writer.writerows(
        [inert(in_words(value, name)) for value, (name, _) in zip(row, columns, strict=True)] for row in rows
    )
    return out.getvalue().encode("utf-8-sig")  # without the mark Excel would read the umlauts wrongly
