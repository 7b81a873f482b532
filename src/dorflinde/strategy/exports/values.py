"""What the cells of a list say about a measure, in the words the import knows."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from dorflinde.core.cells import without_unseen
from dorflinde.core.dates import PlanDate, Precision
from dorflinde.core.money import format_euro, format_number, format_percent
from dorflinde.strategy.imports.columns import FUNDING, INDICATOR, MONEY, PLANNING, YEARLY
from dorflinde.strategy.imports.several import write_demands, write_ties
from dorflinde.strategy.imports.words import said
from dorflinde.strategy.models import Funding, Indicator, Measure, PlanningProfile


def value_of(measure: Measure, name: str, repeat: int) -> Any:
    """Return what a cell says: a number, a day, or a text in the words the import knows."""
    for names, read in _LINES.items():
        if name in names:
            return read(measure, name, repeat)
    match name:
        case "field":
            return measure.field.title if measure.field else ""
        case "depends_on":
            return write_ties(measure.dependencies.all())
        case "lead_organisation":
            return measure.lead_organisation.name if measure.lead_organisation else ""
        case "start" | "end":
            return getattr(measure, name)
        case "priority" | "status" | "medium" | "visibility":
            return said(name, getattr(measure, name))
        case "progress":
            return None if measure.progress is None else Decimal(measure.progress)
        case _:
            return getattr(measure, name)


def _cost_value(measure: Measure, name: str, year: int) -> Any:
    return next((getattr(cost, name) for cost in measure.costs.all() if cost.year == year), None)


def _funding_value(measure: Measure, name: str, repeat: int) -> Any:
    value = _of_line(measure.fundings.all(), name, repeat)
    return said(name, value) if value and name in {"kind", "stage"} else value


def _indicator_value(measure: Measure, name: str, repeat: int) -> Any:
    value = _of_line(measure.indicators.all(), "name" if name == "indicator" else name, repeat)
    return said(name, value) if value and name == "direction" else value


def _planning_value(measure: Measure, name: str, _repeat: int) -> Any:
    value = getattr(PlanningProfile.of(measure), name)
    match name:
        case "duration":
            return None if value is None else Decimal(value)
        case "earliest" | "latest":
            return PlanDate.stored(value, Precision.MONTH)
        case "demands":
            return write_demands(value)
        case _:
            return None if value is None else f"ja: {value}" if value else "ja"


def _of_line(lines: Iterable[Funding | Indicator], name: str, repeat: int) -> Any:
    return next((getattr(line, name) for number, line in enumerate(lines) if number == repeat), None)


_LINES: dict[Collection[str], Callable[[Measure, str, int], Any]] = {
    frozenset(YEARLY): _cost_value, FUNDING: _funding_value, INDICATOR: _indicator_value, PLANNING: _planning_value,
}  # fmt: skip


def in_words(value: Any, name: str) -> str:
    """Return a value as people in Germany write it."""
    if value is None:
        return ""
    if isinstance(value, PlanDate):
        return f"{value.first:%d.%m.%Y}" if value.precision is Precision.DAY else value.in_words("de")
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if name in MONEY:
        return format_euro(value).replace("\N{NO-BREAK SPACE}", " ")
    if name in {"rate", "progress"}:
        return format_percent(value).replace("\N{NO-BREAK SPACE}", " ")
    if isinstance(value, Decimal):
        return format_number(value)
    return without_unseen(str(value))
