"""Whether a problem asks for more than there is, shown without search: quick proofs that no plan exists.

Source: energy of the tasks that must run between two months, as in R. Klein and A. Scholl, "Computing lower bounds by
destructive improvement", EJOR 112 (1999). What is not shown here may still have no plan.
"""

from collections.abc import Mapping

from dorflinde.methods.planning.greedy import start_range
from dorflinde.methods.planning.problem import Problem, Task

Windows = Mapping[str, tuple[int, int]]  # first and last month in which a task may start


def is_overloaded(problem: Problem) -> bool:
    """Tell whether months, people or money are certainly too few."""
    windows = _windows(problem)
    if any(low > high for low, high in windows.values()):
        return True
    return any(_lacks_people(problem, role, windows) for role in problem.capacities) or _lacks_money(problem, windows)


def _windows(problem: Problem) -> Windows:
    """The months left to each task by its own limits and its links; an empty window where a circle drives it out."""
    found = {task.id: list(start_range(problem, task)) for task in problem.tasks}
    durations = {task.id: task.duration for task in problem.tasks}
    for _round in range(len(problem.tasks) + 1):
        moved = False
        for link in problem.links:
            lag = link.lag + (durations[link.before] if link.kind == "fs" else 0)
            before, after = found[link.before], found[link.after]
            if after[0] < before[0] + lag:
                after[0], moved = before[0] + lag, True
            if before[1] > after[1] - lag:
                before[1], moved = after[1] - lag, True
        if not moved or any(low > high for low, high in found.values()):
            break
    return {name: (low, high) for name, (low, high) in found.items()}


def _lacks_people(problem: Problem, role: str, windows: Windows) -> bool:
    """Tell whether between any two months more work must be done by a role than it can."""
    jobs = sorted(
        (windows[task.id][1] + task.duration, max(problem.first, windows[task.id][0]), _work(problem, task, role, windows))
        for task in problem.tasks if task.demand.get(role)
    )  # fmt: skip
    capacity = problem.capacities[role]
    for begin in sorted({start for _end, start, _work in jobs}):
        asked, there, month = 0, 0, begin
        for end, start, work in jobs:
            while month < end:
                most = capacity.in_month(month)
                if most is None:  # unlimited from here on
                    break
                there, month = there + most, month + 1
            if month < end:
                break
            asked += work if start >= begin else 0
            if asked > there:
                return True
    return False


def _work(problem: Problem, task: Task, role: str, windows: Windows) -> int:
    """Hundredths of person-months a task needs from the first month on; what is over needs nobody."""
    over = max(0, problem.first - windows[task.id][1])
    return task.demand[role] * max(0, task.duration - over)


def _lacks_money(problem: Problem, windows: Windows) -> bool:
    """Tell whether what must be paid in years with a budget is more than all of these together; running cost aside."""
    years = {year for year in problem.budgets if year >= problem.first // 12}
    must = 0
    for task in problem.tasks:
        low, high = windows[task.id]
        booked = task.spread or {0: task.cost}
        must += sum(
            cents for offset, cents in booked.items()
            if all(year + offset in years for year in range(low // 12, high // 12 + 1))
        )  # fmt: skip
    return must > sum(problem.budgets[year] for year in years)
