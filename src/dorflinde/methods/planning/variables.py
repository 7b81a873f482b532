"""The solver's variables: one yes-or-no per task and start month, so that people and money are plain sums.

Source: the time-indexed formulation, A. A. B. Pritsker, L. J. Watters and P. M. Wolfe, "Multiproject scheduling with
limited resources" (1969). The solver is imported where it is used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from dorflinde.methods.planning.load import cost_in
from dorflinde.methods.planning.problem import Problem, Task

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


class Variables:
    """The start of every task inside its range, as a number (``starts``) and as a choice of a month (``begins``)."""

    def __init__(self, cp: cp_model.CpModel, problem: Problem, ranges: Mapping[str, tuple[int, int]]) -> None:
        self.cp = cp
        self.problem = problem
        self.ranges = ranges
        self.starts: dict[str, cp_model.IntVar] = {}
        self.begins: dict[str, dict[int, cp_model.IntVar]] = {}
        for task in problem.tasks:
            low, high = ranges[task.id]
            self.starts[task.id] = start = cp.new_int_var(low, high, f"start of {task.id}")
            choices = {month: cp.new_bool_var(f"{task.id} in {month}") for month in range(low, high + 1)}
            self.begins[task.id] = choices
            cp.add_exactly_one(choices.values())
            cp.add(start == self.sum((chosen, month) for month, chosen in choices.items()))

    def sum(self, terms: Iterable[tuple[cp_model.IntVar, int]]) -> cp_model.LinearExpr:
        """Variables times numbers, added up."""
        from ortools.sat.python import cp_model

        pairs = [(variable, number) for variable, number in terms if number]
        return cp_model.LinearExpr.weighted_sum([variable for variable, _ in pairs], [number for _, number in pairs])

    def worth(self, value: Callable[[Task, int], int]) -> cp_model.LinearExpr:
        """What the chosen starts are worth together, by a value of a task in a month."""
        return self.sum(
            (chosen, value(task, month))
            for task in self.problem.tasks
            for month, chosen in self.begins[task.id].items()
        )

    def spent(self, year: int) -> cp_model.LinearExpr:
        """Cents of a year."""
        return self.worth(lambda task, month: cost_in(task, month, year))

    def load(self, role: str) -> dict[int, cp_model.LinearExpr]:
        """Hundredths of a person-month a role works in each month from ``first``."""
        parts: dict[int, list[tuple[cp_model.IntVar, int]]] = defaultdict(list)
        for task in self.workers(role):
            for month, chosen in self.begins[task.id].items():
                for run in range(max(month, self.problem.first), month + task.duration):
                    parts[run].append((chosen, task.demand[role]))
        return {month: self.sum(terms) for month, terms in sorted(parts.items())}

    def workers(self, role: str) -> list[Task]:
        """The tasks that need a role."""
        return [task for task in self.problem.tasks if task.demand.get(role)]

    def everybody(self, role: str) -> int:
        """Hundredths of a person-month if all tasks that need the role ran at once."""
        return sum(task.demand[role] for task in self.workers(role))

    def hint(self, starts: Mapping[str, int]) -> None:
        """Tell the solver where to look first."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for name, choices in self.begins.items():
            low, high = self.ranges[name]
            month = min(max(starts[name], low), high)
            self.cp.add_hint(self.starts[name], month)
            for other, chosen in choices.items():
                self.cp.add_hint(chosen, other == month)
