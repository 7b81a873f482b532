"""Which limits must give way so that given starts are allowed, and what that costs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dorflinde.methods.planning.check import shortfall
from dorflinde.methods.planning.load import load
from dorflinde.methods.planning.problem import Capacity, Problem, Task
from dorflinde.methods.planning.proposal import Relaxation

# Cents: (for touching a limit at all, for each unit). A month of a person costs about 6,000 euros.
CHARGES: dict[str, tuple[int, int]] = {
    "budget": (100_000, 1),
    "capacity": (20_000, 6_000),
    "latest": (100_000, 200_000),
    "window": (500_000, 500_000),
    "pin": (500_000, 200_000),
    "link": (1_000_000, 300_000),
    "grant": (3_000_000, 100),  # a grant given up is lost, nearly however late the work ends
}
LONGER = 24  # months beyond the window that are looked at, at most


def price(relaxation: Relaxation) -> int:
    """What it costs to loosen a limit: the measure by which a set of relaxations is small. In cents, as people feel it."""
    touch, each = CHARGES[relaxation.kind]
    return touch + each * abs(relaxation.amount)


def relaxed(problem: Problem, relaxations: Sequence[Relaxation]) -> Problem:
    """The problem with its limits loosened."""
    for relaxation in relaxations:
        problem = _loosen(problem, relaxation)
    return problem


def _loosen(problem: Problem, relaxation: Relaxation) -> Problem:
    kind, subject, amount = relaxation.kind, relaxation.subject, relaxation.amount
    if kind == "window":
        return replace(problem, last=problem.last + amount)
    if kind == "budget" and relaxation.when is not None:
        return replace(problem, budgets={**problem.budgets, relaxation.when: problem.budgets[relaxation.when] + amount})
    if kind == "capacity" and relaxation.when is not None:
        old = problem.capacities[subject]
        months = {**old.by_month, relaxation.when: (old.in_month(relaxation.when) or 0) + amount}
        return replace(problem, capacities={**problem.capacities, subject: Capacity(months, old.otherwise)})
    if kind == "link":
        links = (
            replace(link, lag=link.lag - amount) if (link.before, link.after) == (subject, relaxation.other) else link
            for link in problem.links
        )
        return replace(problem, links=tuple(links))
    if kind == "grant":
        grants = (replace(grant, is_pinned=False) if grant.task == subject else grant for grant in problem.grants)
        return replace(problem, grants=tuple(grants))
    return replace(
        problem, tasks=tuple(_loosen_task(task, relaxation) if task.id == subject else task for task in problem.tasks)
    )


def _loosen_task(task: Task, relaxation: Relaxation) -> Task:
    if relaxation.kind == "pin" and task.pinned is not None:
        return replace(task, pinned=task.pinned + relaxation.amount)
    return replace(task, latest=task.latest + relaxation.amount) if task.latest is not None else task


def needed(problem: Problem, starts: Mapping[str, int]) -> tuple[Relaxation, ...]:
    """What must give way so that just these starts are allowed; links to one pair give way together."""
    found: list[Relaxation] = []
    longer = 0
    for task in problem.tasks:
        start, end = starts[task.id], starts[task.id] + task.duration - 1
        if task.pinned is not None:
            if start != task.pinned:
                found.append(Relaxation("pin", task.id, task.pinned, start - task.pinned))
        else:
            if task.latest is not None and start > task.latest:
                found.append(Relaxation("latest", task.id, task.latest, start - task.latest))
            longer = max(longer, end - problem.last)
        deadlines = [
            g.finish_by for g in problem.grants if g.task == task.id and g.is_pinned and g.finish_by is not None
        ]
        if deadlines and end > min(deadlines):
            found.append(Relaxation("grant", task.id, min(deadlines), end - min(deadlines)))
    if longer:
        found.append(Relaxation("window", "", problem.last, longer))
    short: dict[tuple[str, str], int] = {}
    for link in problem.links:
        pair = (link.before, link.after)
        short[pair] = max(short.get(pair, 0), shortfall(problem, link, starts))
    found += [
        Relaxation("link", before, None, months, after) for (before, after), months in short.items() if months > 0
    ]
    return (*found, *_people_and_money(problem, starts))


def _people_and_money(problem: Problem, starts: Mapping[str, int]) -> list[Relaxation]:
    found = []
    need = load(problem, starts)
    for role, months in need.people.items():
        capacity = problem.capacities.get(role)
        for month, amount in months.items():
            most = capacity.in_month(month) if capacity else None
            if most is not None and month >= problem.first and amount > most:
                found.append(Relaxation("capacity", role, month, amount - most))
    for year, budget in sorted(problem.budgets.items()):
        if year >= problem.first // 12 and need.money[year] > budget:
            found.append(Relaxation("budget", "", year, need.money[year] - budget))
    return found
