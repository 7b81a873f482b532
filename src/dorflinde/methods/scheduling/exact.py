"""Asks the constraint solver whether jobs fit into given time: the proofs and the improvements of a schedule.

The solver (OR-Tools CP-SAT) is imported here, where it is used. A question names the jobs that are free with the starts
they may have; the others stand still and take their share of the resources.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dorflinde.methods.scheduling.generation import Shop

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


@dataclass(frozen=True, slots=True)
class Effort:
    """How long a question may take: by the clock, and in counted work (None = as much as the clock allows)."""

    seconds: float
    workers: int
    seed: int
    work: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """``fits``: True with ``starts``, False if proven impossible, None if the time did not suffice; ``work`` it took."""

    fits: bool | None
    starts: list[int] | None = None
    work: float = 0.0


def available() -> bool:
    """Whether the solver is installed (the extra `planning`)."""
    try:
        import ortools.sat.python.cp_model  # noqa: F401
    except ImportError:
        return False
    return True


class Question:
    """Do the free jobs fit, the others standing where ``starts`` has them? Can be stopped from another thread."""

    def __init__(self, shop: Shop, free: Mapping[int, tuple[int, int]], starts: Sequence[int]) -> None:
        from ortools.sat.python import cp_model

        self.shop = shop
        self.still = list(starts)
        self.possible = all(low <= high for low, high in free.values())
        self.cp = cp_model.CpModel()
        self.solver = cp_model.CpSolver()
        self.variables: dict[int, cp_model.IntVar] = {}
        if self.possible:
            self._ask(free)

    def _ask(self, free: Mapping[int, tuple[int, int]]) -> None:
        durations = self.shop.durations
        intervals = {}
        for job, (low, high) in free.items():
            self.variables[job] = start = self.cp.new_int_var(low, high, f"start {job}")
            intervals[job] = self.cp.new_fixed_size_interval_var(start, durations[job], f"job {job}")
        for job in free:
            for after in self.shop.successors[job]:
                if after in free:
                    self.cp.add(self.variables[after] >= self.variables[job] + durations[job])
        until = max((high + durations[job] for job, (_low, high) in free.items()), default=0)
        for resource, capacity in enumerate(self.shop.project.capacities):
            needs = {job: self.shop.project.demands[job][resource] for job in free if durations[job]}
            users = [job for job, need in needs.items() if need]
            taken = self._taken(free, resource, until)
            if sum(needs.values()) + max((amount for _b, _e, amount in taken), default=0) <= capacity:
                continue
            blocks = [
                self.cp.new_fixed_size_interval_var(begin, end - begin, f"taken {begin}")
                for begin, end, _amount in taken
            ]
            amounts = [needs[job] for job in users] + [amount for _b, _e, amount in taken]
            self.cp.add_cumulative([intervals[job] for job in users] + blocks, amounts, capacity)

    def _taken(self, free: Mapping[int, tuple[int, int]], resource: int, until: int) -> list[tuple[int, int, int]]:
        """What the jobs that stand still use, as (begin, end, amount) one after the other."""
        changes: dict[int, int] = {}
        for job in self.shop.project.jobs:
            need, duration = self.shop.project.demands[job][resource], self.shop.durations[job]
            if job not in free and need and duration:
                begin = self.still[job]
                changes[begin] = changes.get(begin, 0) + need
                changes[begin + duration] = changes.get(begin + duration, 0) - need
        found = []
        used, since = 0, 0
        for period in sorted(changes):
            if used and since < until:
                found.append((since, period, used))
            used, since = used + changes[period], period
        return found

    def answer(self, effort: Effort, hint: Sequence[int] | None = None) -> Answer:
        """Ask the solver."""
        from ortools.sat.python import cp_model

        if not self.possible:
            return Answer(False)
        parameters = self.solver.parameters
        parameters.max_time_in_seconds = max(effort.seconds, 0.01)
        parameters.num_workers = effort.workers
        parameters.random_seed = effort.seed
        if effort.work is not None:
            parameters.max_deterministic_time = effort.work
        if hint:
            for job, variable in self.variables.items():
                self.cp.add_hint(variable, hint[job])
        status = self.solver.solve(self.cp)
        work = self.solver.response_proto.deterministic_time
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            starts = list(self.still)
            for job, variable in self.variables.items():
                starts[job] = self.solver.value(variable)
            return Answer(True, starts, work)
        return Answer(False if status == cp_model.INFEASIBLE else None, work=work)

    def stop(self) -> None:
        """Give up, from another thread."""
        self.solver.stop_search()


def whole(shop: Shop, end: int) -> Question:
    """Does the whole project fit into the periods before ``end``?"""
    free = {job: (shop.heads[job], end - shop.tails[job]) for job in shop.project.jobs}
    return Question(shop, free, [0] * len(free))


def stretch(shop: Shop, starts: Sequence[int], begin: int, size: int) -> Question:
    """Can the project end one period sooner, if only about ``size`` jobs around the period ``begin`` are moved?

    What ends before stands as in the schedule; what comes after stands as in the schedule pushed to the right, one period
    sooner. Source: neighbourhoods of a time window as in D. Godard, P. Laborie and W. Nuijten, "Randomized large
    neighborhood search for cumulative scheduling", ICAPS 2005.
    """
    durations = shop.durations
    end = shop.makespan(starts)
    ends = [start + duration for start, duration in zip(starts, durations, strict=True)]
    rank = shop.rank
    late = shop.backward(sorted(shop.order, key=lambda job: (-ends[job], -rank[job])), end)
    before = {job for job in shop.project.jobs if ends[job] <= begin}
    moving = sorted((job for job in shop.project.jobs if job not in before), key=lambda job: (late[job], rank[job]))
    limit = late[moving[min(size, len(moving) - 1)]] if moving else end
    after = {job for job in moving[size:] if late[job] - 1 >= begin and late[job] >= limit}
    still = [late[job] - 1 if job in after else starts[job] for job in shop.project.jobs]
    free: dict[int, tuple[int, int]] = {}
    for job in shop.project.jobs:
        if job not in before and job not in after:
            low = max([shop.heads[job], *(ends[other] for other in shop.predecessors[job] if other in before)])
            high = end - 1 - shop.tails[job]
            high = min([high, *(still[other] - durations[job] for other in shop.successors[job] if other in after)])
            free[job] = (low, high)
    return Question(shop, free, still)
