"""Whether a plan keeps every limit, computed apart from the code that makes plans."""

from collections.abc import Iterator, Mapping

from dorflinde.methods.planning.load import cost_in, load
from dorflinde.methods.planning.problem import Link, Problem, Task
from dorflinde.methods.planning.proposal import Violation


def check(problem: Problem, starts: Mapping[str, int]) -> list[Violation]:
    """Every limit that the plan breaks; empty for a plan that can be kept.

    A pin goes before the task's own earliest and latest start and before the window, not before people, money, links
    and the notice of a grant. Months before ``first`` are over: nobody's capacity is counted there. A grant whose
    deadline is not pinned may be missed.
    """
    found: list[Violation] = []
    for task in problem.tasks:
        found += _own_limits(problem, task, starts.get(task.id))
    found += _links(problem, starts)
    found += _people_and_money(problem, starts)
    return found


def shortfall(problem: Problem, link: Link, starts: Mapping[str, int]) -> int:
    """By how many months the second task starts too soon for the link; 0 or less when it is kept."""
    begin = starts[link.before] + link.lag
    if link.kind == "fs":
        begin += problem.task(link.before).duration
    return begin - starts[link.after]


def _own_limits(problem: Problem, task: Task, start: int | None) -> Iterator[Violation]:
    if start is None:
        yield Violation("missing", task.id, None, 0, (task.id,))
        return
    who = (task.id,)
    end = start + task.duration - 1
    if task.pinned is not None:
        if start != task.pinned:
            yield Violation("pin", task.id, task.pinned, abs(start - task.pinned), who)
    else:
        if task.earliest is not None and start < task.earliest:
            yield Violation("earliest", task.id, task.earliest, task.earliest - start, who)
        if task.latest is not None and start > task.latest:
            yield Violation("latest", task.id, task.latest, start - task.latest, who)
        if start < problem.first:
            yield Violation("window", task.id, problem.first, problem.first - start, who)
        if end > problem.last:
            yield Violation("window", task.id, problem.last, end - problem.last, who)
    yield from _grants(problem, task, start)


def _grants(problem: Problem, task: Task, start: int) -> Iterator[Violation]:
    who = (task.id,)
    end = start + task.duration - 1
    for grant in problem.grants:
        if grant.task != task.id:
            continue
        if grant.not_before is not None and start < grant.not_before:
            yield Violation("notice", task.id, grant.not_before, grant.not_before - start, who)
        if grant.is_pinned and grant.finish_by is not None and end > grant.finish_by:
            yield Violation("grant", task.id, grant.finish_by, end - grant.finish_by, who)


def _links(problem: Problem, starts: Mapping[str, int]) -> Iterator[Violation]:
    for link in problem.links:
        if link.before in starts and link.after in starts:
            months = shortfall(problem, link, starts)
            if months > 0:
                yield Violation("link", link.before, None, months, (link.before, link.after), link.after)


def _people_and_money(problem: Problem, starts: Mapping[str, int]) -> Iterator[Violation]:
    needed = load(problem, starts)
    for role, months in needed.people.items():
        capacity = problem.capacities.get(role)
        for month, amount in months.items():
            most = capacity.in_month(month) if capacity else None
            if most is not None and amount > most and month >= problem.first:
                yield Violation("capacity", role, month, amount - most, _running(problem, starts, role, month))
    for year, most in sorted(problem.budgets.items()):
        if year >= problem.first // 12 and needed.money[year] > most:
            yield Violation("budget", "", year, needed.money[year] - most, _paid(problem, starts, year))


def _running(problem: Problem, starts: Mapping[str, int], role: str, month: int) -> tuple[str, ...]:
    return tuple(
        task.id
        for task in problem.tasks
        if task.demand.get(role) and task.id in starts and starts[task.id] <= month < starts[task.id] + task.duration
    )


def _paid(problem: Problem, starts: Mapping[str, int], year: int) -> tuple[str, ...]:
    found = []
    for task in problem.tasks:
        start = starts.get(task.id)
        if start is None:
            continue
        if cost_in(task, start, year) > 0:
            found.append(task.id)
    return tuple(found)
