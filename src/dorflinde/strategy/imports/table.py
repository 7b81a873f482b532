"""Turns the bytes of a file into rows of cells: workbooks and texts, however they were saved."""

import csv
import io
import itertools
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from django.utils.translation import gettext as _

from dorflinde.core.cells import as_written

from .columns import Headings, find_headings
from .report import ImportProblem

Row = Sequence[object]
LARGEST_FILE = 2 * 1024 * 1024
LARGEST_UNPACKED = 80 * 1024 * 1024  # a workbook is a zip file: small outside, possibly huge inside
MOST_PARTS = 2000
MOST_ROWS = 5000
MOST_COLUMNS = 400  # nine payers and nine figures of a measure alone fill 140
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_DELIMITERS = (";", ",", "\t", "|")


def read_table(source: str | Path | bytes) -> tuple[list[Row], Headings]:
    """Return all rows of the list and where its headings are; ImportProblem says what is wrong with the file."""
    content = source if isinstance(source, bytes) else _content(Path(source))
    if len(content) > LARGEST_FILE:
        raise ImportProblem(
            _("Die Datei ist zu groß. Höchstens %(size)s MB sind möglich.") % {"size": LARGEST_FILE // 1024**2}
        )
    if not content.strip():
        raise ImportProblem(_("Die Datei ist leer."))
    if content.startswith(_OLD_EXCEL):
        raise ImportProblem(
            _(
                "Das ist eine Excel-Datei im alten Format oder mit Kennwort. Bitte speichern Sie sie ohne Kennwort als .xlsx."
            )
        )
    if content.startswith(b"PK"):
        return _workbook(content)
    return _text(content)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ImportProblem(_("Die Datei „%(name)s“ lässt sich nicht öffnen.") % {"name": path.name}) from error


def _workbook(content: bytes) -> tuple[list[Row], Headings]:
    from openpyxl import load_workbook  # a large library: only where a workbook is really read

    _check_archive(content)
    problem: ImportProblem | None = None
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                rows = [
                    _plain(row)
                    for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
                ]
                try:
                    return _checked(rows)
                except ImportProblem as error:
                    problem = (
                        problem or error
                    )  # the list may stand on a later sheet; else the first one's problem is told
        finally:
            book.close()
    except Exception as error:  # a broken or hostile workbook can raise anything inside the library
        raise ImportProblem(
            _(
                "Die Datei ist keine lesbare Excel-Datei. Bitte öffnen Sie sie und speichern Sie sie neu als .xlsx oder .csv."
            )
        ) from error
    raise problem or ImportProblem(_("In der Datei ist kein Tabellenblatt."))


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ImportProblem(
            _("Die Datei ist beschädigt. Bitte speichern Sie sie noch einmal und versuchen Sie es erneut.")
        ) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise ImportProblem(_("Die Datei ist ausgepackt zu groß. Bitte lassen Sie nur die Maßnahmenliste darin."))


def _text(content: bytes) -> tuple[list[Row], Headings]:
    text = _decoded(content)
    best: tuple[list[Row], Headings] | None = None
    problem: ImportProblem | None = None
    for delimiter in _DELIMITERS:
        try:
            found = _checked(_records(text, delimiter))
        except ImportProblem as error:
            problem = problem or error
            continue
        if best is None or len(found[1].columns) > len(best[1].columns):
            best = found
    if best is None:
        raise problem or ImportProblem(_("Die Datei ist leer."))
    return best


def _decoded(content: bytes) -> str:
    """Return the text as Excel, LibreOffice and others write it in Germany."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise ImportProblem(_("Das ist keine Tabelle. Möglich sind Dateien mit der Endung .xlsx oder .csv."))
    return text


def _records(text: str, delimiter: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [record[:MOST_COLUMNS] for record in itertools.islice(reader, MOST_ROWS + 1)]
    except csv.Error as error:
        raise ImportProblem(
            _("Zeile %(row)s der Datei lässt sich nicht lesen: Vermutlich fehlt ein Anführungszeichen.")
            % {"row": reader.line_num}
        ) from error


def _checked(rows: list[Row]) -> tuple[list[Row], Headings]:
    if len(rows) > MOST_ROWS and any(cell not in (None, "") for cell in rows[MOST_ROWS]):
        raise ImportProblem(_("Die Liste ist zu lang. Höchstens %(rows)s Zeilen sind möglich.") % {"rows": MOST_ROWS})
    headings = find_headings(rows)
    return rows, headings


def _plain(row: Sequence[object]) -> Row:
    """Keep what cells can hold: texts, numbers, days; anything else as its text."""
    return [
        cell if cell is None or isinstance(cell, str | int | float | datetime | date) else str(cell) for cell in row
    ]


def as_text(cell: object) -> str:
    """Return a cell as people read it: 14.0 is 14, a day is 01.09.2022."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return as_written(cell)
    if isinstance(cell, bool):
        return _("ja") if cell else _("nein")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, float):
        return repr(cell).replace(".", ",")
    if isinstance(cell, datetime | date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return as_written(str(cell)) if not isinstance(cell, int) or cell.bit_length() < 256 else "…"
