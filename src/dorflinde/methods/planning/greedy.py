"""A plan without a solver: one task after the other at the first month where it fits.

Source: the serial schedule generation scheme, J. E. Kelley, "The critical-path method: resources planning and
scheduling" (1963). It is the fallback where the solver is not installed, and the plan from which the solver starts.
"""

from collections import defaultdict
from collections.abc import Sequence

from dorflinde.methods.planning.load import cost_in
from dorflinde.methods.planning.problem import Link, Problem, Task
from dorflinde.methods.planning.proposal import Objective


def start_range(problem: Problem, task: Task) -> tuple[int, int]:
    """First and last month in which a task may start by its own limits; empty when the first is the later one."""
    notice = [grant.not_before for grant in problem.grants if grant.task == task.id and grant.not_before is not None]
    ends = [
        grant.finish_by
        for grant in problem.grants
        if grant.task == task.id and grant.is_pinned and grant.finish_by is not None
    ]
    if task.pinned is not None:
        low, high = task.pinned, task.pinned
    else:
        low = max(problem.first, task.earliest if task.earliest is not None else problem.first)
        high = problem.last - task.duration + 1
        high = min(high, task.latest) if task.latest is not None else high
    return max([low, *notice]), min([high, *(end - task.duration + 1 for end in ends)])


def greedy(problem: Problem, objective: Objective) -> dict[str, int]:
    """Start months that keep the order of the links; where no month fits, the one that breaks the least."""
    best: dict[str, int] = {}
    cheapest: tuple[int, int] | None = None
    for order in _orders(problem, objective):
        board = _Board(problem)
        for task in order:
            board.place(task)
        value = sum(task.weight * board.starts[task.id] + board.starts[task.id] for task in problem.tasks)
        if cheapest is None or (board.broken, value) < cheapest:
            best, cheapest = board.starts, (board.broken, value)
    return best


def _orders(problem: Problem, objective: Objective) -> list[list[Task]]:
    """Several orders of importance, each brought into one that follows the links."""
    late = {task.id: start_range(problem, task)[1] for task in problem.tasks}

    def gain(task: Task) -> float:
        effort = task.duration * (1 + sum(task.demand.values())) + task.cost / 100_000
        return -task.weight / effort

    def planned(task: Task) -> float:
        return task.planned if task.planned is not None else problem.last

    keys = [gain, lambda task: late[task.id], planned]
    if objective == "delay":
        keys.reverse()
    return [
        _follow_links(problem, sorted(problem.tasks, key=lambda task: (task.pinned is None, key(task)))) for key in keys
    ]


def _follow_links(problem: Problem, tasks: Sequence[Task]) -> list[Task]:
    """The given order, but nobody before those they depend on; a circle is cut where the order meets it."""
    before: dict[str, set[str]] = defaultdict(set)
    for link in problem.links:
        before[link.after].add(link.before)
    left = list(tasks)
    order: list[Task] = []
    placed: set[str] = {task.id for task in tasks if task.pinned is not None}
    while left:
        ready = next((task for task in left if task.pinned is not None or before[task.id] <= placed), left[0])
        left.remove(ready)
        placed.add(ready.id)
        order.append(ready)
    return order


class _Board:
    """The plan so far, and what it uses up."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.starts: dict[str, int] = {}
        self.broken = 0
        self.people: dict[tuple[str, int], int] = defaultdict(int)
        self.money: dict[int, int] = defaultdict(int)
        self.durations = {task.id: task.duration for task in problem.tasks}
        self.years = [year for year in problem.budgets if year >= problem.first // 12]
        self.sooner: dict[str, list[Link]] = defaultdict(list)  # by the task that comes after
        self.later: dict[str, list[Link]] = defaultdict(list)
        for link in problem.links:
            self.sooner[link.after].append(link)
            self.later[link.before].append(link)

    def place(self, task: Task) -> None:
        """Start the task in the first month where it fits, else where it breaks the least."""
        low, high = start_range(self.problem, task)
        linked = max([low, *self._begins(task)])
        choice, least = max(low, min(linked, high)), None
        for month in range(linked, high + 1):
            over = self._overrun(task, month)
            if least is None or over < least:
                choice, least = month, over
            if over == 0:
                break
        if task.pinned is None and linked > high:
            choice = linked
        self.broken += 1 if least is None or least > 0 else 0
        self.starts[task.id] = choice
        for role, amount in task.demand.items():
            for month in range(choice, choice + task.duration):
                self.people[role, month] += amount
        for year in self.years:
            self.money[year] += cost_in(task, choice, year)

    def _begins(self, task: Task) -> list[int]:
        return [
            self.starts[link.before] + link.lag + (self.durations[link.before] if link.kind == "fs" else 0)
            for link in self.sooner[task.id]
            if link.before in self.starts
        ]

    def _overrun(self, task: Task, start: int) -> float:
        """Person-months and thousands of euros beyond the limits, and years a placed task would have to wait."""
        over = 0.0
        for role, amount in task.demand.items():
            capacity = self.problem.capacities.get(role)
            if not capacity or not amount:
                continue
            for month in range(max(start, self.problem.first), start + task.duration):
                most = capacity.in_month(month)
                if most is not None:
                    over += max(0, self.people[role, month] + amount - most) / 100
        for year in self.years:
            added = cost_in(task, start, year)
            if added:
                over += max(0, self.money[year] + added - self.problem.budgets[year]) / 100_000
        return over + self._too_late(task, start)

    def _too_late(self, task: Task, start: int) -> float:
        """Pinned tasks stand already: whoever comes before them must be ready in time."""
        end = start + task.duration
        late = [
            (end if link.kind == "fs" else start) + link.lag - self.starts[link.after]
            for link in self.later[task.id]
            if link.after in self.starts
        ]
        return float(sum(max(0, months) for months in late))
