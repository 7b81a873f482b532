"""Better plans quickly: take a few tasks out, put each back where it costs least, keep what is no worse.

Source: ruin and recreate, G. Schrimpf, J. Schneider, H. Stamm-Wilbrandt and G. Dueck, "Record breaking optimization
results using the ruin and recreate principle", Journal of Computational Physics 159 (2000), with its threshold accepting.
"""

import random
from collections.abc import Callable, Mapping

from dorflinde.methods.planning.greedy import start_range
from dorflinde.methods.planning.load import cost_in
from dorflinde.methods.planning.objective import averages, points_of
from dorflinde.methods.planning.problem import Problem, Task
from dorflinde.methods.planning.proposal import Objective

Cost = tuple[int, int]  # what is broken (cents as people feel it), points

HUNDREDTH = 6_000  # cents: a hundredth of a person-month beyond the capacity
MONTH = 200_000  # cents: a month beyond the latest start
STALE = 2_000  # rounds without a better plan
UNLIMITED = 1 << 60


class Board:
    """A plan with everything it uses up, so that one task can be taken out and put back cheaply."""

    def __init__(self, problem: Problem, objective: Objective, starts: Mapping[str, int]) -> None:
        self.problem = problem
        self.tasks = problem.tasks
        self.first = problem.first
        allowed = [start_range(problem, task) for task in self.tasks]
        self.latest = [high for _low, high in allowed]
        # A plan that begins too late is mended step by step: what it has now stays possible, at a price.
        self.ranges = [(low, max(high, starts[task.id])) for task, (low, high) in zip(self.tasks, allowed, strict=True)]
        far = max([problem.last, *(starts[task.id] + task.duration for task in self.tasks)]) + 1
        far = max([far, *(high + task.duration for task, (_low, high) in zip(self.tasks, self.ranges, strict=True))])
        self.length = far - self.first + 1
        roles = sorted({role for task in self.tasks for role in task.demand})
        self.free = [self._capacity(role) for role in roles]
        self.demands = [
            [(place, task.demand[role]) for place, role in enumerate(roles) if task.demand.get(role)]
            for task in self.tasks
        ]
        self.years = sorted(year for year in problem.budgets if year >= problem.first // 12)
        self.left = [problem.budgets[year] for year in self.years]
        self.points = [
            {month: points_of(problem, task, month, objective) for month in range(low, high + 1)}
            for task, (low, high) in zip(self.tasks, self.ranges, strict=True)
        ]
        self.costs = [self._costs(task, low, high) for task, (low, high) in zip(self.tasks, self.ranges, strict=True)]
        mean = averages(problem)
        self.averages = [mean[role] for role in roles] if objective == "balance" else []
        self.load = [[0] * self.length for _ in roles]
        self.sooner, self.later = self._links()
        self.starts: list[int | None] = [None] * len(self.tasks)
        self.broken = self.value = 0
        for place, task in enumerate(self.tasks):
            self.put(place, starts[task.id])

    def _capacity(self, role: str) -> list[int]:
        capacity = self.problem.capacities.get(role)
        months = (capacity.in_month(self.first + month) if capacity else None for month in range(self.length))
        return [UNLIMITED if most is None else most for most in months]

    def _costs(self, task: Task, low: int, high: int) -> dict[int, list[tuple[int, int]]]:
        if not task.cost and not task.running and not task.spread:
            return {}
        return {
            month: [(place, cents) for place, year in enumerate(self.years) if (cents := cost_in(task, month, year))]
            for month in range(low, high + 1)
        }

    def _links(self) -> tuple[list[list[tuple[int, int]]], list[list[tuple[int, int]]]]:
        places = {task.id: place for place, task in enumerate(self.tasks)}
        sooner: list[list[tuple[int, int]]] = [[] for _ in self.tasks]
        later: list[list[tuple[int, int]]] = [[] for _ in self.tasks]
        for link in self.problem.links:
            one, other = places[link.before], places[link.after]
            lag = link.lag + (self.tasks[one].duration if link.kind == "fs" else 0)
            sooner[other].append((one, lag))
            later[one].append((other, lag))
        return sooner, later

    @property
    def cost(self) -> Cost:
        """What the plan breaks, and its points."""
        return self.broken, self.value

    def window(self, place: int) -> tuple[int, int]:
        """The months the task's own limits and its neighbours' starts leave."""
        low, high = self.ranges[place]
        for other, lag in self.sooner[place]:
            begin = self.starts[other]
            if begin is not None:
                low = max(low, begin + lag)
        for other, lag in self.later[place]:
            begin = self.starts[other]
            if begin is not None:
                high = min(high, begin - lag)
        return low, high

    def added(self, place: int, month: int) -> Cost:
        """What the task would add in a month."""
        begin, end = self.run(place, month)
        broken = MONTH * max(0, month - self.latest[place])
        value = self.points[place].get(month, 0)
        for role, amount in self.demands[place]:
            free = self.free[role][begin:end]
            if free and min(free) < amount:
                broken += HUNDREDTH * sum(min(amount, amount - room) for room in free if room < amount)
            if self.averages:
                mean = self.averages[role]
                value += sum(
                    min(amount, used + amount - mean) for used in self.load[role][begin:end] if used + amount > mean
                )
        for year, cents in self.costs[place].get(month, ()):
            if cents > self.left[year]:
                broken += min(cents, cents - self.left[year])
        return broken, value

    def run(self, place: int, month: int) -> tuple[int, int]:
        begin = month - self.first
        return max(0, begin), max(0, begin + self.tasks[place].duration)

    def put(self, place: int, month: int) -> None:
        """Start the task in a month."""
        broken, value = self.added(place, month)
        self.broken += broken
        self.value += value
        self._book(place, month, 1)
        self.starts[place] = month

    def take(self, place: int) -> int:
        """Take the task out; return where it was."""
        month = self.starts[place]
        if month is None:
            raise ValueError("the task is not in the plan")
        self._book(place, month, -1)
        self.starts[place] = None
        broken, value = self.added(place, month)
        self.broken -= broken
        self.value -= value
        return month

    def _book(self, place: int, month: int, sign: int) -> None:
        begin, end = self.run(place, month)
        for role, amount in self.demands[place]:
            free, load = self.free[role], self.load[role]
            for run in range(begin, end):
                free[run] -= sign * amount
                load[run] += sign * amount
        for year, cents in self.costs[place].get(month, ()):
            self.left[year] -= sign * cents

    def best_place(self, place: int, chance: random.Random) -> int | None:
        """The cheapest month for a task that is out; None if its neighbours leave none."""
        low, high = self.window(place)
        best: tuple[int, int, float] | None = None
        choice = None
        for month in range(low, high + 1):
            broken, value = self.added(place, month)
            if best is None or (broken, value) <= best[:2]:
                key = (broken, value, chance.random())
                if best is None or key < best:
                    best, choice = key, month
        return choice


def improve(
    problem: Problem,
    objective: Objective,
    starts: Mapping[str, int],
    *,
    rounds: int,
    seed: int,
    keep_on: Callable[[Mapping[str, int] | None], bool],
) -> dict[str, int]:
    """The best plan after a number of rounds, fewer when they bring nothing; ``keep_on`` hears of a better plan."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    names = [task.id for task in problem.tasks]
    board = Board(problem, objective, starts)
    if any(low > high for low, high in (board.window(place) for place in range(len(names)))):
        return dict(starts)  # links or own limits are broken: moving single tasks does not mend that
    best, least = dict(starts), board.cost
    loosest = max(1, board.value // 100)
    news: dict[str, int] | None = None
    won = 0
    for turn in range(rounds):
        done = turn / rounds
        if turn % 20 == 0:
            if not keep_on(news) or turn - won > STALE:
                break
            news = None
        before = board.cost
        out = _ruined(board, chance)
        homes = {place: board.take(place) for place in out}
        if not _recreated(board, out, chance) or not _bearable(board.cost, before, round(loosest * (1 - done) ** 2)):
            for place in out:
                if board.starts[place] is not None:
                    board.take(place)
            for place, month in homes.items():
                board.put(place, month)
        elif board.cost < least:
            least, won = board.cost, turn
            best = {name: month for name, month in zip(names, board.starts, strict=True) if month is not None}
            news = best
    return best


def _bearable(cost: Cost, before: Cost, threshold: int) -> bool:
    return cost <= (before[0], before[1] + threshold)


def _ruined(board: Board, chance: random.Random) -> list[int]:
    """A few tasks: any, or those that run around one month."""
    count = min(len(board.tasks), chance.randint(2, 7))
    movable = range(len(board.tasks))
    if chance.random() < 0.5:
        return chance.sample(movable, count)
    middle = chance.randrange(board.length) + board.first
    near = sorted(movable, key=lambda place: abs((board.starts[place] or 0) - middle) + chance.random() * 6)
    return near[:count]


def _recreated(board: Board, out: list[int], chance: random.Random) -> bool:
    """Put the tasks back, the heavy ones first, with luck in the order."""
    sway = chance.random()
    order = sorted(out, key=lambda place: -board.tasks[place].weight * (1 - sway) - 10 * sway * chance.random())
    for place in order:
        month = board.best_place(place, chance)
        if month is None:
            return False
        board.put(place, month)
    return True
