"""Cells that say more than one thing: what a measure waits for, which positions it needs. Read and written side by side.

Parts are parted by semicolons. A name that holds a semicolon or the like stands in quotation marks, a quotation mark inside
it twice: „M04 (nach Beginn); M07 (2 Monate nach Ende)“ and „Bauamt: 2,5; "IT; Netz": 1“.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from dorflinde.core.cells import one_line
from dorflinde.core.money import format_number, parse_person_months
from dorflinde.core.text import excerpt
from dorflinde.strategy.models import Dependency
from dorflinde.strategy.models.dependency import LONGEST_LAG

_NONE = frozenset({"-", "–", "—", "keine", "keiner", "nein", "none", "no"})
_AFTER_END = ("nach ende", "nach dem ende", "ende-anfang", "ende-beginn", "ea", "fs", "after end", "finish-start")
_AFTER_START = (
    "nach beginn", "nach dem beginn", "nach anfang", "anfang-anfang", "beginn-beginn", "aa", "ss", "after start",
    "start-start",
)  # fmt: skip
_KINDS = dict.fromkeys(_AFTER_END, Dependency.Kind.FINISH_START) | dict.fromkeys(
    _AFTER_START, Dependency.Kind.START_START
)
_KIND = rf"(?P<kind>{'|'.join(map(re.escape, _KINDS))})"
_LAG = r"(?P<lag>[0-9]{1,4})\s*(?:m|mon|monate?n?|months?)?\.?"
_CONDITIONS = tuple(
    re.compile(shape) for shape in (_KIND, rf"{_LAG}\s*{_KIND}", rf"{_KIND}\s*[+,]?\s*{_LAG}", rf"\+\s*{_LAG}")
)
_LIKE_A_CONDITION = re.compile(r"\b(?:nach|after|monate?|months?)\b|^\+|^(?:ea|aa|fs|ss|ae|ee|sf|ff)\b")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_BRACKETS = re.compile(r"\([^()]*\)")
_BETWEEN_NUMBERS = re.compile(r"[;,\n|+&]|\s(?:und|and)(?=\s)")
_BETWEEN_POSITIONS = re.compile(r"[;\n]")
_AMOUNT_AT_THE_END = re.compile(
    r"(.*\S)\s+([0-9][0-9.,]*\s*(?:PM|PJ|Personen\w+|Monate?|Jahre?)?)", re.IGNORECASE | re.DOTALL
)


class UnclearCellError(ValueError):
    """A cell with several values that says something we do not know; the message is for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A measure that is needed first; nothing said about how leaves standing what is known."""

    number: str
    kind: str | None = None
    lag: int | None = None


def read_ties(text: str) -> list[Tie]:
    """Return the measures a cell names, each once; „keine“ and a dash say that there are none."""
    if text.casefold() in _NONE:
        return []
    ties = (_tie(part) for part in _parts(text, _BETWEEN_NUMBERS))
    return list({tie.number.casefold(): tie for tie in ties}.values())


def write_ties(dependencies: Iterable[Dependency]) -> str:
    """Return what a measure waits for, as `read_ties` knows it; the usual way is not mentioned."""
    return "; ".join(f"{_number(row.depends_on.number)}{_condition(row)}" for row in dependencies)


def read_demands(text: str) -> dict[str, Decimal]:
    """Return person-months by the name of the position; „keine“ and a dash say that nobody is needed."""
    if text.casefold() in _NONE:
        return {}
    found: dict[str, Decimal] = {}
    for part in _parts(text, _BETWEEN_POSITIONS):
        title, months = _demand(part)
        if title.casefold() in {known.casefold() for known in found}:
            raise UnclearCellError(
                _("„%(title)s“ steht zweimal in dieser Zelle.") % {"title": excerpt(title, longest=60)}
            )
        found[title] = months
    return {title: months for title, months in found.items() if months}


def write_demands(demands: Mapping[str, Decimal]) -> str:
    """Return positions with their person-months, as `read_demands` knows them."""
    return "; ".join(f"{_position(title)}: {format_number(months)}" for title, months in sorted(demands.items()))


def _parts(text: str, between: re.Pattern[str]) -> list[str]:
    """Cut a cell where parts end, but not inside quotation marks or brackets; empty parts are dropped."""
    parts, current, at = [], "", 0
    while at < len(text):
        whole = (None if current.strip() else _QUOTED.match(text, at)) or _BRACKETS.match(text, at)
        if whole:
            current, at = current + whole.group(), whole.end()
        elif end := between.match(text, at):
            parts.append(current)
            current, at = "", end.end()
        else:
            current, at = current + text[at], at + 1
    return [part.strip() for part in (*parts, current) if part.strip()]


def _tie(part: str) -> Tie:
    quoted, rest = _unquoted(part)
    brackets = re.search(r"\(([^()]*)\)\s*$", rest)
    if brackets is None:
        return Tie(quoted or part)
    words = one_line(brackets[1]).casefold()
    found = next((shape for pattern in _CONDITIONS if (shape := pattern.fullmatch(words))), None)
    if found is None and _LIKE_A_CONDITION.search(words):
        raise UnclearCellError(
            _(
                "„%(text)s“ ist nicht bekannt. Bitte schreiben Sie zum Beispiel: M04 (nach Beginn) oder M04 (2 Monate nach Ende)."
            )
            % {"text": excerpt(brackets.group(), longest=60)}
        )
    if found is None:  # a remark, or a part of the title
        return Tie(quoted or part)
    said = found.groupdict()
    lag = int(said.get("lag") or 0)
    if lag > LONGEST_LAG:
        raise UnclearCellError(
            _("Der Abstand ist zu lang. Höchstens %(most)s Monate sind möglich.") % {"most": LONGEST_LAG}
        )
    kind = _KINDS[said["kind"]] if said.get("kind") else Dependency.Kind.FINISH_START
    return Tie(quoted or rest[: brackets.start()].strip(), kind.value, lag)


def _condition(row: Dependency) -> str:
    if row.kind == Dependency.Kind.FINISH_START and not row.lag:
        return ""
    after = "nach Beginn" if row.kind == Dependency.Kind.START_START else "nach Ende"
    return f" ({row.lag} {'Monat' if row.lag == 1 else 'Monate'} {after})" if row.lag else f" ({after})"


def _demand(part: str) -> tuple[str, Decimal]:
    quoted, rest = _unquoted(part)
    if quoted:
        title, amount = quoted, rest.strip().removeprefix(":")
    elif ":" in part:
        title, _colon, amount = part.rpartition(":")
    else:
        found = _AMOUNT_AT_THE_END.fullmatch(part)
        title, amount = (found[1], found[2]) if found else (part, "")
    title = one_line(title)
    months = parse_person_months(amount)
    if not title or months is None:
        raise UnclearCellError(
            _(
                "„%(text)s“ nennt keine Stelle mit Personenmonaten. Bitte schreiben Sie zum Beispiel: Bauamt: 2,5; IT: 1."
            )
            % {"text": excerpt(part, longest=60)}
        )
    if len(title) > 120:
        raise UnclearCellError(_("Der Text ist zu lang. Höchstens %(most)s Zeichen sind möglich.") % {"most": 120})
    return title, months


def _unquoted(part: str) -> tuple[str, str]:
    """Return a quoted name and what follows it; without quotation marks an empty name and all of it."""
    found = _QUOTED.match(part)
    return (one_line(found[1].replace('""', '"')), part[found.end() :]) if found else ("", part)


def _number(number: str) -> str:
    is_plain = not _BETWEEN_NUMBERS.search(number) and not set('()"') & set(number) and number.casefold() not in _NONE
    return number if is_plain else _in_quotes(number)


def _position(title: str) -> str:
    is_plain = not title.startswith('"') and ";" not in title and not set("()") & set(_BRACKETS.sub("", title))
    return title if is_plain else _in_quotes(title)


def _in_quotes(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
