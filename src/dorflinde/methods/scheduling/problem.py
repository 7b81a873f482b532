"""A project whose jobs share resources: what is read from a file, and what comes back.

Units: periods are whole and counted from 0; demands and capacities are whole units of a resource. Jobs are known here by
their place in the file (0, 1, …); ``names`` says what the file calls them.

Source: the resource-constrained project scheduling problem as in R. Kolisch and A. Sprecher, "PSPLIB – a project
scheduling problem library", EJOR 96 (1996).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class Project:
    """Jobs with durations, what they need of each resource in every period, and who comes after whom (without a circle)."""

    names: tuple[str, ...]
    durations: tuple[int, ...]
    demands: tuple[tuple[int, ...], ...]  # by job, then by resource
    capacities: tuple[int, ...]
    successors: tuple[tuple[int, ...], ...]

    @property
    def jobs(self) -> range:
        """All jobs."""
        return range(len(self.durations))

    def obstacle(self) -> str:
        """Why no schedule exists, in a sentence; empty when one does."""
        for job in self.jobs:
            for resource, (need, there) in enumerate(zip(self.demands[job], self.capacities, strict=True), 1):
                if self.durations[job] and need > there:
                    return (
                        f"Job {self.names[job]} needs {need} of resource {resource}, of which there are only {there}."
                    )
        return ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The best schedule found: nothing ends before ``lower_bound``; ``starts`` by the file's names of the jobs.

    ``gap`` is the share of the makespan that may still be saved (0 … 1). Without a schedule ``reason`` says why.
    """

    status: Status
    makespan: int | None
    lower_bound: int
    gap: float | None
    starts: dict[str, int]
    seconds: float
    reason: str = ""


def breaches(project: Project, starts: Sequence[int]) -> list[str]:
    """What a schedule breaks, in sentences: computed period by period, apart from the code that makes schedules."""
    found = [f"Job {project.names[job]} starts before 0." for job in project.jobs if starts[job] < 0]
    for job in project.jobs:
        end = starts[job] + project.durations[job]
        for after in project.successors[job]:
            if starts[after] < end:
                found.append(f"Job {project.names[after]} starts before job {project.names[job]} has ended.")
    for resource, capacity in enumerate(project.capacities):
        changes: dict[int, int] = {}
        for job in project.jobs:
            if project.durations[job]:
                changes[starts[job]] = changes.get(starts[job], 0) + project.demands[job][resource]
                end = starts[job] + project.durations[job]
                changes[end] = changes.get(end, 0) - project.demands[job][resource]
        used = 0
        for period in sorted(changes):
            used += changes[period]
            if used > capacity:
                found.append(f"Resource {resource + 1} needs {used} in period {period}, of which there are {capacity}.")
    return found
