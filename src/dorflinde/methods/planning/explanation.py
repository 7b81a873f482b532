"""Why nothing starts sooner: for every task the limits that forbid one month less."""

from collections import defaultdict
from collections.abc import Mapping

from dorflinde.methods.planning.load import cost_in, load
from dorflinde.methods.planning.problem import Problem, Task
from dorflinde.methods.planning.proposal import Limit, LimitKind, Load

Key = tuple[LimitKind, str, int | None, str]


def binding(problem: Problem, starts: Mapping[str, int]) -> tuple[Limit, ...]:
    """Every limit that keeps tasks from starting a month sooner, with those tasks; the most binding first."""
    found: dict[Key, list[str]] = defaultdict(list)
    need = load(problem, starts)
    for task in problem.tasks:
        start = starts[task.id]
        if start <= problem.first:
            continue
        keys = _limits(problem, task, starts, need)
        if task.pinned is not None:
            keys = keys or [("pin", task.id, task.pinned, "")]
        for key in keys:
            found[key].append(task.id)
    limits = [Limit(kind, subject, when, tuple(tasks), other) for (kind, subject, when, other), tasks in found.items()]
    return tuple(sorted(limits, key=lambda limit: (-len(limit.tasks), limit.when or 0, limit.kind, limit.subject)))


def _limits(problem: Problem, task: Task, starts: Mapping[str, int], need: Load) -> list[Key]:
    start = starts[task.id]
    sooner = start - 1
    keys: list[Key] = []
    if task.pinned is None and task.earliest is not None and sooner < task.earliest:
        keys.append(("earliest", task.id, task.earliest, ""))
    keys += [
        ("notice", task.id, grant.not_before, "")
        for grant in problem.grants
        if grant.task == task.id and grant.not_before is not None and sooner < grant.not_before
    ]
    for link in problem.links:
        if link.after == task.id and link.before in starts:
            begin = starts[link.before] + link.lag + (problem.task(link.before).duration if link.kind == "fs" else 0)
            if sooner < begin:
                keys.append(("link", link.before, None, task.id))
    for role, amount in task.demand.items():
        capacity = problem.capacities.get(role)
        most = capacity.in_month(sooner) if capacity else None
        if most is not None and amount and need.people[role].get(sooner, 0) + amount > most:
            keys.append(("capacity", role, sooner, ""))
    for year, budget in sorted(problem.budgets.items()):
        more = cost_in(task, sooner, year) - cost_in(task, start, year)
        if more > 0 and year >= problem.first // 12 and need.money[year] + more > budget:
            keys.append(("budget", "", year, ""))
    return keys
