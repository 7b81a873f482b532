"""PSPLIB's .sm: sections with headlines, found by their names.

Only one project with one mode a job is read. A non-renewable resource (N) with one mode is a sum that fits or not; a
doubly constrained one (D) is refused.
"""

import re
from collections.abc import Iterator, Sequence

from dorflinde.methods.scheduling.draft import MOST_JOBS, MOST_RESOURCES, Draft, Row, Unreadable, capacity
from dorflinde.methods.scheduling.numbers import whole

Line = tuple[int, str]
COUNT = re.compile(r":\s*(\S+)")


def read_sm(text: str) -> Draft:
    """Read the sections one after the other; what they say is checked by the draft."""
    lines = list(enumerate(text.split("\n"), 1))
    jobs = _count(lines, r"\s*jobs\b", "jobs (incl. supersource/sink )", 1, MOST_JOBS)
    renewable = _count(lines, r"\s*-?\s*renewable\b", "renewable", 0, MOST_RESOURCES)
    other = _count(lines, r"\s*-?\s*nonrenewable\b", "nonrenewable", 0, MOST_RESOURCES, default=0)
    if _count(lines, r"\s*-?\s*doubly constrained\b", "doubly constrained", 0, MOST_RESOURCES, default=0):
        raise Unreadable("Doubly constrained resources cannot be planned.", _find(lines, r"\s*-?\s*doubly"))
    after = _precedence(_section(lines, "PRECEDENCE RELATIONS"), jobs)
    needs = _requests(_section(lines, "REQUESTS/DURATIONS"), jobs, renewable + other)
    there, line = _availability(_section(lines, "RESOURCEAVAILABILITIES"), renewable + other)
    _refuse_overspending(needs, there, renewable, line)
    rows = []
    for job in range(1, jobs + 1):
        at, duration, demands = needs[job]
        below, successors = after[job]
        rows.append(Row(str(job), at, duration, demands[:renewable], tuple(map(str, successors)), below))
    return Draft(rows, there[:renewable])


def _find(lines: Sequence[Line], pattern: str) -> int | None:
    return next((place for place, line in lines if re.match(pattern, line, re.IGNORECASE)), None)


def _count(lines: Sequence[Line], pattern: str, name: str, least: int, most: int, default: int | None = None) -> int:
    place = _find(lines, pattern)
    if place is None:
        if default is not None:
            return default
        raise Unreadable(f"There is no line {name!r}.", len(lines))
    found = COUNT.search(lines[place - 1][1])
    number = whole(found[1] if found else "", f"the number after {name!r}", place)
    if not least <= number <= most:
        raise Unreadable(f"{name}: {number}; only {least} to {most} can be planned.", place)
    return number


def _section(lines: Sequence[Line], name: str) -> list[tuple[int, list[str]]]:
    """The rows between a headline and the next line of stars, as words; lines without numbers are headings."""
    place = _find(lines, rf"\s*{re.escape(name)}")
    if place is None:
        raise Unreadable(f"The section {name} is missing.", len(lines))
    rows = []
    for at, line in lines[place:]:
        if line.lstrip().startswith("*"):
            break
        words = line.split()
        if words and not _is_heading(words):
            rows.append((at, words))
    if not rows:
        raise Unreadable(f"The section {name} is empty.", place)
    return rows


def _is_heading(words: Sequence[str]) -> bool:
    return words[0].lower().startswith(("jobnr", "r", "n", "d")) or set(words[0]) == {"-"}


def _numbers(rows: Sequence[tuple[int, list[str]]], what: str) -> Iterator[tuple[int, list[int]]]:
    for at, words in rows:
        yield at, [whole(word, what, at) for word in words]


def _precedence(rows: Sequence[tuple[int, list[str]]], jobs: int) -> dict[int, tuple[int, list[int]]]:
    found: dict[int, tuple[int, list[int]]] = {}
    for at, numbers in _numbers(rows, "a job, its modes or a successor"):
        if len(numbers) < 3:
            raise Unreadable("A job, its modes and the number of its successors should stand here.", at)
        job, modes, count, *successors = numbers
        _check_job(job, jobs, found, at)
        if modes != 1:
            raise Unreadable(f"Job {job} has {modes} modes; only one can be planned.", at)
        if count != len(successors):
            raise Unreadable(f"Job {job} should have {count} successors, {len(successors)} are there.", at)
        found[job] = (at, successors)
    _check_all(found, jobs, "PRECEDENCE RELATIONS", rows[-1][0])
    return found


def _requests(
    rows: Sequence[tuple[int, list[str]]], jobs: int, resources: int
) -> dict[int, tuple[int, int, tuple[int, ...]]]:
    found: dict[int, tuple[int, int, tuple[int, ...]]] = {}
    for at, numbers in _numbers(rows, "a job, its mode, its duration or a demand"):
        if len(numbers) != 3 + resources:
            raise Unreadable(
                f"{3 + resources} numbers should stand here: job, mode, duration, {resources} demands.", at
            )
        job, _mode, duration, *demands = numbers
        _check_job(job, jobs, found, at)
        found[job] = (at, duration, tuple(demands))
    _check_all(found, jobs, "REQUESTS/DURATIONS", rows[-1][0])
    return found


def _check_job(job: int, jobs: int, found: object, at: int) -> None:
    if not 1 <= job <= jobs:
        raise Unreadable(f"There is no job {job} among {jobs}.", at)
    if isinstance(found, dict) and job in found:
        raise Unreadable(f"Job {job} is there twice.", at)


def _check_all(found: object, jobs: int, section: str, at: int) -> None:
    missing = [str(job) for job in range(1, jobs + 1) if isinstance(found, dict) and job not in found]
    if missing:
        raise Unreadable(f"The section {section} lacks job {', '.join(missing[:5])}.", at)


def _availability(rows: Sequence[tuple[int, list[str]]], resources: int) -> tuple[tuple[int, ...], int]:
    at, numbers = next(_numbers(rows, "a capacity"))
    if len(numbers) != resources:
        raise Unreadable(f"{len(numbers)} capacities stand here for {resources} resources.", at)
    return tuple(capacity(value, resource, at) for resource, value in enumerate(numbers, 1)), at


def _refuse_overspending(
    needs: dict[int, tuple[int, int, tuple[int, ...]]], there: tuple[int, ...], renewable: int, line: int
) -> None:
    for resource in range(renewable, len(there)):
        total = sum(demands[resource] for _at, _duration, demands in needs.values())
        if total > there[resource]:
            raise Unreadable(
                f"All jobs together need {total} of non-renewable resource {resource - renewable + 1}, "
                f"of which there are only {there[resource]}.",
                line,
            )
