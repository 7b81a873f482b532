"""Reads votes and statements as Polis hands them out (JSON and CSV); what is wrong is told in German, with its place.

Both `votes.json` and the CSV of its open data say 1 for agreeing, its database says -1. Where a list of statements with
counts of agreement is given, the counts tell which of the two a file means.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dorflinde.methods.opinion_map.votes import AGREE, DISAGREE, PASS, Votes, votes_of

MOST_BYTES = 1_000_000_000
NUMBER = re.compile(r"0|-?[1-9]\d{0,17}")
TIME = re.compile(r"\d{1,18}(?:\.\d{1,9})?")
VOTES = {"1": AGREE, "+1": AGREE, "1.0": AGREE, "0": PASS, "0.0": PASS, "-1": DISAGREE, "-1.0": DISAGREE}
STATEMENT = ("comment-id", "statement_id", "statement-id", "tid")
PERSON = ("voter-id", "participant_id", "participant-id", "pid")
VOTE = ("vote",)
TEXT = ("comment-body", "txt", "text")
PERSONAL = ("is-meta", "is_meta")
WHEN = ("timestamp", "modified", "created")
Cast = list[tuple[Hashable, Hashable, int]]


class UnreadableVotes(ValueError):
    """The file holds no votes or statements; the sentence says what is wrong and where."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(f"{place}: {reason}" if place else reason)


@dataclass(frozen=True)
class Statement:
    """A statement of a list: what it says, whether it was moderated out, whether it asks about the person."""

    name: Hashable
    text: str = ""
    is_out: bool = False
    is_personal: bool = False
    agrees: int | None = None
    disagrees: int | None = None


def read_votes(file: Path, *, statements: Sequence[Statement] = (), agree: int | None = None) -> Votes:
    """Read votes; `agree` says which number agrees, else the counts of the statements do, else 1. Raises UnreadableVotes."""
    cast, names, votes = [], _Names(), _Votes(VOTES)
    for place, (statement, person, vote, when) in _rows(file, (STATEMENT, PERSON, VOTE, WHEN)):
        try:
            cast.append((_time(when), names[person], names[statement], votes[vote]))
        except (KeyError, TypeError):
            raise _wrong(statement, person, vote, place) from None
    if not cast:
        raise UnreadableVotes("Die Datei enthält keine Stimmen.")
    # The sort is stable: without times, or with equal ones, the later row is the later vote.
    cast.sort(key=lambda vote: vote[0])
    told = [(person, statement, vote) for _, person, statement, vote in cast]
    if (agree or _sign(told, statements)) < 0:
        told = [(person, statement, -vote) for person, statement, vote in told]
    return votes_of(
        told,
        outside=[statement.name for statement in statements if statement.is_out],
        personal=[statement.name for statement in statements if statement.is_personal],
    )


def read_statements(file: Path) -> list[Statement]:
    """Read a list of statements with their flags; raises UnreadableVotes."""
    found: dict[Hashable, Statement] = {}
    columns = (
        STATEMENT,
        TEXT,
        ("moderated", "mod"),
        PERSONAL,
        ("agrees", "agree_count"),
        ("disagrees", "disagree_count"),
    )
    for place, (word, text, *flags, agrees, disagrees) in _rows(file, columns):
        try:
            name = _Names()[word]
        except KeyError:
            raise _missing("die Aussage", STATEMENT, place) from None
        if name in found:
            raise UnreadableVotes(f"Die Aussage {name} steht hier ein zweites Mal.", place.told())
        moderated = _whole(flags[0], "moderated", place)
        found[name] = Statement(
            name,
            text=str(text or "").strip(),
            is_out=moderated is not None and moderated < 0,
            is_personal=str(flags[1]).strip().lower() in ("true", "1", "t"),
            agrees=_whole(agrees, "agrees", place),
            disagrees=_whole(disagrees, "disagrees", place),
        )
    if not found:
        raise UnreadableVotes("Die Datei enthält keine Aussagen.")
    return list(found.values())


def _sign(cast: Cast, statements: Sequence[Statement]) -> int:
    """Whether the votes fit the known counts as they are (1) or turned round (-1)."""
    counted = [one for one in statements if one.agrees is not None and one.disagrees is not None]
    if not counted:
        return 1
    latest = {(person, statement): vote for person, statement, vote in cast}
    told = Counter((statement, vote) for (_, statement), vote in latest.items())
    straight = turned = 0
    for one in counted:
        ones, others = told[one.name, 1], told[one.name, -1]
        straight += abs(ones - (one.agrees or 0)) + abs(others - (one.disagrees or 0))
        turned += abs(others - (one.agrees or 0)) + abs(ones - (one.disagrees or 0))
    return -1 if turned < straight else 1


@dataclass
class _Place:
    """Where the reader stands; put into words only when something is wrong there."""

    kind: str
    number: int = 0

    def told(self) -> str:
        return f"{self.kind} {self.number}"


