"""The limits of a problem and what is to be minimised, as the solver wants them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dorflinde.methods.planning.objective import averages, points_of
from dorflinde.methods.planning.problem import Capacity, Problem, Task
from dorflinde.methods.planning.proposal import Objective
from dorflinde.methods.planning.variables import Variables

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

MOST_TERMS = 400_000  # more sums than this would cost more time than they save


class Model:
    """A problem in which every task has a month it may start in; nothing is minimised yet."""

    def __init__(self, problem: Problem, ranges: Mapping[str, tuple[int, int]]) -> None:
        from ortools.sat.python import cp_model

        self.problem = problem
        self.cp = cp_model.CpModel()
        self.variables = Variables(self.cp, problem, ranges)
        self._links()
        terms = sum(len(self.variables.begins[task.id]) * task.duration * len(task.demand) for task in problem.tasks)
        for role, capacity in sorted(problem.capacities.items()):
            self._people(role, capacity, as_sums=terms <= MOST_TERMS)
        for year, budget in sorted(problem.budgets.items()):
            if year >= problem.first // 12:
                self.cp.add(self.variables.spent(year) <= budget)

    def _links(self) -> None:
        durations = {task.id: task.duration for task in self.problem.tasks}
        starts = self.variables.starts
        for link in self.problem.links:
            lag = link.lag + (durations[link.before] if link.kind == "fs" else 0)
            self.cp.add(starts[link.after] >= starts[link.before] + lag)

    def _people(self, role: str, capacity: Capacity, *, as_sums: bool) -> None:
        """Sums give the solver its bounds, the cumulative constraint its quick conclusions; both say the same."""
        everybody = self.variables.everybody(role)
        most: dict[int, int] = {}
        starts_before = any(
            self.variables.ranges[task.id][0] < self.problem.first for task in self.variables.workers(role)
        )
        needs_sums = as_sums or starts_before  # the cumulative constraint would count months that are over
        loads = self.variables.load(role)
        for month, load in loads.items():
            limit = capacity.in_month(month)
            most[month] = everybody if limit is None else min(limit, everybody)
            if most[month] < everybody and needs_sums:
                self.cp.add(load <= most[month])
        if most and min(most.values()) < everybody and not starts_before:
            self._cumulative(role, most)

    def _cumulative(self, role: str, most: Mapping[int, int]) -> None:
        top = max(most.values())
        workers = self.variables.workers(role)
        intervals = [
            self.cp.new_fixed_size_interval_var(self.variables.starts[task.id], task.duration, f"{task.id} by {role}")
            for task in workers
        ]
        demands = [task.demand[role] for task in workers]
        for month, limit in most.items():
            if limit < top:  # a filler takes what this month has less than the best one
                intervals.append(self.cp.new_fixed_size_interval_var(month, 1, f"filler of {role} in {month}"))
                demands.append(top - limit)
        self.cp.add_cumulative(intervals, demands, top)

    def aim(self, objective: Objective) -> cp_model.LinearExpr:
        """Minimise the points of an objective; return them as a sum."""
        total = self.variables.worth(lambda task, month: points_of(self.problem, task, month, objective))
        if objective == "balance":
            total = total + self.variables.sum((over, 1) for over in self._unevenness())
        self.cp.minimize(total)
        return total

    def _unevenness(self) -> list[cp_model.IntVar]:
        above = []
        for role, average in averages(self.problem).items():
            everybody = self.variables.everybody(role)
            for month, load in self.variables.load(role).items():
                if month <= self.problem.last and everybody > average:
                    over = self.cp.new_int_var(0, everybody - average, f"{role} above average in {month}")
                    self.cp.add(over >= load - average)
                    above.append(over)
        return above

    def settle(self, total: cp_model.LinearExpr, reached: int) -> None:
        """Among the plans that are as good, minimise the months by which tasks leave today's plan."""
        self.cp.add(total <= reached)
        self.cp.minimize(self.variables.worth(self._months_moved))

    def _months_moved(self, task: Task, month: int) -> int:
        home = task.planned if task.planned is not None else self.variables.ranges[task.id][0]
        return abs(month - home)
