"""A project as it stands in a file, with the lines it came from, and the rules every file must keep."""

from collections.abc import Sequence
from dataclasses import dataclass

from dorflinde.methods.scheduling.problem import Project

MOST_JOBS = 5_000
MOST_RESOURCES = 1_000
MOST_PERIODS = 1_000_000  # all durations together
MOST_UNITS = 10**9


class Unreadable(ValueError):
    """The file is not a project; the message says where and why."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message if line is None else f"Line {line}: {message}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Row:
    """One job: its name, the line it stands in, and its successors by name."""

    name: str
    line: int | None
    duration: int
    demands: tuple[int, ...]
    successors: tuple[str, ...]
    successors_line: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader hands over; :meth:`project` checks it."""

    rows: Sequence[Row]
    capacities: tuple[int, ...]

    def project(self) -> Project:
        """The project, if sizes, numbers, successors and the order hold."""
        if not self.rows:
            raise Unreadable("There is no job.")
        if len(self.rows) > MOST_JOBS:
            raise Unreadable(f"{len(self.rows)} jobs are too many; {MOST_JOBS} can be planned.")
        if len(self.capacities) > MOST_RESOURCES:
            raise Unreadable(f"{len(self.capacities)} resources are too many; {MOST_RESOURCES} can be planned.")
        places: dict[str, int] = {}
        for place, row in enumerate(self.rows):
            if row.name in places:
                raise Unreadable(f"Job {row.name} is there twice.", row.line)
            places[row.name] = place
            self._check_numbers(row)
        if sum(row.duration for row in self.rows) > MOST_PERIODS:
            raise Unreadable(
                f"All durations together are more than {MOST_PERIODS:,} periods; use a larger unit of time."
            )
        project = Project(
            names=tuple(row.name for row in self.rows),
            durations=tuple(row.duration for row in self.rows),
            demands=tuple(row.demands for row in self.rows),
            capacities=self.capacities,
            successors=tuple(self._successors(row, places) for row in self.rows),
        )
        self._refuse_circle(project)
        return project

    def _check_numbers(self, row: Row) -> None:
        if len(row.demands) != len(self.capacities):
            raise Unreadable(
                f"Job {row.name} has {len(row.demands)} demands for {len(self.capacities)} resources.", row.line
            )
        if not 0 <= row.duration <= MOST_PERIODS:
            raise Unreadable(f"Job {row.name} lasts {row.duration} periods.", row.line)
        for need in row.demands:
            if not 0 <= need <= MOST_UNITS:
                raise Unreadable(f"Job {row.name} needs {need} of a resource.", row.line)

    def _successors(self, row: Row, places: dict[str, int]) -> tuple[int, ...]:
        line = row.successors_line or row.line
        for name in row.successors:
            if name not in places:
                raise Unreadable(f"Job {row.name} has the successor {name}, which is no job.", line)
            if name == row.name:
                raise Unreadable(f"Job {row.name} comes after itself.", line)
        return tuple(dict.fromkeys(places[name] for name in row.successors))

    def _refuse_circle(self, project: Project) -> None:
        """Take away jobs nobody waits for, until none is left or only a circle."""
        waiting = [0] * len(self.rows)
        for successors in project.successors:
            for after in successors:
                waiting[after] += 1
        free = [job for job in project.jobs if not waiting[job]]
        for job in free:
            for after in project.successors[job]:
                waiting[after] -= 1
                if not waiting[after]:
                    free.append(after)
        if len(free) == len(self.rows):
            return
        circle = _a_circle(project, {job for job in project.jobs if waiting[job]})
        first = self.rows[circle[0]]
        way = " → ".join(self.rows[job].name for job in [*circle[:8], *([] if len(circle) > 8 else circle[:1])])
        raise Unreadable(f"These jobs wait for each other: {way}.", first.successors_line or first.line)


def _a_circle(project: Project, left: set[int]) -> list[int]:
    """Every job left waits for another one left: walking back must come round."""
    before = {after: job for job in left for after in project.successors[job] if after in left}
    walked = [min(left)]
    seen = {walked[0]}
    while (job := before[walked[-1]]) not in seen:
        walked.append(job)
        seen.add(job)
    circle = walked[walked.index(job) :][::-1]
    first = circle.index(min(circle))
    return circle[first:] + circle[:first]


def capacity(value: int, resource: int | str, line: int | None) -> int:
    """A capacity that can be planned with."""
    if not 0 <= value <= MOST_UNITS:
        raise Unreadable(f"Resource {resource} has a capacity of {value}.", line)
    return value
