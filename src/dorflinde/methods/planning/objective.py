"""How good a plan is, in points: fewer are better."""

from collections.abc import Mapping

from dorflinde.methods.planning.greedy import start_range
from dorflinde.methods.planning.load import load
from dorflinde.methods.planning.problem import Problem, Task
from dorflinde.methods.planning.proposal import Missed, Objective


def points(problem: Problem, starts: Mapping[str, int], objective: Objective) -> int:
    """The points of a whole plan."""
    own = sum(points_of(problem, task, starts[task.id], objective) for task in problem.tasks)
    return own + (unevenness(problem, starts) if objective == "balance" else 0)


def points_of(problem: Problem, task: Task, start: int, objective: Objective) -> int:
    """What one task adds when it starts in a month: its delay as the objective sees it, and the grants it loses."""
    total = sum(
        -(-grant.penalty // problem.cents_a_point)
        for grant in problem.grants
        if grant.task == task.id and grant.finish_by is not None and start + task.duration - 1 > grant.finish_by
    )
    if objective == "benefit":
        total += task.weight * max(0, start + task.duration - problem.first)
    elif objective == "delay":
        planned = task.planned if task.planned is not None else start_range(problem, task)[0]
        total += max(1, task.weight) * max(0, start - planned)
    return total


def floor(problem: Problem, objective: Objective) -> int:
    """Points below which no plan lies: every task in its own best month."""
    total = 0
    for task in problem.tasks:
        low, high = start_range(problem, task)
        total += min((points_of(problem, task, month, objective) for month in range(low, high + 1)), default=0)
    return total


def averages(problem: Problem) -> dict[str, int]:
    """Hundredths of a person-month each role would work in every month, were all work spread evenly over the window."""
    months = problem.last - problem.first + 1
    total: dict[str, int] = {}
    for task in problem.tasks:
        for role, amount in task.demand.items():
            total[role] = total.get(role, 0) + amount * task.duration
    return {role: -(-amount // months) for role, amount in sorted(total.items())}


def unevenness(problem: Problem, starts: Mapping[str, int]) -> int:
    """Hundredths of a person-month above the average month, over all roles and the months of the window."""
    people = load(problem, starts).people
    return sum(
        max(0, amount - average)
        for role, average in averages(problem).items()
        for month, amount in people.get(role, {}).items()
        if problem.first <= month <= problem.last
    )


def missed(problem: Problem, starts: Mapping[str, int]) -> tuple[Missed, ...]:
    """The grants whose work ends after the last eligible month."""
    found = []
    for grant in problem.grants:
        if grant.finish_by is not None and grant.task in starts:
            late = starts[grant.task] + problem.task(grant.task).duration - 1 - grant.finish_by
            if late > 0:
                found.append(Missed(grant, late, grant.penalty))
    return tuple(found)
