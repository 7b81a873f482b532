"""Reads budget elections in Pabulib's format (.pb) as they are found in the wild; what is wrong is told with its line.

UTF-8 with or without a mark, any line end, semicolons, names in quotes, decimal commas. Source: Stolicki, Szufa, Talmon,
"Pabulib: A Participatory Budgeting Library" (arXiv:2012.06539).
"""

import csv
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from dorflinde.methods.equal_shares import Election

MOST_BYTES = 200_000_000
SECTIONS = ("META", "PROJECTS", "VOTES")
RIVALS = "exclusive"  # a column of our own: projects with the same word rule each other out
NUMBER = re.compile(r"[+-]?\d{1,18}(?:[.,]\d{1,9})?")
Row = tuple[int, dict[str, str]]


class UnreadableElection(ValueError):
    """The file is no election; the sentence says what is wrong and in which line."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)


def read_election(file: Path) -> Election:
    """Read a .pb file; raises UnreadableElection with a sentence for people."""
    try:
        content = file.read_bytes()
    except OSError as problem:
        raise UnreadableElection(f"{file.name} cannot be read: {problem.strerror}.") from problem
    return parse_election(content)


def parse_election(content: bytes) -> Election:
    """Read an election from bytes: every voter stands for herself, also with an empty ballot."""
    if len(content) > MOST_BYTES:
        raise UnreadableElection(f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    meta, projects, votes = _sections(text)
    budget = _budget(meta)
    costs = _costs(projects)
    kind = meta.get("vote_type", (0, "approval"))[1].strip().lower() or "approval"
    ballots: dict[str, dict[str, Fraction]] = {}
    for line, row in votes:
        voter = row.get("voter_id", "").strip()
        if not voter:
            raise UnreadableElection("The voter has no voter_id.", line)
        if voter in ballots:
            raise UnreadableElection(f"Voter {voter[:40]!r} stands here a second time.", line)
        ballots[voter] = _ballot(row, line, costs, kind)
    if not ballots:
        raise UnreadableElection("Nobody voted: the section VOTES has no rows.")
    return Election(budget, costs, ballots, kind, _rivals(projects))


def _sections(text: str) -> tuple[dict[str, tuple[int, str]], list[Row], list[Row]]:
    rows: dict[str, list[tuple[int, list[str]]]] = {}
    section = ""
    for line, cells in _cells(text):
        word = cells[0].strip().upper()
        if word in SECTIONS and not any(cell.strip() for cell in cells[1:]):
            if word in rows:
                raise UnreadableElection(f"The section {word} stands here a second time.", line)
            section = word
            rows[section] = []
        elif not section:
            raise UnreadableElection("The file does not begin with a section META, PROJECTS or VOTES.", line)
        else:
            rows[section].append((line, cells))
    for name in SECTIONS:
        if not rows.get(name):
            raise UnreadableElection(f"The section {name} is missing or empty.")
    meta = {
        cells[0].strip().lower(): (line, cells[1].strip() if len(cells) > 1 else "") for line, cells in rows["META"]
    }
    return meta, list(_table(rows["PROJECTS"], "project_id", "cost")), list(_table(rows["VOTES"], "voter_id", "vote"))


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, each with the number of its last line."""
    reader = csv.reader(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), delimiter=";")
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as problem:
        raise UnreadableElection(f"The row cannot be read: {problem}.", reader.line_num) from problem


def _table(rows: list[tuple[int, list[str]]], *needed: str) -> Iterator[Row]:
    line, head = rows[0]
    names = [name.strip().lower() for name in head]
    for name in needed:
        if name not in names:
            raise UnreadableElection(f"The column {name} is missing.", line)
    for at, cells in rows[1:]:
        yield at, dict(zip(names, cells, strict=False))


def _budget(meta: dict[str, tuple[int, str]]) -> Fraction:
    if "budget" not in meta:
        raise UnreadableElection("META has no budget.")
    line, word = meta["budget"]
    return _number(word, "The budget", line)


def _costs(rows: list[Row]) -> dict[str, Fraction]:
    costs: dict[str, Fraction] = {}
    for line, row in rows:
        project = row.get("project_id", "").strip()
        if not project:
            raise UnreadableElection("The project has no project_id.", line)
        if project in costs:
            raise UnreadableElection(f"Project {project[:40]!r} stands here a second time.", line)
        costs[project] = _number(row.get("cost", ""), f"The cost of project {project[:40]!r}", line)
    if not costs:
        raise UnreadableElection("The section PROJECTS has no rows.")
    return costs


def _rivals(rows: list[Row]) -> tuple[frozenset[str], ...]:
    groups: dict[str, set[str]] = {}
    for _line, row in rows:
        if word := row.get(RIVALS, "").strip():
            groups.setdefault(word, set()).add(row["project_id"].strip())
    return tuple(frozenset(group) for group in groups.values() if len(group) > 1)


def _ballot(row: dict[str, str], line: int, costs: dict[str, Fraction], kind: str) -> dict[str, Fraction]:
    """Project → points; places for a ranking (the length of the ballot less the position less one), one for a cross."""
    chosen = [word.strip() for word in row.get("vote", "").split(",") if word.strip()]
    for project in chosen:
        if project not in costs:
            raise UnreadableElection(f"The vote names project {project[:40]!r}, which PROJECTS does not have.", line)
    if len(set(chosen)) != len(chosen):
        raise UnreadableElection("The vote names a project twice.", line)
    if kind == "ordinal":
        return {project: Fraction(len(chosen) - place - 1) for place, project in enumerate(chosen)}
    words = [word.strip() for word in row.get("points", "").split(",") if word.strip()]
    if kind in ("scoring", "cumulative") and words:
        if len(words) != len(chosen):
            raise UnreadableElection(f"{len(chosen)} projects have {len(words)} points.", line)
        return {
            project: _number(word, "The points", line, negative=True)
            for project, word in zip(chosen, words, strict=True)
        }
    return dict.fromkeys(chosen, Fraction(1))


def _number(word: str, what: str, line: int, *, negative: bool = False) -> Fraction:
    plain = word.strip().replace("\u00a0", "").replace(" ", "")
    if not plain.isascii() or not NUMBER.fullmatch(plain):
        raise UnreadableElection(f"{what} is {word[:40]!r}, not a number.", line)
    value = Fraction(plain.replace(",", "."))
    if value < 0 and not negative:
        raise UnreadableElection(f"{what} is below zero.", line)
    return value
