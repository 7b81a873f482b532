"""Reads rows of the Gemeindeverzeichnis as CSV: official keys, names with their suffixes, population, centre."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from dorflinde.core.text import excerpt

from .report import FileProblem, Rejected

_HEADINGS = {
    "ags": ("ags", "gemeindeschlüssel", "amtlicher gemeindeschlüssel", "gemeindeschlüssel (ags)"),
    "ars": ("ars", "rs", "regionalschlüssel", "amtlicher regionalschlüssel", "regionalschlüssel (ars)"),
    "name": ("name", "gemeinde", "gemeindename", "official_name"),
    "area_km2": ("area_km2", "fläche", "fläche in km²", "fläche km2", "flaeche", "area"),
    "population": ("population", "einwohner", "bevölkerung", "bevoelkerung"),
    "postcode": ("postcode", "plz", "postleitzahl"),
    "lon": ("lon", "lng", "länge", "laenge", "längengrad", "longitude"),
    "lat": ("lat", "breite", "breitengrad", "latitude"),
}
Reject = Callable[[str, str], None]
_MOST_BYTES = 64 * 1024 * 1024
_WHOLE = re.compile(r"\d{1,9}|\d{1,3}(?:[. \u00a0\u202f']\d{3}){1,2}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,6}(?:[.,]\d{1,15})?", re.ASCII)
# Everything in Germany lies inside; a swapped pair never does.
_LONGITUDES, _LATITUDES = (5.0, 16.0), (47.0, 56.0)

_ABBREVIATIONS = {
    "m": "Markt", "st": "Stadt", "gkst": "Große Kreisstadt", "krst.": "Kreisstadt", "gem": "Gemeinde",
}  # fmt: skip
_DESIGNATION = re.compile(
    r"(?!die )(?:\S+-? und )?\S*(?:stadt|gemeinde|markt|flecken|bezirk|ort|bad|kirchspiel)", re.IGNORECASE
)
_UNPOPULATED = re.compile(r"gemfr|gemeindefrei", re.IGNORECASE)


@dataclass(frozen=True)
class PlaceRow:
    """One municipality as the register has it; None and empty mean that the register does not say."""

    row: int
    ags: str
    ars: str
    official_name: str
    name: str
    designation: str
    area_km2: Decimal | None
    population: int | None
    postcode: str
    lon: float | None
    lat: float | None


def read_register(content: bytes) -> tuple[list[PlaceRow], list[Rejected]]:
    """Return the rows that can be used and those that cannot; raises FileProblem for a file that is no such table."""
    lines = _lines(_decoded(content))
    headings = _headings(next(lines, (1, []))[1])
    good: list[PlaceRow] = []
    bad: list[Rejected] = []
    first_with: dict[str, int] = {}
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        row, problems = _read_row(number, cells, headings)
        if row is not None and row.ags in first_with:
            reason = _("Der Schlüssel %(ags)s steht schon in Zeile %(row)s.") % {
                "ags": row.ags,
                "row": first_with[row.ags],
            }
            problems.append(Rejected(number, "ags", reason))
        bad += problems
        if row is not None and not problems:
            first_with[row.ags] = number
            good.append(row)
    if not good and not bad:
        raise FileProblem(_("Die Datei enthält keine Gemeinde."))
    return good, bad


def name_and_designation(official: str) -> tuple[str, str]:
    """Take a registered name apart: „Perlesreut, M“ is the Markt Perlesreut."""
    name, *suffixes = [part.strip() for part in official.split(",")]
    if any(_UNPOPULATED.search(suffix) for suffix in suffixes):
        return name, "Gemeindefreies Gebiet"
    if not suffixes:
        return name, "Gemeinde"
    for suffix in reversed(suffixes):
        if suffix.lower() in _ABBREVIATIONS:
            return name, _ABBREVIATIONS[suffix.lower()]
        words = " ".join(suffix.split())
        if _DESIGNATION.fullmatch(words):
            return name, words[:40]
        if words.startswith(("Stadt ", "Hansestadt ")):
            return name, words.partition(" ")[0]
    return name, ""


def _decoded(content: bytes) -> str:
    """Return the text of a file from any office program of the last thirty years."""
    if len(content) > _MOST_BYTES:
        raise FileProblem(_("Die Datei ist größer als 64 MB."))
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    known = next((encoding for mark, encoding in marks.items() if content.startswith(mark)), None)
    for encoding in [known] if known else ["utf-8", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileProblem(_("Die Zeichen der Datei sind nicht lesbar. Bitte als CSV in UTF-8 speichern."))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Return the rows with their numbers as a spreadsheet counts them."""
    first = text.lstrip().partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise FileProblem(
                _("Die Datei ist ab Zeile %(row)s keine lesbare CSV-Tabelle (%(problem)s).")
                % {"row": number + 1, "problem": problem}
            ) from problem
        number += 1
        yield number, cells