class _Names(dict[Any, Hashable]):
    """A cell → the name of a person or statement; what is no name is no key."""

    def __missing__(self, cell: Any) -> Hashable:
        word = cell.strip() if isinstance(cell, str) else ""
        if not word and type(cell) is not int:
            raise KeyError(cell)
        name = int(word) if word.isascii() and NUMBER.fullmatch(word) else word or cell
        if isinstance(cell, str):  # True and 1.0 are the same key as 1
            self[cell] = name
        return name


class _Votes(dict[Any, int]):
    """A cell → the vote; what is no vote is no key."""

    def __missing__(self, cell: Any) -> int:
        return VOTES[cell.strip()] if isinstance(cell, str) else VOTES[str(cell)]


def _rows(file: Path, columns: Sequence[Sequence[str]]) -> Iterator[tuple[_Place, Sequence[Any]]]:
    """Each entry: its place and its cells in the order of the columns, of which each may go by several names."""
    text = _text(file)
    if text.lstrip()[:1] in ("[", "{"):
        return _json_rows(text, columns)
    return _csv_rows(text, columns)


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise UnreadableVotes(f"Die Datei ist größer als {MOST_BYTES // 1_000_000} MB.")
        content = file.read_bytes()
    except OSError as problem:
        raise UnreadableVotes(f"Die Datei lässt sich nicht lesen: {problem.strerror}.") from problem
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _json_rows(text: str, columns: Sequence[Sequence[str]]) -> Iterator[tuple[_Place, Sequence[Any]]]:
    try:
        listed = json.loads(text)
    except json.JSONDecodeError as problem:
        raise UnreadableVotes(
            "Hier ist das JSON nicht in Ordnung.", f"Zeile {problem.lineno}, Spalte {problem.colno}"
        ) from problem
    except (ValueError, RecursionError) as problem:
        raise UnreadableVotes(
            "Das JSON lässt sich nicht lesen: zu tief geschachtelt oder eine zu große Zahl."
        ) from problem
    if not isinstance(listed, list):
        raise UnreadableVotes("Erwartet wird eine Liste von Einträgen: [ {…}, {…} ].")
    place = _Place("Eintrag")
    for place.number, row in enumerate(listed, start=1):
        if not isinstance(row, dict):
            raise UnreadableVotes("Das ist kein Eintrag mit Namen und Werten.", place.told())
        yield place, [next((row[name] for name in names if row.get(name) is not None), None) for names in columns]


def _csv_rows(text: str, columns: Sequence[Sequence[str]]) -> Iterator[tuple[_Place, Sequence[Any]]]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    first = plain.lstrip().split("\n", 1)[0]
    reader = csv.reader(io.StringIO(plain), delimiter=max(",;\t", key=first.count))
    place = _Place("Zeile")
    try:
        head = next((cells for cells in reader if any(cell.strip() for cell in cells)), [])
        known = [name.strip().lower() for name in head]
        # A column that is missing is read from behind the end of the row, where there is nothing.
        wanted = [next((known.index(name) for name in names if name in known), len(known)) for names in columns]
        for cells in reader:
            place.number = reader.line_num
            if len(cells) == len(known):
                cells.append("")
            elif not any(cell.strip() for cell in cells):
                continue
            elif any(cell.strip() for cell in cells[len(known) :]):
                raise UnreadableVotes(
                    f"Hier stehen {len(cells)} Werte, die Kopfzeile nennt {len(known)} Spalten.", place.told()
                )
            else:
                cells = [cells[at] if at < len(cells) else "" for at in range(len(known) + 1)]
            yield place, [cells[column] for column in wanted]
    except csv.Error as problem:
        raise UnreadableVotes(f"Die Zeile lässt sich nicht lesen ({problem}).", f"Zeile {reader.line_num}") from problem


def _wrong(statement: Any, person: Any, vote: Any, place: _Place) -> UnreadableVotes:
    """What keeps an entry from being a vote."""
    for cell, what, names in ((statement, "die Aussage", STATEMENT), (person, "die Person", PERSON)):
        if type(cell) is not int and not (isinstance(cell, str) and cell.strip()):
            return _missing(what, names, place)
    word = "" if vote is None else str(vote).strip()
    shown = f"„{word[:40]}“ ist keine Stimme" if word else "Es fehlt die Stimme (Spalte vote)"
    return UnreadableVotes(f"{shown}; erwartet wird 1, 0 oder -1.", place.told())


def _missing(what: str, names: Sequence[str], place: _Place) -> UnreadableVotes:
    return UnreadableVotes(f"Es fehlt {what} (Spalte {names[0]}).", place.told())


def _time(cell: Any) -> float:
    """When a vote was cast; a file without times is in order already."""
    word = str(cell)
    return float(word) if word.isascii() and (word.isdigit() or TIME.fullmatch(word)) and len(word) < 30 else 0.0


def _whole(cell: Any, column: str, place: _Place) -> int | None:
    word = "" if cell is None else str(cell).strip()
    if not word:
        return None
    if not word.isascii() or not NUMBER.fullmatch(word):
        raise UnreadableVotes(f"„{word[:40]}“ ist keine ganze Zahl (Spalte {column}).", place.told())
    return int(word)
