"""Compares what a list says with what is known here: what is new, what changes, what cannot be."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dorflinde.places.public import Place
from dorflinde.strategy.models import (
    FieldOfAction,
    FundingLine,
    IndicatorLine,
    Measure,
    Profile,
    depends_on_itself,
)
from dorflinde.strategy.models.measure import sort_key

from .columns import Headings
from .report import PlannedRow, Rejection
from .rows import SaidRow


def plan_rows(place: Place, said: list[SaidRow], headings: Headings) -> tuple[list[PlannedRow], list[Rejection]]:
    """Return what each good row would do, and why the others cannot be taken over."""
    known = list(Measure.objects.of(place).with_profile())
    fields = {field.title.casefold(): field for field in FieldOfAction.objects.of(place)}
    by_number = {measure.number.casefold(): measure for measure in known}
    by_title = {measure.title.casefold(): measure for measure in known}
    planned: list[PlannedRow] = []
    rejected: list[Rejection] = []
    first_seen: dict[tuple[str, str], int] = {}
    for row in said:
        measure = by_number.get(row.number.casefold()) if row.number else by_title.get(row.title.casefold())
        problems = row.problems or _contradictions(row, measure, first_seen, headings)
        plan = None if problems else _planned(row, measure, fields)
        if plan is not None and plan.profile.ends_before_it_begins:
            problems = [_backwards(plan, headings)]
        elif plan is not None:
            planned.append(plan)
        rejected += problems
    listed = {row.number.casefold() for row in said if row.number}
    while True:
        planned, unmet = _with_known_needs(planned, known, headings, listed)
        planned, circles = _without_circles(planned, known, headings)
        rejected += [*unmet, *circles]
        if not circles:  # else others may need what was refused just now
            break
    for plan in planned:
        _name_changes(plan)
    return planned, rejected


def _contradictions(
    row: SaidRow, measure: Measure | None, first_seen: dict[tuple[str, str], int], headings: Headings
) -> list[Rejection]:
    found = [_twice(row, measure, first_seen, headings), _without_title(row, measure, headings)]
    return [problem for problem in found if problem is not None]


def _twice(
    row: SaidRow, measure: Measure | None, first_seen: dict[tuple[str, str], int], headings: Headings
) -> Rejection | None:
    name, text = ("number", row.number) if row.number else ("title", row.title)
    if not text:
        return None
    keys = [(name, text.casefold())] + ([("measure", measure.number)] if measure is not None else [])
    before = min(first_seen.setdefault(key, row.row) for key in keys)
    if before == row.row:
        return None
    said = (
        _("Die Nummer „%(text)s“ steht schon in Zeile %(row)s.")
        if row.number
        else _("Eine Maßnahme „%(text)s“ steht schon in Zeile %(row)s.")
    )
    return Rejection(row.row, headings.heading(name), said % {"text": text, "row": before})


def _without_title(row: SaidRow, measure: Measure | None, headings: Headings) -> Rejection | None:
    if row.title or measure is not None:
        return None
    return Rejection(row.row, headings.heading("title"), _("Der Titel fehlt."))


def _planned(row: SaidRow, measure: Measure | None, fields: Mapping[str, FieldOfAction]) -> PlannedRow:
    values = dict(row.values)
    status, progress = values.pop("status", None), values.pop("progress", None)
    field_title = values.pop("field", "")
    base = Profile.of(measure) if measure is not None else Profile(title=row.title)
    if measure is not None:
        values.pop("number", None)  # „m01“ in the list means our M01
    if field_title:
        values["field"] = fields.get(field_title.casefold())
    profile = dataclasses.replace(
        base,
        **values,
        fundings=_merged(FundingLine, base.fundings, row.fundings),
        indicators=_merged(IndicatorLine, base.indicators, row.indicators),
    )
    return PlannedRow(row.row, profile, field_title, status, progress, row.needs, measure, [])


def _merged(kind: Any, lines: tuple[Any, ...], said: Mapping[int, Mapping[str, Any]]) -> tuple[Any, ...]:
    """Return the payers or figures with what the row says about them; what it does not mention stays."""
    merged = list(lines)
    for position, values in sorted(said.items()):
        if position < len(merged):
            merged[position] = dataclasses.replace(merged[position], **values)
        else:
            merged.append(kind(**values))
    return tuple(merged)


def _backwards(plan: PlannedRow, headings: Headings) -> Rejection:
    return Rejection(
        plan.row,
        headings.heading("end"),
        _("Das Ende (%(end)s) liegt vor dem Beginn (%(start)s).")
        % {"end": plan.profile.end, "start": plan.profile.start},
    )


def _with_known_needs(
    planned: list[PlannedRow], known: list[Measure], headings: Headings, listed: set[str]
) -> tuple[list[PlannedRow], list[Rejection]]:
    """Let rows name measures of the list or of the municipality; who needs a refused row is refused too."""
    rejected: list[Rejection] = []
    while True:
        numbers = [measure.number for measure in known] + [plan.number for plan in planned if plan.number]
        exact = {number.casefold(): number for number in numbers}
        alike = {sort_key(number): number for number in numbers}  # M2 means M02
        kept: list[PlannedRow] = []
        for plan in planned:
            missing = [need for need in plan.needs or () if _find(need, exact, alike) is None]
            if missing:
                said = _unknown_need(missing[0], was_refused=missing[0].casefold() in listed)
                rejected.append(Rejection(plan.row, headings.heading("depends_on"), said))
            else:
                kept.append(plan)
        if len(kept) == len(planned):
            break
        planned = kept
    for plan in planned:
        if plan.needs is not None:
            plan.needs = [number for need in plan.needs if (number := _find(need, exact, alike)) is not None]
    return planned, rejected


def _unknown_need(number: str, *, was_refused: bool) -> str:
    if was_refused:
        return _("Die Zeile der Maßnahme „%(number)s“ wurde zurückgewiesen.") % {"number": number[:60]}
    return _("Die Maßnahme „%(number)s“ gibt es weder in der Liste noch hier.") % {"number": number[:60]}


def _find(need: str, exact: Mapping[str, str], alike: Mapping[str, str]) -> str | None:
    """Return the number meant: as written, with other zeros, or with its title behind it („M04 Bürger-App“)."""
    words = need.split()
    for text in (need, words[0].rstrip(":") if words else ""):
        if found := exact.get(text.casefold()) or alike.get(sort_key(text)):
            return found
    return None


def _without_circles(
    planned: list[PlannedRow], known: list[Measure], headings: Headings
) -> tuple[list[PlannedRow], list[Rejection]]:
    needs: dict[str, list[str]] = {
        measure.number: [dependency.depends_on.number for dependency in measure.dependencies.all()] for measure in known
    }
    needs |= {plan.number: plan.needs for plan in planned if plan.number and plan.needs is not None}
    rejected: list[Rejection] = []
    kept: list[PlannedRow] = []
    for plan in planned:
        circle = depends_on_itself(plan.number, needs) if plan.number and plan.needs else []
        if circle:
            said = _("Die Abhängigkeiten führen im Kreis: %(circle)s.") % {"circle": " → ".join(circle)}
            rejected.append(Rejection(plan.row, headings.heading("depends_on"), said))
        else:
            kept.append(plan)
    return kept, rejected


def _name_changes(plan: PlannedRow) -> None:
    if plan.measure is None:
        return
    before = Profile.of(plan.measure)
    names = plan.profile.changes(before)
    if plan.field_title and plan.profile.field is None and "field" not in names:
        names.append("field")
    changed: list[str] = [_label(name) for name in names]
    if plan.status is not None and plan.status != plan.measure.status:
        changed.append(_label("status"))
    if plan.progress is not None and plan.progress != plan.measure.progress:
        changed.append(_label("progress"))
    if plan.needs is not None and _numbers(plan.needs) != _numbers(
        dependency.depends_on.number for dependency in plan.measure.dependencies.all()
    ):
        changed.append(_("Abhängigkeiten"))
    plan.changed = changed


def _numbers(numbers: Iterable[str]) -> set[str]:
    return {number.casefold() for number in numbers}


def _label(name: str) -> str:
    labels = {"fundings": _("Förderung"), "indicators": _("Kennzahlen"), "start": _("Beginn"), "end": _("Ende")}
    return labels.get(name) or next(str(field.verbose_name) for field in Measure._meta.fields if field.name == name)
