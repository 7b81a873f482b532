"""What a town hall must plan: measures with months, people and money, and the limits they meet.

Units: months are numbers as in :func:`dorflinde.methods.gantt.month_of`; people are hundredths of a person-month per
month (50 = half a position); money is whole cents. What nobody stated does not bind: a role without a capacity, a year
without a budget, a task without ``latest`` limit nothing. A stated zero does.

:meth:`Problem.faults` says in what way the data contradict themselves (two tasks with one id, a link to nowhere …);
:func:`dorflinde.methods.planning.propose` raises ValueError for such a problem, never for one that merely has no plan.

Source: resource-constrained project scheduling with time lags and a budget per year; survey in S. Hartmann and
D. Briskorn, "An updated survey of variants and extensions of the RCPSP", EJOR 297 (2022). Money booked in the year of
the start, soft grant deadlines and running cost after the end are how German municipal budgets work.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["fs", "ss"]

LONGEST_WINDOW = 600  # months
MOST = 10**12  # cents, hundredths: more is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class Task:
    """One measure: it starts in one month and runs without a break.

    ``weight`` is the benefit (points for each month it is there sooner); ``planned`` its start in today's plan;
    ``pinned`` a start people insist on; ``demand`` hundredths of a person-month by role in each month of its run;
    ``cost`` own money in cents, booked in the year of the start, or as ``spread`` says: cents by years counted from the
    year of the start, which move along with it; ``running`` cents a year from the month after its end.
    """

    id: str
    title: str
    duration: int = 1
    weight: int = 0
    planned: int | None = None
    pinned: int | None = None
    earliest: int | None = None
    latest: int | None = None
    demand: Mapping[str, int] = field(default_factory=dict)
    cost: int = 0
    running: int = 0
    spread: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """``after`` starts ``lag`` months or more after ``before`` ends (fs; 0 = the very next month) or starts (ss)."""

    before: str
    after: str
    kind: Kind = "fs"
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Capacity:
    """Hundredths of a person-month a role has: month by month, and ``otherwise`` in all others (None = unlimited)."""

    by_month: Mapping[int, int]
    otherwise: int | None

    def in_month(self, month: int) -> int | None:
        """What the role has in a month; None means that nothing limits it."""
        return self.by_month.get(month, self.otherwise)


@dataclass(frozen=True, slots=True)
class Grant:
    """A funding of one task.

    ``not_before``: the month of the notice of approval, no start before it (always hard: spending before the notice is
    forbidden). ``finish_by``: the last month in which work is eligible; a later end costs ``penalty`` cents, or is not
    allowed at all if the deadline ``is_pinned``.
    """

    task: str
    title: str = ""
    not_before: int | None = None
    finish_by: int | None = None
    penalty: int = 0
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """The whole: every task must run inside ``first`` … ``last`` (months, both included) unless it is pinned elsewhere.

    ``cents_a_point`` is the exchange rate between lost grants and the objective: by default a thousand euros weigh as
    much as one point (one month's delay of a measure with weight 1).
    """

    tasks: tuple[Task, ...]
    first: int
    last: int
    links: tuple[Link, ...] = ()
    capacities: Mapping[str, Capacity] = field(default_factory=dict)
    budgets: Mapping[int, int] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()
    cents_a_point: int = 100_000

    def task(self, name: str) -> Task:
        """The task with an id."""
        return next(task for task in self.tasks if task.id == name)

    def faults(self) -> list[str]:
        """In what way the data contradict themselves; empty when they can be planned with."""
        known = {task.id for task in self.tasks}
        found = []
        if not 1 <= self.last - self.first + 1 <= LONGEST_WINDOW:
            found.append(f"a window of {self.last - self.first + 1} months cannot be planned")
        if len(known) != len(self.tasks):
            found.append("two tasks have the same id")
        if self.cents_a_point < 1:
            found.append("a point must be worth at least one cent")
        for task in self.tasks:
            found += _faults_of(task)
        for link in self.links:
            if link.before not in known or link.after not in known or link.before == link.after:
                found.append(f"the link {link.before} → {link.after} does not join two tasks")
            if abs(link.lag) > LONGEST_WINDOW:
                found.append(f"the link {link.before} → {link.after} has a lag of {link.lag} months")
        found += [f"a grant is for {grant.task}, which is no task" for grant in self.grants if grant.task not in known]
        amounts = [*self.budgets.values(), *(grant.penalty for grant in self.grants)]
        for capacity in self.capacities.values():
            amounts += [*capacity.by_month.values(), capacity.otherwise or 0]
        if any(not 0 <= amount <= MOST for amount in amounts):
            found.append("a capacity, budget or penalty is negative or beyond all measure")
        return found


def _faults_of(task: Task) -> list[str]:
    found = []
    if not 1 <= task.duration <= LONGEST_WINDOW:
        found.append(f"task {task.id} lasts {task.duration} months")
    if any(
        not 0 <= amount <= MOST
        for amount in (task.weight, task.cost, task.running, *task.demand.values(), *task.spread.values())
    ):
        found.append(f"task {task.id} has an amount that is negative or beyond all measure")
    return found
