"""The list as a workbook; imported only where one is written, for the library behind it is large."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import TYPE_STRING
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from dorflinde.core.cells import inert, without_unseen
from dorflinde.core.dates import PlanDate, Precision
from dorflinde.places.public import Place
from dorflinde.strategy.imports.columns import MONEY

_EURO = '#,##0.00\\ "€"'


def write_workbook(place: Place, headings: list[str], columns: list[tuple[str, int]], rows: list[list[Any]]) -> bytes:
    """Return the rows as a workbook that a treasurer can go on calculating with."""
    book = Workbook()
    sheet = book.active if book.active is not None else book.create_sheet()
    sheet.title = "Maßnahmen"
    sheet.append([f"Maßnahmenliste {place.full_name}"])
    sheet.append([])
    sheet.append(headings)
    sheet["A1"].font = Font(bold=True, size=14)
    for number, heading in enumerate(headings, start=1):
        sheet.cell(3, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = min(40, max(12, len(heading) + 2))
    for line, row in enumerate(rows, start=4):
        for number, (value, (name, _)) in enumerate(zip(row, columns, strict=True), start=1):
            _fill(sheet.cell(line, number), value, name)
    sheet.freeze_panes = "C4"
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(headings))}{max(3, len(rows) + 3)}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(cell: Any, value: Any, name: str) -> None:
    """Put money, shares and days into a cell so that the spreadsheet can calculate with them; texts never calculate."""
    if value is None or value == "":
        return
    if isinstance(value, PlanDate) and value.precision is Precision.DAY:
        value = value.first
    if isinstance(value, date):
        cell.value, cell.number_format = value, "DD.MM.YYYY"
    elif name in {"rate", "progress"}:
        cell.value, cell.number_format = value / 100, "0.##%"
    elif isinstance(value, Decimal | int):
        cell.value = value
        cell.number_format = _EURO if name in MONEY else "General"
    else:
        text = without_unseen(str(value))
        # as a string it does not calculate; only an apostrophe of its own must survive the way back
        cell.value, cell.data_type = (inert(text) if text.startswith("'") else text), TYPE_STRING
        cell.quotePrefix = True  # stays a text also when somebody edits the cell
        cell.alignment = Alignment(wrap_text=True, vertical="top")
