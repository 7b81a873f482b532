"""Schedules from lists of jobs, fast: the serial scheme, forwards and backwards.

All resources of a period are packed into one whole number with a guard bit above each: a job fits if adding its packed
demand sets no guard bit. So a period costs one addition, however many resources there are.

Source: serial schedule generation scheme, J. E. Kelley (1963); double justification, V. Valls, F. Ballestín and
S. Quintanilla, "Justification and RCPSP: a technique that pays", EJOR 165 (2005).
"""

from collections.abc import Sequence
from heapq import heappop, heappush

from dorflinde.methods.scheduling.problem import Project


class Shop:
    """A project made ready for generating many schedules."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.durations = project.durations
        self.successors = project.successors
        before: list[list[int]] = [[] for _ in project.jobs]
        for job in project.jobs:
            for after in project.successors[job]:
                before[after].append(job)
        self.predecessors = tuple(tuple(jobs) for jobs in before)
        self.order = self._topological()
        self.rank = {job: place for place, job in enumerate(self.order)}
        self.horizon = sum(project.durations)
        self.guard, self.empty, self.packed = self._pack()
        self.heads = self._heads()
        self.tails = self._tails()
        self.followers = self._followers()

    def _topological(self) -> tuple[int, ...]:
        waiting = [len(jobs) for jobs in self.predecessors]
        order = [job for job in self.project.jobs if not waiting[job]]
        for job in order:
            for after in self.successors[job]:
                waiting[after] -= 1
                if not waiting[after]:
                    order.append(after)
        return tuple(order)

    def _heads(self) -> list[int]:
        """The longest chain before each job."""
        heads = [0] * len(self.durations)
        for job in self.order:
            for after in self.successors[job]:
                heads[after] = max(heads[after], heads[job] + self.durations[job])
        return heads

    def _tails(self) -> list[int]:
        """The longest chain from the start of each job to the end of all."""
        tails = [0] * len(self.durations)
        for job in reversed(self.order):
            tails[job] = self.durations[job] + max((tails[after] for after in self.successors[job]), default=0)
        return tails

    def _followers(self) -> list[int]:
        """All jobs that come after each job, directly or not, as bits of a number."""
        followers = [0] * len(self.durations)
        for job in reversed(self.order):
            for after in self.successors[job]:
                followers[job] |= followers[after] | 1 << after
        return followers

    def _pack(self) -> tuple[int, int, tuple[int, ...]]:
        guard = empty = shift = 0
        packed = [0] * len(self.durations)
        for resource, capacity in enumerate(self.project.capacities):
            bits = capacity.bit_length() + 1
            guard |= 1 << (shift + bits)
            empty |= ((1 << bits) - 1 - capacity) << shift
            for job in self.project.jobs:
                packed[job] |= (self.project.demands[job][resource] if self.durations[job] else 0) << shift
            shift += bits + 1
        return guard, empty, tuple(packed)

    def forward(self, jobs: Sequence[int]) -> list[int]:
        """Starts when each job in turn takes the first place where it fits; jobs come after their predecessors."""
        return self._place(jobs, self.predecessors)

    def backward(self, jobs: Sequence[int], end: int) -> list[int]:
        """Starts when each job in turn takes the last place before ``end``; jobs come before their predecessors."""
        mirrored = self._place(jobs, self.successors)
        durations = self.durations
        return [end - start - duration for start, duration in zip(mirrored, durations, strict=True)]

    def _place(self, jobs: Sequence[int], before: Sequence[Sequence[int]]) -> list[int]:
        durations, packed, guard = self.durations, self.packed, self.guard
        usage = [self.empty] * (self.horizon + 1)
        ends = [0] * len(durations)
        starts = [0] * len(durations)
        for job in jobs:
            start = 0
            for other in before[job]:
                if ends[other] > start:
                    start = ends[other]
            length, need = durations[job], packed[job]
            if need:
                period = start
                stop = start + length
                while period < stop:
                    if (usage[period] + need) & guard:
                        stop = period + 1 + length
                    period += 1
                start = stop - length
                for period in range(start, stop):
                    usage[period] += need
            starts[job] = start
            ends[job] = start + length
        return starts

    def parallel(self, keys: Sequence[float]) -> list[int]:
        """Starts when time runs on and whatever may start does so, smallest key first."""
        durations, packed, guard = self.durations, self.packed, self.guard
        waiting = [len(jobs) for jobs in self.predecessors]
        ready = [job for job in self.order if not waiting[job]]
        running: list[tuple[int, int]] = []
        starts = [0] * len(durations)
        used, now = self.empty, 0
        while ready or running:
            ready.sort(key=lambda job: (keys[job], job))
            for job in list(ready):
                if durations[job] == 0 or not (used + packed[job]) & guard:
                    ready.remove(job)
                    used += packed[job]
                    starts[job] = now
                    heappush(running, (now + durations[job], job))
            now = running[0][0]
            while running and running[0][0] == now:
                _end, job = heappop(running)
                used -= packed[job]
                for after in self.successors[job]:
                    waiting[after] -= 1
                    if not waiting[after]:
                        ready.append(after)
        return starts

    def makespan(self, starts: Sequence[int]) -> int:
        """When the last job ends."""
        return max(map(int.__add__, starts, self.durations), default=0)

    def justified(self, starts: Sequence[int]) -> list[int]:
        """The schedule pushed to the right, then to the left: never longer, often shorter."""
        rank = self.rank
        ends = [start + duration for start, duration in zip(starts, self.durations, strict=True)]
        right = self.backward(sorted(self.order, key=lambda job: (-ends[job], -rank[job])), max(ends, default=0))
        return self.forward(sorted(self.order, key=lambda job: (right[job], rank[job])))

    def by_start(self, starts: Sequence[int]) -> list[int]:
        """The jobs in the order of their starts, each after its predecessors."""
        rank = self.rank
        return sorted(self.order, key=lambda job: (starts[job], rank[job]))
