"""Planned dates as precise as people know them: a day, a quarter, „Herbst 2025“, „laufend“; read, kept, and written back.

A planned date is stored as two values, ``first`` (a day or nothing) and ``precision`` (a short word), and
:meth:`PlanDate.stored` builds it again from them, so that „Q3 2023“ never silently becomes „01.07.2023“.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

from django.utils.translation import gettext as _

from dorflinde.core.text import excerpt

FIRST_YEAR, LAST_YEAR = 1950, 2150  # outside of this a year in a strategy is a typing error

NOT_SAID = frozenset({
    "", "-", "--", "–", "—", "?", "k. a.", "k.a.", "ka", "keine angabe", "noch offen", "unbekannt", "n. n.", "n.n.",
    "tbd", "tba", "n/a", "na", "unknown", "noch zu klären",
})  # fmt: skip


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    THIRD = "third"  # „Anfang“, „Mitte“, „Ende“ of a year: four months each
    HALF = "half"
    YEAR = "year"
    NOW = "now"  # „sofort“: no calendar date, before everything that has one
    SOON = "soon"  # „zeitnah“
    OPEN = "open"  # „laufend“, „unbefristet“: no end is planned


class NotADateError(ValueError):
    """What was written is no date; the message says so to the person who wrote it."""


_WITHOUT_DAY = frozenset({Precision.NOW, Precision.SOON, Precision.OPEN})
_MONTHS_LONG = {
    Precision.MONTH: 1,
    Precision.QUARTER: 3,
    Precision.SEASON: 3,
    Precision.THIRD: 4,
    Precision.HALF: 6,
    Precision.YEAR: 12,
}
_STARTS = {
    Precision.QUARTER: (1, 4, 7, 10),
    Precision.SEASON: (3, 6, 9, 12),
    Precision.THIRD: (1, 5, 9),
    Precision.HALF: (1, 7),
    Precision.YEAR: (1,),
}

MONTHS = {
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
}  # fmt: skip
_SEASONS = {"de": ("Frühjahr", "Sommer", "Herbst", "Winter"), "en": ("spring", "summer", "autumn", "winter")}
_THIRDS = {"de": ("Anfang", "Mitte", "Ende"), "en": ("early", "mid", "late")}
_ORDINALS = ("1st", "2nd", "3rd", "4th")
_WORDS = {
    "de": {Precision.NOW: "sofort", Precision.SOON: "zeitnah", Precision.OPEN: "unbefristet"},
    "en": {Precision.NOW: "at once", Precision.SOON: "soon", Precision.OPEN: "open-ended"},
}


def precision_in_words(precision: Precision) -> str:
    """Return how exactly a date is known: „Quartal“, „Tag“, „ohne Datum“."""
    words = {
        Precision.DAY: _("Tag"), Precision.MONTH: _("Monat"), Precision.QUARTER: _("Quartal"),
        Precision.SEASON: _("Jahreszeit"), Precision.THIRD: _("Jahresdrittel"), Precision.HALF: _("Halbjahr"),
        Precision.YEAR: _("Jahr"),
    }  # fmt: skip
    return words.get(precision, _("ohne Datum"))


@dataclass(frozen=True, slots=True)
class PlanDate:
    """A stretch of days somebody planned for: ``first`` and ``last`` are both included, both are missing for „laufend“."""

    first: date | None
    last: date | None
    precision: Precision
    text: str = field(default="", compare=False)

    @classmethod
    def stored(cls, first: date | None, precision: str) -> Self | None:
        """The planned date behind two stored columns; ``None`` when nothing was planned."""
        if not precision:
            return None
        known = Precision(precision)
        if known in _WITHOUT_DAY:
            return cls(None, None, known)
        if first is None:
            return None
        if known is Precision.DAY:
            return cls(first, first, known)
        return cls._stretch(first.year, first.month, known)

    @classmethod
    def _stretch(cls, year: int, month: int, precision: Precision, text: str = "") -> Self:
        """The stretch of this precision in which a month lies; an early month of winter belongs to the year before."""
        starts = _STARTS.get(precision, (month,))
        begin = max((start for start in starts if start <= month), default=starts[-1])
        year = year if begin <= month else year - 1
        last_month = year * 12 + begin - 1 + _MONTHS_LONG[precision] - 1
        last_year, last_index = divmod(last_month, 12)
        last_day = calendar.monthrange(last_year, last_index + 1)[1]
        return cls(date(year, begin, 1), date(last_year, last_index + 1, last_day), precision, text)

    @property
    def months(self) -> int:
        """The step in months by which it can be moved and stay as exact as it is; nothing for „laufend“."""
        return 0 if self.first is None else _MONTHS_LONG.get(self.precision, 1)

    def moved(self, months: int) -> Self:
        """The same so many months later (or earlier), as exact as before; ValueError where it would lose exactness."""
        if self.first is None or not months:
            return self
        if months % self.months:
            raise ValueError(f"a date of this precision moves by {self.months} months")
        year, index = divmod(self.first.year * 12 + self.first.month - 1 + months, 12)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError("outside of all plans")
        if self.precision is Precision.DAY:
            last = calendar.monthrange(year, index + 1)[1]
            day = date(year, index + 1, min(self.first.day, last))
            return type(self)(day, day, self.precision)
        return self._stretch(year, index + 1, self.precision)

    @property
    def is_open(self) -> bool:
        """Whether no end is planned."""
        return self.precision is Precision.OPEN

    def in_words(self, language: str = "de") -> str:
        """As one would say it: „1. September 2022“, „3. Quartal 2023“, „Herbst 2025“, „unbefristet“."""
        tongue = "de" if language.lower().startswith("de") else "en"
        if self.first is None or self.last is None:
            return _WORDS[tongue][self.precision]
        year, month = self.first.year, self.first.month
        match self.precision:
            case Precision.DAY:
                day = f"{self.first.day}." if tongue == "de" else f"{self.first.day}"
                return f"{day} {MONTHS[tongue][month - 1]} {year}"
            case Precision.MONTH:
                return f"{MONTHS[tongue][month - 1]} {year}"
            case Precision.QUARTER:
                number = (month + 2) // 3
                return f"{number}. Quartal {year}" if tongue == "de" else f"{_ORDINALS[number - 1]} quarter of {year}"
            case Precision.SEASON:
                years = f"{year}/{self.last.year % 100:02}" if self.last.year != year else f"{year}"
                return f"{_SEASONS[tongue][month // 3 - 1]} {years}"
            case Precision.THIRD:
                return f"{_THIRDS[tongue][month // 4]} {year}"
            case Precision.HALF:
                number = 1 if month == 1 else 2
                return f"{number}. Halbjahr {year}" if tongue == "de" else f"{_ORDINALS[number - 1]} half of {year}"
            case _:
                return f"{year}"

    def __str__(self) -> str:
        return self.in_words()


def parse_plan_date(value: object) -> PlanDate | None:
    """Read a planned date as people write it in lists; ``None`` when nothing was said."""
    if value is None:
        return None
    if isinstance(value, date):  # also what a spreadsheet hands over: a datetime is a date
        return _of_day(value.year, value.month, value.day, value)
    if isinstance(value, str):
        return _read(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and FIRST_YEAR <= value <= LAST_YEAR:
        return _read(f"{value:g}")  # a year that a spreadsheet keeps as a number
    raise _not_a_date(value)


def period_in_words(start: PlanDate | None, end: PlanDate | None, language: str = "de") -> str:
    """A start and an end as one phrase: „September 2022 bis Juni 2023“, „seit Mai 2022, unbefristet“, „Beginn offen“."""
    german = language.lower().startswith("de")
    first = start.in_words(language) if start else ""
    last = end.in_words(language) if end else ""
    if start and start.is_open:
        first = "laufend" if german else "under way"
    if not first and not last:
        return "noch nicht festgelegt" if german else "not yet decided"
    if not first:
        return last if end and end.is_open else f"bis {last}" if german else f"until {last}"
    if not end:
        return first if start and start.first is None else f"ab {first}" if german else f"from {first}"
    if end.is_open:
        begins = first if start and start.first is None else f"ab {first}" if german else f"from {first}"
        return f"{begins}, {last}" if begins != last else begins
    if start == end:
        return first
    return f"{first} bis {last}" if german else f"{first} to {last}"


# What may stand before a date without changing it.
_INTRODUCTION = re.compile(
    r"^(?:(?:ab|seit|bis|bis zum|bis ende des|zum|vom|von|im|in|am|ca\.?|circa|etwa|vsl\.?|vorauss\.|voraussichtlich|geplant|frühestens|spätestens"
    r"|from|since|until|by|about|approx\.?|expected|planned)\s+)+(?=\S)"
)
_SPOKEN = {
    **dict.fromkeys(("sofort", "ab sofort", "umgehend", "jetzt", "unverzüglich", "now", "at once", "immediately", "asap"), Precision.NOW),
    **dict.fromkeys(("zeitnah", "demnächst", "bald", "kurzfristig", "soon", "shortly"), Precision.SOON),
    **dict.fromkeys(
        ("laufend", "fortlaufend", "unbefristet", "dauerhaft", "daueraufgabe", "dauernd", "offen", "open", "ongoing", "open-ended", "open ended",
         "permanent", "continuous", "kein ende", "ohne ende", "unlimited"),
        Precision.OPEN,
    ),
}  # fmt: skip

_SHORT_MONTHS = (
    "jan|jän|jänner", "feb|feber", "mär|mrz|mar|maerz", "apr", "mai|may", "jun", "jul", "aug", "sep|sept", "okt|oct", "nov", "dez|dec",
)  # fmt: skip
_MONTH_NAMES = {name.casefold(): number for names in MONTHS.values() for number, name in enumerate(names, 1)} | {
    name: number for number, names in enumerate(_SHORT_MONTHS, 1) for name in names.split("|")
}
_SEASON_NAMES = {
    **dict.fromkeys(("frühjahr", "frühling", "fruehjahr", "spring"), 3),
    **dict.fromkeys(("sommer", "summer"), 6),
    **dict.fromkeys(("herbst", "autumn", "fall"), 9),
    "winter": 12,
}
_THIRD_NAMES = {
    **dict.fromkeys(("anfang", "beginn", "early", "beginning of", "start of"), 1),
    **dict.fromkeys(("mitte", "mid", "mid-", "middle of"), 5),
    **dict.fromkeys(("ende", "late", "end of"), 9),
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_YEAR = r"(?P<year>[0-9]{4})"
_DAY = r"(?P<day>[0-9]{1,2})"
_NAME = rf"(?P<name>{'|'.join(sorted(_MONTH_NAMES, key=len, reverse=True))})\.?"
_PART = r"(?:(?:anfang|mitte|ende|early|mid|late|end of)\s+)?"
_NUMBER = r"(?P<number>[1-4]|i{1,3}|iv)"


def _read(value: str) -> PlanDate | None:
    written = " ".join(unicodedata.normalize("NFC", value).split())
    text = _INTRODUCTION.sub("", written.casefold().rstrip(" ,;"))
    if text in NOT_SAID:
        return None
    if text in _SPOKEN:
        return PlanDate(None, None, _SPOKEN[text], written)
    for pattern, read in _SHAPES:
        found = pattern.fullmatch(text)
        if found:
            return read(found, written)
    raise _not_a_date(written)


def _of_day(year: int, month: int, day: int, value: object) -> PlanDate:
    _check_year(year, value)
    try:
        known = date(year, month, day)
    except ValueError as error:
        raise NotADateError(_("Den Tag „%(text)s“ gibt es nicht.") % {"text": _short(value)}) from error
    return PlanDate(known, known, Precision.DAY, value if isinstance(value, str) else known.isoformat())


def _of_month(year: int, month: int, precision: Precision, written: str) -> PlanDate:
    _check_year(year, written)
    if not 1 <= month <= 12:
        raise _not_a_date(written)
    return PlanDate._stretch(year, month, precision, written)


def _read_day(found: re.Match[str], written: str) -> PlanDate:
    digits = found["year"]
    year = int(digits) if len(digits) == 4 else 2000 + int(digits)
    return _of_day(year, int(found["month"]), int(found["day"]), written)


def _read_named_day(found: re.Match[str], written: str) -> PlanDate:
    return _of_day(int(found["year"]), _MONTH_NAMES[found["name"]], int(found["day"]), written)


def _read_month(found: re.Match[str], written: str) -> PlanDate:
    return _of_month(int(found["year"]), int(found["month"]), Precision.MONTH, written)


def _read_named_month(found: re.Match[str], written: str) -> PlanDate:
    digits = found["year"]
    year = int(digits) if len(digits) == 4 else 2000 + int(digits)
    return _of_month(year, _MONTH_NAMES[found["name"]], Precision.MONTH, written)


def _read_quarter(found: re.Match[str], written: str) -> PlanDate:
    number = _ROMAN.get(found["number"]) or int(found["number"])
    return _of_month(int(found["year"]), number * 3 - 2, Precision.QUARTER, written)


def _read_half(found: re.Match[str], written: str) -> PlanDate:
    number = _ROMAN.get(found["number"]) or int(found["number"])
    if number > 2:
        raise _not_a_date(written)
    return _of_month(int(found["year"]), number * 6 - 5, Precision.HALF, written)


def _read_season(found: re.Match[str], written: str) -> PlanDate:
    year, month = int(found["year"]), _SEASON_NAMES[found["season"]]
    if found["next"] and (month != 12 or int(found["next"]) % 100 != (year + 1) % 100):
        raise _not_a_date(written)
    return _of_month(year, month, Precision.SEASON, written)


def _read_third(found: re.Match[str], written: str) -> PlanDate:
    return _of_month(int(found["year"]), _THIRD_NAMES[found["third"].strip()], Precision.THIRD, written)


def _read_year(found: re.Match[str], written: str) -> PlanDate:
    return _of_month(int(found["year"]), 1, Precision.YEAR, written)


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], PlanDate]], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (rf"{_DAY}\.\s?(?P<month>[0-9]{{1,2}})\.\s?(?P<year>[0-9]{{4}}|[0-9]{{2}})", _read_day),
        (rf"{_DAY}/(?P<month>[0-9]{{1,2}})/{_YEAR}", _read_day),
        (rf"{_YEAR}[-/](?P<month>[0-9]{{1,2}})[-/]{_DAY}(?:[t ][0-9:.]+(?:z|[+-][0-9:]+)?)?", _read_day),
        (rf"{_DAY}\.?\s?{_NAME}\s?{_YEAR}", _read_named_day),
        (rf"{_NAME}\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}", _read_named_day),
        (rf"(?P<month>[0-9]{{1,2}})\s?[./-]\s?{_YEAR}", _read_month),
        (rf"{_YEAR}[-/](?P<month>[0-9]{{1,2}})", _read_month),
        (rf"{_PART}{_NAME}[ /'-]?\s?(?P<year>[0-9]{{4}}|[0-9]{{2}})", _read_named_month),
        (rf"q\s?{_NUMBER}\s?[/.-]?\s?{_YEAR}", _read_quarter),
        (rf"{_YEAR}\s?[/-]?\s?q\s?{_NUMBER}", _read_quarter),
        (rf"{_NUMBER}\.?\s?(?:quartal|qu\.|q\.?)\s?/?\s?(?:des jahres )?{_YEAR}", _read_quarter),
        (rf"{_NUMBER}(?:st|nd|rd|th)? quarter(?: of)? {_YEAR}", _read_quarter),
        (rf"{_NUMBER}/{_YEAR}", _read_quarter),
        (rf"(?:h|hj)\s?{_NUMBER}\s?[/.-]?\s?{_YEAR}", _read_half),
        (rf"{_YEAR}\s?[/-]?\s?(?:h|hj)\s?{_NUMBER}", _read_half),
        (rf"{_NUMBER}\.?\s?(?:halbjahr|hj\.?)\s?/?\s?(?:des jahres )?{_YEAR}", _read_half),
        (rf"{_NUMBER}(?:st|nd)? half(?: of)? {_YEAR}", _read_half),
        (rf"(?P<season>{'|'.join(_SEASON_NAMES)}) {_YEAR}(?:\s?[/-]\s?(?P<next>[0-9]{{4}}|[0-9]{{2}}))?", _read_season),
        (rf"(?P<third>{'|'.join(sorted(_THIRD_NAMES, key=len, reverse=True))})(?: des jahres)?\s?{_YEAR}", _read_third),
        (rf"(?:(?:das |dem )?jahr(?:es)? |year )?{_YEAR}", _read_year),
    )
)


def _check_year(year: int, value: object) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADateError(
            _("Das Jahr in „%(text)s“ liegt nicht zwischen %(first)s und %(last)s.")
            % {"text": _short(value), "first": FIRST_YEAR, "last": LAST_YEAR}
        )


def _not_a_date(value: object) -> NotADateError:
    return NotADateError(
        _(
            "„%(text)s“ ist kein Datum. Möglich sind zum Beispiel: 01.09.2022, 03/2024, Q3 2023, Herbst 2025, Ende 2026, 2027, laufend."
        )
        % {"text": _short(value)}
    )


def _short(value: object) -> str:
    # Python refuses to spell out integers of thousands of digits
    return "…" if isinstance(value, int) and value.bit_length() > 256 else excerpt(str(value), longest=60)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later (or earlier); the last day of a shorter month stands for the days it lacks."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
