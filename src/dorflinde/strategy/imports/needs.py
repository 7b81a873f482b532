"""What measures of a list wait for: numbers that mean a measure, and no circles."""

import dataclasses
from collections.abc import Mapping

from django.utils.translation import gettext as _

from dorflinde.strategy.models import Dependency, Measure, depends_on_itself
from dorflinde.strategy.models.measure import sort_key

from .columns import Headings
from .report import PlannedRow, Rejection


def with_known_needs(
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
            missing = [tie.number for tie in plan.needs or () if _find(tie.number, exact, alike) is None]
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
            meant = [(tie, _find(tie.number, exact, alike)) for tie in plan.needs]
            named = {number: dataclasses.replace(tie, number=number) for tie, number in meant if number is not None}
            plan.needs = list(named.values())
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


def without_circles(
    planned: list[PlannedRow], known: list[Measure], headings: Headings
) -> tuple[list[PlannedRow], list[Rejection]]:
    needs: dict[str, list[str]] = {
        measure.number: [dependency.depends_on.number for dependency in measure.dependencies.all()] for measure in known
    }
    needs |= {
        plan.number: [tie.number for tie in plan.needs] for plan in planned if plan.number and plan.needs is not None
    }
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


def said_ties(plan: PlannedRow) -> dict[str, tuple[str, int]]:
    """Return for each measure that is needed first how it is waited for: as said, as it was, or in the usual way."""
    before = ties_of(plan.measure) if plan.measure is not None else {}
    found = {}
    for tie in plan.needs or ():
        kind, lag = before.get(tie.number.casefold(), (Dependency.Kind.FINISH_START.value, 0))
        found[tie.number.casefold()] = (tie.kind or kind, lag if tie.lag is None else tie.lag)
    return found


def ties_of(measure: Measure) -> dict[str, tuple[str, int]]:
    """Return how a measure waits for others, by their numbers."""
    return {row.depends_on.number.casefold(): (row.kind, row.lag) for row in measure.dependencies.all()}
