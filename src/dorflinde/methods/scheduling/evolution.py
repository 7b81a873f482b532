"""Good schedules quickly: priority rules first, then a population of job lists that is crossed and justified.

Source: a hybrid genetic algorithm, V. Valls, F. Ballestín and S. Quintanilla, "A hybrid genetic algorithm for the
resource-constrained project scheduling problem", EJOR 185 (2008): lists of jobs, the well-used stretch of one parent is
kept, every child is justified twice. Priority rules after R. Kolisch, "Serial and parallel … methods revisited", EJOR 90 (1996).
"""

import random
from collections.abc import Callable, Iterator, Sequence
from heapq import heapify, heappop, heappush

from dorflinde.methods.scheduling.generation import Shop

Member = tuple[int, list[int]]  # makespan, starts

SIZE = 240, 150  # of the population: for up to 80 jobs, which are placed quickly, and for more
SWAPS = 0.1  # the chance that two neighbours in a list change places


class Evolution:
    """A population that can be given time in slices; ``best`` is its shortest schedule."""

    def __init__(self, shop: Shop, seed: int, keep_on: Callable[[], bool] = lambda: True) -> None:
        self.shop = shop
        self.random = random.Random(seed)  # noqa: S311  # repeatable, not secret
        self.size = SIZE[0] if len(shop.order) <= 80 else SIZE[1]
        self.best: Member = (1 << 60, [])
        self.members: list[Member] = []
        self.made = 0
        self.stale = 0
        for jobs in rule_lists(shop):
            if not self.members:  # a huge project has no time for more than one plain schedule
                starts = shop.forward(jobs)
                self._add((shop.makespan(starts), starts))
            if not keep_on():
                break
            self._add(self._child(jobs))

    def run(self, schedules: int, target: int, keep_on: Callable[[], bool]) -> None:
        """Make a number of schedules, fewer if one reaches the target or time is up."""
        until = self.made + schedules
        while self.made < until and self.best[0] > target and keep_on():
            if len(self.members) < self.size:
                self._add(self._child(self._random_list()))
                continue
            if self.stale > 30 * self.size:
                self._start_over()
                continue
            mother, father = self.random.choice(self.members), self.random.choice(self.members)
            self._replace(self._child(self._mutated(self._crossed(mother, father))))

    def welcome(self, starts: Sequence[int]) -> None:
        """Take in a schedule found elsewhere."""
        member = (self.shop.makespan(starts), list(starts))
        if len(self.members) < self.size:
            self._add(member)
        else:
            self._replace(member)

    def _child(self, jobs: Sequence[int]) -> Member:
        self.made += 3
        starts = self.shop.justified(self.shop.forward(jobs))
        return self.shop.makespan(starts), starts

    def _add(self, member: Member) -> None:
        self.members.append(member)
        self.stale += 1
        if member[0] < self.best[0]:
            self.best = member
            self.stale = 0

    def _replace(self, member: Member) -> None:
        """The child takes the place of the worst, unless it is no better or already there."""
        self.stale += 1
        worst = max(range(len(self.members)), key=lambda place: self.members[place][0])
        if member[0] > self.members[worst][0] or any(member[1] == other[1] for other in self.members):
            return
        self.members[worst] = member
        if member[0] < self.best[0]:
            self.best = member
            self.stale = 0

    def _start_over(self) -> None:
        """Nothing new for long: keep two of the best, begin anew with the rest."""
        self.members.sort(key=lambda member: member[0])
        self.members = self.members[:2]
        self.stale = 0

    def _crossed(self, mother: Member, father: Member) -> list[int]:
        """A stretch of the mother's schedule stays together; the father orders what comes before and after."""
        first = self.shop.by_start(mother[1])
        second = self.shop.by_start(father[1])
        length = len(first)
        begin = self.random.randrange(length)
        end = min(length, begin + self.random.randrange(length // 4 + 1, 3 * length // 4 + 2))
        head = set(first[:begin])
        middle = first[begin:end]
        taken = head.union(middle)
        return [job for job in second if job in head] + middle + [job for job in second if job not in taken]

    def _mutated(self, jobs: list[int]) -> list[int]:
        """Neighbours in the list that need not follow each other change places now and then."""
        successors, chance = self.shop.successors, self.random.random
        for place in range(len(jobs) - 1):
            if chance() < SWAPS and jobs[place + 1] not in successors[jobs[place]]:
                jobs[place], jobs[place + 1] = jobs[place + 1], jobs[place]
        return jobs

    def _random_list(self) -> list[int]:
        """A list biased towards jobs with a late tail, with regret-free luck in it."""
        tails = self.shop.tails
        sway = self.random.random()
        keys = [-(tail * (1 + sway * (self.random.random() - 0.5) * 2)) for tail in tails]
        return listed(self.shop, keys)


def listed(shop: Shop, keys: Sequence[float]) -> list[int]:
    """The jobs by their keys, smallest first, each after its predecessors."""
    waiting = [len(jobs) for jobs in shop.predecessors]
    free = [(keys[job], job) for job in shop.order if not waiting[job]]
    heapify(free)
    jobs = []
    while free:
        _key, job = heappop(free)
        jobs.append(job)
        for after in shop.successors[job]:
            waiting[after] -= 1
            if not waiting[after]:
                heappush(free, (keys[after], after))
    return jobs


def rule_lists(shop: Shop) -> Iterator[list[int]]:
    """Lists by priority rules: latest start and finish, most followers, greatest work, and the parallel scheme."""
    tails, durations = shop.tails, shop.durations
    work = [sum(needs) * duration for needs, duration in zip(shop.project.demands, durations, strict=True)]
    rules: list[list[float]] = [
        [-float(tail) for tail in tails],
        [float(duration - tail) for tail, duration in zip(tails, durations, strict=True)],
        [-float(shop.followers[job].bit_count()) for job in shop.project.jobs],
        [-float(work[job] + sum(work[after] for after in shop.successors[job])) for job in shop.project.jobs],
    ]
    for keys in rules:
        yield listed(shop, keys)
    for keys in rules[:3]:
        yield shop.by_start(shop.parallel(keys))
