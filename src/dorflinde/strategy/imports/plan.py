"""Compares what a list says with what is known here: what is new, what changes, what cannot be."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _

from dorflinde.core.cells import one_line
from dorflinde.core.money import format_euro
from dorflinde.places.public import Organisation, Place
from dorflinde.strategy.models import (
    CostLine,
    FieldOfAction,
    FundingLine,
    IndicatorLine,
    Measure,
    PlanningProfile,
    Profile,
    StaffRole,
)

from .columns import Headings
from .needs import said_ties, ties_of, with_known_needs, without_circles
from .report import PlannedRow, Rejection
from .rows import SaidRow


def plan_rows(place: Place, said: list[SaidRow], headings: Headings) -> tuple[list[PlannedRow], list[Rejection]]:
    """Return what each good row would do, and why the others cannot be taken over."""
    known = list(Measure.objects.of(place).with_profile().with_planning())
    here = _Here.of(place)
    by_number = {measure.number.casefold(): measure for measure in known}
    by_title = {measure.title.casefold(): measure for measure in known}
    planned: list[PlannedRow] = []
    rejected: list[Rejection] = []
    first_seen: dict[tuple[str, str], int] = {}
    for row in said:
        measure = by_number.get(row.number.casefold()) if row.number else by_title.get(row.title.casefold())
        problems = row.problems or _contradictions(row, measure, first_seen, headings)
        if not problems:
            plan = _planned(row, measure, here)
            problems = _impossible(plan, headings)
            planned += [plan] if not problems else []
        rejected += problems
    listed = {row.number.casefold() for row in said if row.number}
    while True:
        planned, unmet = with_known_needs(planned, known, headings, listed)
        planned, circles = without_circles(planned, known, headings)
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


def _planned(row: SaidRow, measure: Measure | None, here: "_Here") -> PlannedRow:
    values = dict(row.values)
    status, progress = values.pop("status", None), values.pop("progress", None)
    field_title, organisation = values.pop("field", ""), values.pop("lead_organisation", "")
    base = Profile.of(measure) if measure is not None else Profile(title=row.title)
    if measure is not None:
        values.pop("number", None)  # „m01“ in the list means our M01
    if field_title:
        values["field"] = here.fields.get(field_title.casefold())
    if organisation and not _is_called(base.lead_organisation, organisation):
        values["lead_organisation"] = here.organisations.get(organisation.casefold())
    profile = dataclasses.replace(
        base,
        **values,
        costs=_costs(base, row.costs),
        fundings=_merged(FundingLine, base.fundings, row.fundings),
        indicators=_merged(IndicatorLine, base.indicators, row.indicators),
    )
    return PlannedRow(
        row.row, profile, field_title, status, progress, row.needs, _planning(row, measure, here),
        organisation if profile.lead_organisation is None else "", measure, [],
    )  # fmt: skip


def _planning(row: SaidRow, measure: Measure | None, here: "_Here") -> PlanningProfile:
    """Return what is known for the planning with what the row says about it."""
    said = dict(row.planning)
    if "held" in said:
        said["held"] = None if said["held"] is False else said["held"]
    if "demands" in said:
        said["demands"] = {here.roles.get(title.casefold(), title): months for title, months in said["demands"].items()}
    return dataclasses.replace(PlanningProfile() if measure is None else PlanningProfile.of(measure), **said)


def _is_called(organisation: Organisation | None, name: str) -> bool:
    return organisation is not None and one_line(organisation.name).casefold() == name.casefold()


@dataclass(frozen=True, slots=True)
class _Here:
    """What the municipality knows by name."""

    fields: Mapping[str, FieldOfAction]
    organisations: Mapping[str, Organisation]
    roles: Mapping[str, str]

    @classmethod
    def of(cls, place: Place) -> Self:
        organisations = Organisation.objects.of(place).order_by("-pk")  # of two with one name the older one is meant
        return cls(
            fields={field.title.casefold(): field for field in FieldOfAction.objects.of(place)},
            organisations={one_line(one.name).casefold(): one for one in organisations},
            roles={(title := one_line(role.title)).casefold(): title for role in StaffRole.objects.of(place)},
        )


def _costs(base: Profile, said: Mapping[int, Mapping[str, Any]]) -> tuple[CostLine, ...]:
    """Return the years with what the row says about them; what it does not mention stays."""
    known = {line.year: line for line in base.costs}
    known |= {year: dataclasses.replace(known.get(year, CostLine(year)), **values) for year, values in said.items()}
    return tuple(known.values())


def _merged(kind: Any, lines: tuple[Any, ...], said: Mapping[int, Mapping[str, Any]]) -> tuple[Any, ...]:
    """Return the payers or figures with what the row says about them; what it does not mention stays."""
    merged = list(lines)
    for position, values in sorted(said.items()):
        if position < len(merged):
            merged[position] = dataclasses.replace(merged[position], **values)
        else:
            merged.append(kind(**values))
    return tuple(merged)


def _impossible(plan: PlannedRow, headings: Headings) -> list[Rejection]:
    """Return what in a row contradicts itself or what is known."""
    profile, planning = plan.profile, plan.planning
    found = []
    if profile.ends_before_it_begins:
        said = _("Das Ende (%(end)s) liegt vor dem Beginn (%(start)s).") % {"end": profile.end, "start": profile.start}
        found.append(Rejection(plan.row, headings.heading("end"), said))
    if profile.years_cost_more:
        said = _("Die Jahre ergeben zusammen %(sum)s, das ist mehr als einmalig angegeben.")
        said %= {"sum": format_euro(profile.once_by_year)}
        found.append(Rejection(plan.row, headings.heading("once"), said))
    if planning.earliest and planning.latest and planning.latest < planning.earliest:
        found.append(Rejection(plan.row, headings.heading("latest"), _("Das liegt vor dem frühesten Beginn.")))
    if planning.held is not None and (profile.start is None or profile.start.first is None):
        said = _("Ohne Beginn gibt es nichts festzuhalten.")
        found.append(Rejection(plan.row, headings.heading("held"), said))
    return found


def _name_changes(plan: PlannedRow) -> None:
    if plan.measure is None:
        return
    before = Profile.of(plan.measure)
    names = plan.profile.changes(before)
    if plan.field_title and plan.profile.field is None and "field" not in names:
        names.append("field")
    if plan.organisation and "lead_organisation" not in names:
        names.append("lead_organisation")
    changed: list[str] = [_label(name) for name in names]
    if plan.status is not None and plan.status != plan.measure.status:
        changed.append(_label("status"))
    if plan.progress is not None and plan.progress != plan.measure.progress:
        changed.append(_label("progress"))
    if plan.needs is not None and said_ties(plan) != ties_of(plan.measure):
        changed.append(_("Abhängigkeiten"))
    if plan.planning.changes(PlanningProfile.of(plan.measure)):
        changed.append(_("Planung"))
    plan.changed = changed


def _label(name: str) -> str:
    labels = {
        "costs": _("Kosten nach Jahren"),
        "fundings": _("Förderung"),
        "indicators": _("Kennzahlen"),
        "start": _("Beginn"),
        "end": _("Ende"),
    }
    return labels.get(name) or next(str(field.verbose_name) for field in Measure._meta.fields if field.name == name)
