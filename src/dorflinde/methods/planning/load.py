"""What a plan needs: people by role and month, money by year."""

from collections import defaultdict
from collections.abc import Mapping

from dorflinde.methods.planning.problem import Problem, Task
from dorflinde.methods.planning.proposal import Load


def load(problem: Problem, starts: Mapping[str, int]) -> Load:
    """Add up the started tasks: every month of their run, the years with a budget and those of the window."""
    people: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    money: dict[int, int] = dict.fromkeys(
        sorted({*range(problem.first // 12, problem.last // 12 + 1), *problem.budgets}), 0
    )
    for task in problem.tasks:
        start = starts.get(task.id)
        if start is None:
            continue
        for role, amount in task.demand.items():
            for month in range(start, start + task.duration):
                people[role][month] += amount
        for year in money:
            money[year] += cost_in(task, start, year)
    return Load({role: dict(sorted(months.items())) for role, months in sorted(people.items())}, money)


def cost_in(task: Task, start: int, year: int) -> int:
    """Cents a task costs in a year: its own money in the year it starts or spread over years, a twelfth of ``running`` per month after its end."""
    months = min(12, max(0, year * 12 + 12 - (start + task.duration)))
    booked = task.spread or {0: task.cost}
    return booked.get(year - start // 12, 0) + task.running * months // 12