def _headings(cells: list[str]) -> dict[str, int]:
    """Return in which column what stands."""
    found: dict[str, int] = {}
    for position, cell in enumerate(cells):
        word = " ".join(cell.split()).lower()
        name = next((name for name, words in _HEADINGS.items() if word in words), None)
        if name in found:
            raise FileProblem(_("Die Spalte „%(name)s“ steht zweimal in der Kopfzeile.") % {"name": name})
        if name is not None:
            found[name] = position
    missing = [name for name in ("ags", "name") if name not in found]
    if missing:
        raise FileProblem(
            _("In der Kopfzeile fehlt: %(missing)s. Gebraucht werden ags und name; gelesen werden auch %(more)s.")
            % {"missing": ", ".join(missing), "more": ", ".join(list(_HEADINGS)[1:2] + list(_HEADINGS)[3:])}
        )
    return found


def _read_row(number: int, cells: list[str], headings: dict[str, int]) -> tuple[PlaceRow | None, list[Rejected]]:
    """Return the row, or everything that is wrong with it."""
    problems: list[Rejected] = []

    def cell(column: str) -> str:
        position = headings.get(column, len(cells))
        return " ".join(cells[position].split()) if position < len(cells) else ""

    def reject(column: str, reason: str) -> None:
        problems.append(Rejected(number, column, reason))

    for column in headings:
        if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in cell(column)):
            reject(column, _("Hier stehen unsichtbare Steuerzeichen."))
            return None, problems
    ags, ars, official = cell("ags"), cell("ars"), cell("name")
    _check_keys(ags, ars, reject)
    name, designation = name_and_designation(official)
    if not name:
        reject("name", _("Der Name fehlt."))
    elif len(name) > 100 or len(official) > 150:
        reject("name", _("Der Name ist zu lang (höchstens 100 Zeichen)."))
    postcode = cell("postcode")
    if postcode and not re.fullmatch(r"\d{5}", postcode, re.ASCII):
        reject("postcode", _must_be(postcode, _("eine Postleitzahl aus fünf Ziffern")))
    row = PlaceRow(
        row=number, ags=ags, ars=ars, official_name=official, name=name, designation=designation, postcode=postcode,
        area_km2=_area(cell("area_km2"), reject), population=_population(cell("population"), reject),
        lon=_degrees(cell("lon"), "lon", _LONGITUDES, reject), lat=_degrees(cell("lat"), "lat", _LATITUDES, reject),
    )  # fmt: skip
    if (row.lon is None) != (row.lat is None) and not problems:
        reject("lon" if row.lon is None else "lat", _("Länge und Breite gehören zusammen; eine von beiden fehlt."))
    return (None if problems else row), problems


def _check_keys(ags: str, ars: str, reject: Reject) -> None:
    if not re.fullmatch(r"\d{8}", ags, re.ASCII):
        hint = _(" Tabellenprogramme streichen die führende Null: Spalte als Text speichern.") if len(ags) == 7 else ""
        reject("ags", _must_be(ags, _("ein Gemeindeschlüssel aus acht Ziffern")) + hint)
    elif ars and not re.fullmatch(r"\d{12}", ars, re.ASCII):
        reject("ars", _must_be(ars, _("ein Regionalschlüssel aus zwölf Ziffern")))
    elif ars and (ars[:5], ars[9:]) != (ags[:5], ags[5:]):
        reject(
            "ars",
            _("Der Regionalschlüssel %(ars)s passt nicht zum Gemeindeschlüssel %(ags)s.") % {"ars": ars, "ags": ags},
        )


def _area(text: str, reject: Reject) -> Decimal | None:
    if not text:
        return None
    if not _DECIMAL.fullmatch(text) or text.startswith("-"):
        reject("area_km2", _must_be(text, _("eine Fläche in Quadratkilometern wie 29,73")))
        return None
    return Decimal(text.replace(",", ".")).quantize(Decimal("0.01"))


def _population(text: str, reject: Reject) -> int | None:
    if not text:
        return None
    if not _WHOLE.fullmatch(text):
        reject("population", _must_be(text, _("eine ganze Zahl wie 2929")))
        return None
    return int(re.sub(r"\D", "", text))


def _degrees(text: str, column: str, limits: tuple[float, float], reject: Reject) -> float | None:
    if not text:
        return None
    if not _DECIMAL.fullmatch(text):
        reject(column, _must_be(text, _("eine Gradzahl wie 13,441289")))
        return None
    degrees = float(text.replace(",", "."))
    if degrees == 0:  # so the register writes a centre it does not know
        return None
    if not limits[0] <= degrees <= limits[1]:
        reject(column, _("%(text)s liegt nicht in Deutschland. Sind Länge und Breite vertauscht?") % {"text": text})
        return None
    return degrees


def _must_be(text: str, what: str) -> str:
    if not text:
        return _("Hier fehlt %(what)s.") % {"what": what}
    return _("„%(text)s“ passt nicht. Gebraucht wird %(what)s.") % {"text": excerpt(text, longest=40), "what": what}
