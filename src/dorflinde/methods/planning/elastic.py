"""The cheapest set of limits to loosen, found by the solver.

Every limit may be loosened at its price, and the solver minimises the sum: the elastic programme of J. W. Chinneck,
"Feasibility and Infeasibility in Optimization" (2008), with a charge for each limit that is touched, so that one limit
loosened much stands before many loosened a little. The notice of a grant and a task's earliest start never give way:
starting later is always possible.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dorflinde.methods.planning.problem import Link, Problem, Task
from dorflinde.methods.planning.proposal import Relaxation, RelaxationKind
from dorflinde.methods.planning.relaxation import CHARGES, price
from dorflinde.methods.planning.variables import Variables

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

LONGER = 24  # months beyond what the window lacks for its longest chain, at most


class Elastic:
    """The loosened problem; the price of a plan is exactly what :func:`relaxation.needed` asks for it."""

    def __init__(self, problem: Problem) -> None:
        from ortools.sat.python import cp_model

        self.problem = problem
        self.cp = cp_model.CpModel()
        self.variables = Variables(self.cp, problem, _ranges(problem))
        self.prices: list[tuple[cp_model.IntVar, int]] = []
        self._window()
        self._links()
        self._people()
        for year, budget in sorted(problem.budgets.items()):
            if year >= problem.first // 12:
                most = sum(max(task.cost, *task.spread.values(), 0) + task.running for task in problem.tasks)
                self._loosen("budget", self.variables.spent(year), budget, most)
        self.cp.minimize(self.variables.worth(self._own_price) + self.variables.sum(self.prices))

    def _own_price(self, task: Task, start: int) -> int:
        """The price of a task's pin, latest start and pinned deadlines, if it starts in a month."""
        total = 0
        if task.pinned is not None and start != task.pinned:
            total += price(Relaxation("pin", task.id, None, start - task.pinned))
        if task.pinned is None and task.latest is not None and start > task.latest:
            total += price(Relaxation("latest", task.id, None, start - task.latest))
        late = max((start + task.duration - 1 - deadline for deadline in _deadlines(self.problem, task)), default=0)
        return total + (price(Relaxation("grant", task.id, None, late)) if late > 0 else 0)

    def _loosen(self, kind: RelaxationKind, load: cp_model.LinearExprT, limit: int, most: int) -> None:
        """Let a sum go beyond its limit, at a price."""
        if most <= limit:
            return
        touch, each = CHARGES[kind]
        more = self.cp.new_int_var(0, most - limit, f"more {kind}")
        touched = self.cp.new_bool_var(f"touch {kind}")
        self.cp.add(load <= limit + more)
        self.cp.add(more <= (most - limit) * touched)
        self.prices += [(more, each), (touched, touch)]

    def _window(self) -> None:
        ends = [
            self.variables.starts[task.id] + task.duration - 1 for task in self.problem.tasks if task.pinned is None
        ]
        if ends:
            furthest = max(
                self.variables.ranges[task.id][1] + task.duration - 1
                for task in self.problem.tasks
                if task.pinned is None
            )
            last = self.cp.new_int_var(self.problem.first, max(furthest, self.problem.last), "end of all")
            for end in ends:
                self.cp.add(last >= end)
            self._loosen("window", last, self.problem.last, furthest)

    def _links(self) -> None:
        durations = {task.id: task.duration for task in self.problem.tasks}
        pairs: dict[tuple[str, str], list[Link]] = {}
        for link in self.problem.links:
            pairs.setdefault((link.before, link.after), []).append(link)
        for (before, after), links in pairs.items():
            lag = max(link.lag + (durations[before] if link.kind == "fs" else 0) for link in links)
            most = self.variables.ranges[before][1] - self.variables.ranges[after][0]
            wait = self.variables.starts[before] - self.variables.starts[after]
            self._loosen("link", wait, -lag, most)

    def _people(self) -> None:
        for role, capacity in sorted(self.problem.capacities.items()):
            for month, load in self.variables.load(role).items():
                limit = capacity.in_month(month)
                if limit is not None:
                    self._loosen("capacity", load, limit, self.variables.everybody(role))


def _deadlines(problem: Problem, task: Task) -> list[int]:
    return [
        grant.finish_by
        for grant in problem.grants
        if grant.task == task.id and grant.is_pinned and grant.finish_by is not None
    ]


def _ranges(problem: Problem) -> dict[str, tuple[int, int]]:
    """Where tasks may start when everything may give way."""
    low = {}
    for task in problem.tasks:
        months = [task.earliest if task.earliest is not None else problem.first, problem.first]
        low[task.id] = max(months) if task.pinned is None else min(task.pinned, max(months))
        notices = [g.not_before for g in problem.grants if g.task == task.id and g.not_before is not None]
        low[task.id] = max([low[task.id], *notices])
    begin = _earliest_by_links(problem, low)
    longest = max(begin[task.id] + task.duration - 1 for task in problem.tasks)
    far = max(problem.last, longest) + LONGER
    return {
        task.id: (low[task.id], max(low[task.id], far - task.duration + 1, task.pinned or 0)) for task in problem.tasks
    }


def _earliest_by_links(problem: Problem, low: Mapping[str, int]) -> dict[str, int]:
    """The earliest starts along the links; a circle is followed only as often as there are tasks."""
    begin = dict(low)
    durations = {task.id: task.duration for task in problem.tasks}
    ceiling = max(low.values()) + sum(durations.values())
    for _round in problem.tasks:
        moved = False
        for link in problem.links:
            month = begin[link.before] + link.lag + (durations[link.before] if link.kind == "fs" else 0)
            if begin[link.after] < month <= ceiling:
                begin[link.after] = month
                moved = True
        if not moved:
            break
    return begin
