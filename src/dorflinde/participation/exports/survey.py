"""The answers of a survey, one line a sheet, and the codebook that explains each column; no line says who it was."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.participation.models import Activity, AnswerSheet, Choice, Question, SurveyAnswer

from .cells import Line, harmless

Cell = str | int | float | Decimal | None
_SHEETS_AT_ONCE = 500
_OTHER_CODE = 99


@dataclass(frozen=True)
class Column:
    """A column of the table: which mark of which question stands in it."""

    name: str
    question: Question
    choice: Choice | None = None
    row: Choice | None = None
    is_words: bool = False
    coordinate: str = ""
    codes: tuple[tuple[int, str], ...] = ()


def answers_as_csv(activity: Activity) -> Iterator[str]:
    """Return the sheets line by line, as spreadsheets in German offices read it."""
    writer = csv.writer(Line(), delimiter=";", lineterminator="\r\n")
    columns = _columns(activity)
    yield "\ufeff" + writer.writerow(_headings(columns))
    for cells in _rows(activity, columns):
        yield writer.writerow([_german(cell) for cell in cells])


def codebook_as_csv(activity: Activity) -> Iterator[str]:
    """Return what each column means and each code stands for."""
    writer = csv.writer(Line(), delimiter=";", lineterminator="\r\n")
    for number, cells in enumerate(_codebook(activity, _columns(activity))):
        yield ("" if number else "\ufeff") + writer.writerow([_german(cell) for cell in cells])


def answers_as_workbook(activity: Activity) -> bytes:
    """Return the sheets and the codebook as one workbook."""
    from openpyxl import Workbook  # a large library, needed only here
    from openpyxl.cell.cell import TYPE_STRING

    book = Workbook()
    sheet = book.active if book.active is not None else book.create_sheet()
    sheet.title = "Antworten"
    columns = _columns(activity)
    codebook = book.create_sheet("Codebuch")
    for target, lines in (
        (sheet, [_headings(columns), *_rows(activity, columns)]),
        (codebook, _codebook(activity, columns)),
    ):
        for number, cells in enumerate(lines, start=1):
            for place, value in enumerate(cells, start=1):
                cell = target.cell(number, place)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = TYPE_STRING  # words never calculate
        target.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _headings(columns: list[Column]) -> list[Cell]:
    return ["bogen", "weg", "tag", *(column.name for column in columns)]


def _columns(activity: Activity) -> list[Column]:
    found: list[Column] = []
    for number, question in enumerate(Question.objects.of(activity), start=1):
        found += _columns_of(question, f"f{number}")
    return found


def _columns_of(question: Question, name: str) -> list[Column]:
    kind, choices = Question.Kind(question.kind), question.columns
    codes = tuple((code, choice.text) for code, choice in enumerate(choices, start=1))
    if kind == Question.Kind.MATRIX:
        return [Column(f"{name}_{at}", question, row=row, codes=codes) for at, row in enumerate(question.rows, start=1)]
    if kind == Question.Kind.PLACE:
        return [Column(f"{name}_{axis}", question, coordinate=axis) for axis in ("lat", "lon")]
    if kind in {Question.Kind.MULTIPLE, Question.Kind.RANKING}:
        columns = [Column(f"{name}_{at}", question, choice=choice) for at, choice in enumerate(choices, start=1)]
    else:
        other = ((_OTHER_CODE, _("Anderes")),) if question.has_other else ()
        columns = [Column(name, question, codes=codes + other)]
    return [*columns, Column(f"{name}_anderes", question, is_words=True)] if question.has_other else columns


def _rows(activity: Activity, columns: list[Column]) -> Iterator[list[Cell]]:
    """Return a line a sheet, in the order of the random half of their keys: it does not tell who answered first."""
    sent = AnswerSheet.objects.sent().filter(activity=activity)
    keys = sorted(sent.values_list("public_id", flat=True), key=lambda key: key.bytes[::-1])
    for start in range(0, len(keys), _SHEETS_AT_ONCE):
        chunk = keys[start : start + _SHEETS_AT_ONCE]
        found = {sheet.public_id: sheet for sheet in sent.filter(public_id__in=chunk).prefetch_related("answers")}
        for number, key in enumerate(chunk, start=start + 1):
            if sheet := found.get(key):
                yield [number, sheet.channel, _day(activity, sheet), *_marks(activity, sheet, columns)]


def _day(activity: Activity, sheet: AnswerSheet) -> str:
    """Return the day a sheet was handed in; of anonymous ones not even that."""
    if activity.options.get("anonymous") or sheet.sent_at is None:
        return ""
    return timezone.localdate(sheet.sent_at).isoformat()


def _marks(activity: Activity, sheet: AnswerSheet, columns: list[Column]) -> list[Cell]:
    marks: dict[int, list[SurveyAnswer]] = {}
    for mark in sheet.answers.all():
        marks.setdefault(mark.question_id, []).append(mark)
    return [_cell(activity, sheet, column, marks.get(column.question.pk, [])) for column in columns]


def _cell(activity: Activity, sheet: AnswerSheet, column: Column, marks: list[SurveyAnswer]) -> Cell:
    """Return what one sheet says in one column; nothing where the question was not answered."""
    kind = column.question.kind
    if not marks:
        return None
    if column.is_words:
        return next((mark.text for mark in marks if mark.choice_id is None), None)
    if column.coordinate:
        return marks[0].lat if column.coordinate == "lat" else marks[0].lon
    if column.choice is not None:
        found = next((mark for mark in marks if mark.choice_id == column.choice.pk), None)
        return (found.rank if found else None) if kind == Question.Kind.RANKING else int(found is not None)
    if column.row is not None:
        marks = [mark for mark in marks if mark.row_id == column.row.pk]
    if kind == Question.Kind.NUMBER:
        return marks[0].number
    if kind == Question.Kind.TEXT:
        return marks[0].text
    if kind == Question.Kind.FILE:
        project = activity.project
        words = (project.municipality.slug, project.slug, activity.slug, sheet.public_id, column.question.public_id)
        return f"{settings.BASE_URL}{reverse('participation:survey_file', args=words)}"
    places = {choice.pk: code for code, choice in enumerate(column.question.columns, start=1)}
    return places.get(marks[0].choice_id or 0, _OTHER_CODE) if marks else None


def _codebook(activity: Activity, columns: list[Column]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[_("Spalte"), _("Frage"), _("Teil"), _("Art"), _("Wert"), _("Bedeutung")]]
    rows.append(["bogen", "", "", "", "", _("laufende Nummer, ohne Bezug zu einer Person")])
    rows += [["weg", "", "", "", key, str(label)] for key, label in AnswerSheet.Channel.choices]
    rows.append(["tag", "", "", "", "", _("Tag der Abgabe")])
    for column in columns:
        part = column.choice or column.row
        head: list[Cell] = [
            column.name, column.question.title, part.text if part else _("Anderes") if column.is_words else "",
            str(column.question.get_kind_display()),
        ]  # fmt: skip
        rows += [[*head, code, label] for code, label in _codes(column)] or [[*head, "", _meaning(column)]]
    rows.append(["", "", "", "", "", _("Leere Zellen: nicht beantwortet oder nicht gefragt.")])
    return rows


def _codes(column: Column) -> list[tuple[int, str]]:
    if column.choice is not None and column.question.kind == Question.Kind.MULTIPLE:
        return [(1, _("gewählt")), (0, _("nicht gewählt"))]
    return list(column.codes)


def _meaning(column: Column) -> str:
    if column.choice is not None:
        return _("Platz, 1 ist der erste")
    return column.question.unit if column.question.kind == Question.Kind.NUMBER else ""


def _german(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}".replace(".", ",")
    return str(cell).replace(".", ",") if isinstance(cell, float) else harmless(str(cell))
