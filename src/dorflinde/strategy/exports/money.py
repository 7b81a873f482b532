"""Money as a workbook for the treasurer: by year and source, measure by measure, and the fundings with their days."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.core.cells import without_unseen
from dorflinde.places.public import Place
from dorflinde.strategy.models import Funding
from dorflinde.strategy.queries.money import MoneyRow, MoneyTable, Source
from dorflinde.strategy.queries.spending import NOTHING

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_EURO = '#,##0.00\\ "€"'
_FIRST_ROW = 4  # a title, an empty row, the headings


def money_workbook(place: Place, table: MoneyTable) -> bytes:
    """Return three sheets: real numbers that sum up, days that are days, texts that never calculate."""
    from openpyxl import Workbook  # a large library: only where a workbook is really written

    book = Workbook()
    for sheet in list(book.worksheets):
        book.remove(sheet)
    title = _("Maßnahmen %(place)s, Stand %(day)s") % {
        "place": place.full_name, "day": f"{timezone.localdate():%d.%m.%Y}",
    }  # fmt: skip
    _by_source(book, title, table)
    _by_measure(book, title, table)
    _fundings(book, title, table)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _by_source(book: "Workbook", title: str, table: MoneyTable) -> None:
    rows: list[list[Any]] = [[row.label, *_amounts(row, table.years)] for row in table.rows]
    rows.append(
        [_("Deckel"), *(table.ceilings[year].amount if year in table.ceilings else None for year in table.years)]
    )
    rows.append([_("über dem Deckel"), *(table.over(year) for year in table.years)])
    sheet = _sheet(book, _("Kosten nach Jahren"), title, [_("Quelle"), *table.years, _("Summe")], rows)
    _euros(sheet, first_column=2)
    _bold(sheet, _FIRST_ROW + next(number for number, row in enumerate(table.rows) if row.is_sum))


def _by_measure(book: "Workbook", title: str, table: MoneyTable) -> None:
    """One row for each measure and source: who pays what of it in which year."""
    rows = [
        [measure.number, measure.title, measure.field.title if measure.field else "", str(row.source.label),
         row.label if row.source in {Source.PROGRAMME, Source.THIRD} else "", *_amounts(row, table.years)]
        for measure, sources in table.details for row in sources
    ]  # fmt: skip
    headings = [_("Nr."), _("Maßnahme"), _("Handlungsfeld"), _("Art"), _("Geldgeber"), *table.years, _("Summe")]
    sheet = _sheet(book, _("Nach Maßnahmen"), title, headings, rows, widths=(8, 42, 24, 26, 30))
    _euros(sheet, first_column=6)
    sheet.auto_filter.ref = f"A{_FIRST_ROW - 1}:E{max(_FIRST_ROW, sheet.max_row)}"


def _fundings(book: "Workbook", title: str, table: MoneyTable) -> None:
    """Every funding with its rate and the days that matter."""
    rows = [
        [measure.number, measure.title, str(funding), str(funding.get_kind_display()),
         None if funding.rate is None else funding.rate / 100, funding.share_of(measure.cost_once),
         str(funding.get_stage_display()) if funding.stage else "", *(getattr(funding, name) for name in _DAYS)]
        for measure, _rows in table.details for funding in measure.fundings.all()
    ]  # fmt: skip
    days = [str(Funding._meta.get_field(name).verbose_name) for name in _DAYS]  # type: ignore[union-attr]  # all are plain fields
    headings = [_("Nr."), _("Maßnahme"), _("Geldgeber"), _("Art"), _("Fördersatz"), _("Betrag"), _("Stand"), *days]
    sheet = _sheet(book, _("Förderungen"), title, headings, rows, widths=(8, 42, 30, 26, 12, 16, 14, *[18] * len(days)))
    for cells in sheet.iter_rows(min_row=_FIRST_ROW):
        cells[4].number_format, cells[5].number_format = "0.##%", _EURO
        for cell in cells[7:]:
            cell.number_format = "DD.MM.YYYY"


_DAYS = ("apply_by", "notice_on", "ends_on", "proof_by", "earmarked_until")


def _sheet(
    book: "Workbook", name: str, title: str, headings: Sequence[Any], rows: Sequence[Sequence[Any]],
    widths: Sequence[int] = (42,),
) -> "Worksheet":  # fmt: skip
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet: Worksheet = book.create_sheet(name[:31])
    sheet.append([title])
    sheet.append([])
    for row in (headings, *rows):
        sheet.append([without_unseen(value) if isinstance(value, str) else value for value in row])
    for cells in sheet.iter_rows(min_row=_FIRST_ROW):
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type, cell.quotePrefix = "s", True
    sheet["A1"].font = Font(bold=True, size=14)
    _bold(sheet, _FIRST_ROW - 1)
    for number in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = widths[number - 1] if number <= len(widths) else 15
    sheet.freeze_panes = f"B{_FIRST_ROW}"
    return sheet


def _euros(sheet: "Worksheet", *, first_column: int) -> None:
    """Write the years as money, and behind them the sum of each row as a formula that follows what somebody changes."""
    from openpyxl.utils import get_column_letter

    last = sheet.max_column
    first_letter, last_letter = get_column_letter(first_column), get_column_letter(last - 1)
    for number in range(_FIRST_ROW, sheet.max_row + 1):
        for column in range(first_column, last + 1):
            sheet.cell(number, column).number_format = _EURO
        total: Any = sheet.cell(number, last)
        total.value = f"=SUM({first_letter}{number}:{last_letter}{number})"


def _bold(sheet: "Worksheet", row: int) -> None:
    from openpyxl.styles import Font

    for number in range(1, sheet.max_column + 1):
        sheet.cell(row, number).font = Font(bold=True)


def _amounts(row: MoneyRow, years: Sequence[int]) -> list[Decimal]:
    return [row.by_year.get(year, NOTHING) for year in years]
