"""Reads one row of a list into what it says about a measure, and names every cell it cannot read."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dorflinde.core.dates import NotADateError, Precision, parse_plan_date
from dorflinde.core.money import NotAnAmountError, parse_euro, parse_percent, parse_person_months
from dorflinde.strategy.models.planning import LONGEST

from . import words
from .columns import FUNDING, INDICATOR, PLANNING, YEARLY, Column, Headings
from .report import Rejection
from .several import Tie, UnclearCellError, read_demands, read_ties
from .table import Row, as_text

_SUMS = frozenset({"summe", "gesamt", "gesamtsumme", "total", "sum"})
_LENGTHS = {
    "number": 20, "title": 200, "field": 120, "lead": 200, "programme": 200, "indicator": 200, "baseline": 100, "target": 100,
    "current": 100, "unit": 60, "lead_organisation": 150,
}  # fmt: skip
_LONGEST = 20_000  # no cell of a spreadsheet is longer than 32,767 signs; a description needs less


@dataclass(slots=True)
class SaidRow:
    """What a row says; what it leaves empty is not here, and so changes nothing."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    costs: dict[int, dict[str, Any]] = field(default_factory=dict)  # by year
    fundings: dict[int, dict[str, Any]] = field(default_factory=dict)
    indicators: dict[int, dict[str, Any]] = field(default_factory=dict)
    planning: dict[str, Any] = field(default_factory=dict)
    needs: list[Tie] | None = None
    problems: list[Rejection] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The number the row names, if any."""
        return str(self.values.get("number", ""))

    @property
    def title(self) -> str:
        """The title the row names, if any."""
        return str(self.values.get("title", ""))


def read_rows(rows: Sequence[Row], headings: Headings) -> list[SaidRow]:
    """Return what the rows under the headings say, with the cells nobody can read; empty rows and sums are passed over."""
    read = (_read_row(index + 1, rows[index], headings) for index in range(headings.row + 1, len(rows)))
    return [row for row in read if row is not None]


def _read_row(number: int, cells: Row, headings: Headings) -> SaidRow | None:
    row, is_empty = SaidRow(number), True
    for column in headings.columns:
        cell = cells[column.index] if column.index < len(cells) else None
        if not as_text(cell):
            continue
        is_empty = False
        try:
            _take(row, column, cell)
        except (NotAnAmountError, NotADateError, UnclearCellError, _Unreadable) as error:
            row.problems.append(Rejection(number, column.heading, str(error)))
    is_sum = not row.number and row.title.casefold().rstrip(":") in _SUMS
    return None if is_empty or is_sum else row


def _take(row: SaidRow, column: Column, cell: object) -> None:
    if column.name == "depends_on":
        row.needs = read_ties(as_text(cell))
        return
    value = _READERS.get(column.name, _read_text)(column.name, cell)
    if value is None:
        return
    if column.name in FUNDING:
        row.fundings.setdefault(column.repeat, {})[column.name] = value
    elif column.name in INDICATOR:
        name = "name" if column.name == "indicator" else column.name
        row.indicators.setdefault(column.repeat, {})[name] = value
    elif column.name in YEARLY:
        row.costs.setdefault(column.repeat, {})[column.name] = value
    elif column.name in PLANNING:
        row.planning[column.name] = value
    else:
        row.values[column.name] = value


class _Unreadable(ValueError):
    """A cell that says something we do not know; the message is for the person who wrote it."""


def _read_text(name: str, cell: object) -> str:
    text = as_text(cell)
    longest = _LENGTHS.get(name, _LONGEST)
    if name in _LENGTHS:
        text = " ".join(text.split())
    if len(text) > longest:
        raise _Unreadable(_("Der Text ist zu lang. Höchstens %(most)s Zeichen sind möglich.") % {"most": longest})
    return text


def _read_money(_name: str, cell: object) -> Decimal | None:
    return parse_euro(_number_or_text(cell))


def _read_rate(_name: str, cell: object) -> Decimal | None:
    return parse_percent(_number_or_text(cell))


def _read_progress(_name: str, cell: object) -> int | None:
    share = parse_percent(_number_or_text(cell))
    return None if share is None else round(share)


def _read_staff(_name: str, cell: object) -> Decimal | None:
    return parse_person_months(_number_or_text(cell))


def _read_date(_name: str, cell: object) -> object:
    return parse_plan_date(
        cell if isinstance(cell, date | int | float) and not isinstance(cell, bool) else as_text(cell)
    )


def _read_day(_name: str, cell: object) -> date | None:
    planned = parse_plan_date(cell if isinstance(cell, date) else as_text(cell))
    if planned is None:
        return None
    if planned.precision is not Precision.DAY:
        raise _Unreadable(_("Hier wird ein genauer Tag gebraucht, zum Beispiel 30.06.2027."))
    return planned.first


def _read_word(name: str, cell: object) -> str:
    text = as_text(cell)
    value = words.meant(name, text)
    if value is None:
        raise _Unreadable(
            _("„%(text)s“ ist hier nicht bekannt. Möglich sind: %(words)s.")
            % {"text": text[:60], "words": words.expected(name)}
        )
    return value


def _read_rating(_name: str, cell: object) -> int:
    found = re.fullmatch(r"([1-5])(?:\s*(?:/|von|of)\s*5)?", as_text(cell))
    if not found:
        raise _Unreadable(_("Hier wird eine Zahl von 1 bis 5 gebraucht."))
    return int(found[1])


def _read_duration(_name: str, cell: object) -> int:
    text = as_text(cell).casefold()
    found = re.fullmatch(r"([0-9]{1,3})\s*(monate?|months?|mon\.?|m|jahre?|years?|j)?", text)
    months = int(found[1]) * (12 if (found[2] or "").startswith(("j", "y")) else 1) if found else 0
    if not 1 <= months <= LONGEST:
        raise _Unreadable(_("Hier wird eine Zahl von Monaten gebraucht, 1 bis %(most)s.") % {"most": LONGEST})
    return months


def _read_month(name: str, cell: object) -> date | None:
    planned = parse_plan_date(cell if isinstance(cell, date) else as_text(cell))
    if planned is None:
        return None
    day = planned.first if name == "earliest" else planned.last
    if day is None:
        raise _Unreadable(_("Bitte nennen Sie einen Monat, zum Beispiel März 2027."))
    return day.replace(day=1)


def _read_held(_name: str, cell: object) -> str | bool:
    """Return why a date stands, empty without a reason; False if it may move."""
    text = " ".join(as_text(cell).split())
    if text.casefold() in {"nein", "no", "-", "–", "—"}:
        return False
    found = re.fullmatch(r"(?:ja|yes|x|fest|fix)(?:\s*[:,–-]\s*(.{0,200}))?", text, re.IGNORECASE)
    if not found:
        raise _Unreadable(
            _("„%(text)s“ ist hier nicht bekannt. Bitte schreiben Sie „ja“, „ja: “ mit einem Grund, oder „nein“.")
            % {"text": text[:60]}
        )
    return found[1] or ""


def _read_demands(_name: str, cell: object) -> dict[str, Decimal]:
    return read_demands(as_text(cell))


_READERS: dict[str, Callable[[str, object], Any]] = {
    "cost_once": _read_money, "cost_per_year": _read_money, "once": _read_money, "running": _read_money, "amount": _read_money,
    "rate": _read_rate, "progress": _read_progress, "staff_months": _read_staff,
    "start": _read_date, "end": _read_date, "apply_by": _read_day, "ends_on": _read_day, "notice_on": _read_day, "proof_by": _read_day,
    "earmarked_until": _read_day,
    "priority": _read_word, "status": _read_word, "medium": _read_word, "visibility": _read_word, "stage": _read_word, "kind": _read_word,
    "deadline": _read_word,
    "direction": _read_word, "effort": _read_rating, "benefit": _read_rating,
    "duration": _read_duration, "earliest": _read_month, "latest": _read_month, "held": _read_held, "demands": _read_demands,
}  # fmt: skip


def _number_or_text(cell: object) -> object:
    return cell if isinstance(cell, int | float) and not isinstance(cell, bool) else as_text(cell)
