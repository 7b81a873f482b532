"""What became of the comments, as a table to take along; it says what everyone may read anyway."""

import csv
import io
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.participation.models import Activity, Remark
from dorflinde.participation.queries import weighed

from .cells import Line, harmless

Cell = str | int


def weighing_as_csv(activity: Activity) -> Iterator[str]:
    """Return the table line by line, as spreadsheets in German offices read it."""
    writer = csv.writer(Line(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(_heads())
    for one in weighed(activity):
        yield writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in _cells(one)])


def weighing_as_workbook(activity: Activity) -> bytes:
    """Return the table as a workbook."""
    from openpyxl import Workbook  # a large library, needed only here
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, TYPE_STRING

    book = Workbook()
    sheet = book.active if book.active is not None else book.create_sheet()
    sheet.title = _("Abwägung")
    for number, cells in enumerate([_heads(), *map(_cells, weighed(activity))], start=1):
        for place, value in enumerate(cells, start=1):
            cell = sheet.cell(number, place)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = TYPE_STRING  # words never calculate
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _heads() -> list[Cell]:
    return [
        _("Absatz"), _("Wortlaut damals"), _("Kommentar"), _("Vorgeschlagener Wortlaut"), _("Von"), _("Am"),
        _("Unterstützungen"), _("Ergebnis"), _("Begründung"), _("Beantwortet von"), _("Beantwortet am"),
    ]  # fmt: skip


def _cells(one: Remark) -> list[Cell]:
    where = one.paragraph.name if one.paragraph else _("zum Ganzen")
    answer: list[Cell] = ["", "", "", ""]
    if one.is_answered:
        said = one.answer
        answer = [said.get_verdict_display(), said.text, said.by, f"{timezone.localtime(said.at):%d.%m.%Y}"]
    return [
        where, one.wording, one.text, one.suggestion, one.author_name, f"{timezone.localtime(one.created_at):%d.%m.%Y}",
        one.support_count, *answer,
    ]  # fmt: skip
