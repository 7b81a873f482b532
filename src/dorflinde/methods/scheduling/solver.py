"""The shortest makespan the time allows: quick schedules, proofs, and small parts of a schedule solved anew."""

import threading
import time
from collections.abc import Sequence

from dorflinde.methods.scheduling import exact
from dorflinde.methods.scheduling.bounds import lower_bound
from dorflinde.methods.scheduling.evolution import Evolution
from dorflinde.methods.scheduling.exact import Effort
from dorflinde.methods.scheduling.generation import Shop
from dorflinde.methods.scheduling.problem import Project, Schedule, breaches

# Counted work a second of a busy machine does (an idle one does twice that), so that one worker gives the same answer.
PLACED_PER_SECOND = 250_000  # jobs placed while making schedules
WORK_PER_SECOND = 0.28  # the solver's own units

SMALL = 50  # jobs: below, a proof is worth all the time
QUICK = 0.03, 2.0  # the first schedules: share of the time, seconds at most
PROVING = 0.15, 12.0  # the first try of a proof
BOUNDING = 0.08, 5.0  # raising the lower bound


def solve(project: Project, *, seconds: float = 60.0, workers: int = 2, seed: int = 0) -> Schedule:
    """Find a short schedule and a lower bound within about ``seconds``; with one worker the answer is repeatable.

    The schedule is checked by code of its own before it is returned (RuntimeError if it broke anything: never seen).
    """
    begun = time.monotonic()
    reason = project.obstacle()
    if reason:
        return Schedule("infeasible", None, 0, None, {}, 0.0, reason)
    run = Run(project, seconds, workers, seed, begun)
    run.search()
    starts = run.evolution.best[1]
    broken = breaches(project, starts)
    if broken:
        raise RuntimeError(f"the schedule breaks its own project: {broken[0]}")
    makespan = run.shop.makespan(starts)
    lower = min(run.lower, makespan)
    return Schedule(
        status="optimal" if lower == makespan else "feasible",
        makespan=makespan,
        lower_bound=lower,
        gap=(makespan - lower) / makespan if makespan else 0.0,
        starts=dict(zip(project.names, starts, strict=True)),
        seconds=time.monotonic() - begun,
    )


class Run:
    """One search: the population holds the best schedule, ``lower`` what is proven."""

    def __init__(self, project: Project, seconds: float, workers: int, seed: int, begun: float) -> None:
        self.shop = Shop(project)
        self.seconds = seconds
        self.workers = workers
        self.seed = seed
        self.ends = begun + seconds
        self.lower = lower_bound(self.shop)
        self.evolution = Evolution(self.shop, seed, lambda: self._left() > 0.7 * seconds)
        self.found: list[Sequence[int]] = []  # handed over by the other thread
        self.closed = threading.Event()

    def search(self) -> None:
        """Quick schedules, a first proof, a better bound, then whatever the size of the project suggests."""
        self._evolve(min(QUICK[0] * self.seconds, QUICK[1]))
        if not exact.available():
            self._evolve(self._left())
            return
        self._prove(min(PROVING[0] * self.seconds, PROVING[1]))
        self._raise_bound(min(BOUNDING[0] * self.seconds, BOUNDING[1]))
        if len(self.shop.project.jobs) <= SMALL:
            self._evolve(min(QUICK[0] * self.seconds, QUICK[1]))
            self._prove(0.5 * self.seconds)
        if self.workers == 1:
            self._in_turn()
        else:
            self._side_by_side()

    @property
    def upper(self) -> int:
        """The makespan of the best schedule."""
        return self.evolution.best[0]

    def _left(self) -> float:
        return self.ends - time.monotonic()

    def _done(self) -> bool:
        return self.upper <= self.lower or self._left() <= 0

    def _effort(self, seconds: float) -> Effort:
        work = seconds * WORK_PER_SECOND if self.workers == 1 else None
        return Effort(min(seconds if work is None else self._left(), self._left()), self.workers, self.seed, work)

    def _evolve(self, seconds: float) -> None:
        """Make schedules for a time; with one worker, a counted number of them."""
        until = time.monotonic() + seconds
        if self.workers == 1:
            until = self.ends
            schedules = max(1, int(seconds * PLACED_PER_SECOND) // max(1, len(self.shop.project.jobs)))
        else:
            schedules = 1 << 60
        self.evolution.run(schedules, self.lower, lambda: time.monotonic() < until and not self.found)

    def _prove(self, seconds: float) -> None:
        """Ask for one period less, again and again, until that is impossible or time is up."""
        until = time.monotonic() + seconds
        counted = seconds
        while not self._done():
            left = counted if self.workers == 1 else until - time.monotonic()
            if left <= 0:
                return
            answer = exact.whole(self.shop, self.upper - 1).answer(self._effort(left))
            counted -= answer.work / WORK_PER_SECOND
            if answer.fits is None:
                return
            if answer.fits and answer.starts:
                self.evolution.welcome(self.shop.justified(answer.starts))
            else:
                self.lower = self.upper

    def _raise_bound(self, seconds: float) -> None:
        """Halve the way between what is proven and what is found; what is proven impossible raises the bound."""
        low, high = self.lower, self.upper - 1
        share = seconds / 5
        while low < high and not self._done():
            middle = (low + high) // 2
            answer = exact.whole(self.shop, middle).answer(self._effort(share))
            if answer.fits is False:
                self.lower = low = middle + 1
            elif answer.fits and answer.starts:
                self.evolution.welcome(self.shop.justified(answer.starts))
                high = self.upper - 1
            else:
                high = middle

    def _in_turn(self) -> None:
        """One worker: schedules and parts solved anew by turns, in counted portions."""
        parts = Parts(self.shop, self.seed)
        portion = self.seconds / 60
        for _turn in range(12 if len(self.shop.project.jobs) <= SMALL else 44):
            if self._done():
                return
            self._evolve(portion / 2)
            self._try(parts, portion / 2)

    def _try(self, parts: "Parts", seconds: float) -> None:
        if self._done():
            return
        answer = parts.question(self.evolution.best[1]).answer(self._effort(seconds))
        parts.learn(answer.fits)
        if answer.fits and answer.starts:
            self.evolution.welcome(self.shop.justified(answer.starts))
        elif answer.fits is False and parts.was_whole:
            self.lower = self.upper

    def _side_by_side(self) -> None:
        """This thread makes schedules, another one solves parts anew; each takes over what the other finds."""
        if self._done():
            return
        thread = threading.Thread(target=self._solve_parts, daemon=True)
        thread.start()
        while not self._done():
            self._evolve(self._left())
            while self.found:
                self.evolution.welcome(self.found.pop())
        self.closed.set()
        thread.join()
        while self.found:
            self.evolution.welcome(self.found.pop())

    def _solve_parts(self) -> None:
        parts = Parts(self.shop, self.seed)
        best = list(self.evolution.best[1])
        while not self.closed.is_set() and not self._done():
            if self.upper < self.shop.makespan(best):
                best = list(self.evolution.best[1])
            question = parts.question(best)
            # Counted work: on a busy machine a window takes longer, but is not given up sooner.
            limit = min(4 * parts.seconds, max(0.01, self._left()))
            effort = Effort(limit, self.workers - 1, self.seed, parts.seconds * 2 * WORK_PER_SECOND)
            answer = question.answer(effort)
            parts.learn(answer.fits)
            if answer.fits and answer.starts:
                best = self.shop.justified(answer.starts)
                self.found.append(best)
            elif answer.fits is False and parts.was_whole:
                self.lower = max(self.lower, self.shop.makespan(best))


class Parts:
    """Which part of a schedule is solved anew next: windows along time, wider when all of them are exhausted."""

    def __init__(self, shop: Shop, seed: int) -> None:
        self.shop = shop
        self.size = min(24, len(shop.project.jobs))
        self.at = 0.0
        self.turn = seed
        self.undecided = 0
        self.asked = 0

    @property
    def was_whole(self) -> bool:
        """Whether the last question left every job free."""
        return self.all_free

    @property
    def seconds(self) -> float:
        """More time for wider windows."""
        return 0.5 + self.size / 40

    def question(self, starts: Sequence[int]) -> exact.Question:
        """The next window."""
        end = self.shop.makespan(starts)
        question = exact.stretch(self.shop, starts, int(self.at * end), self.size)
        self.all_free = len(question.variables) == len(self.shop.project.jobs)
        return question

    def learn(self, fits: bool | None) -> None:
        """Go on along time; after the last window begin again with wider ones, narrower if most were too hard."""
        self.asked += 1
        self.undecided += fits is None
        if fits:
            return
        step = self.size / max(1, len(self.shop.project.jobs)) / 3
        self.at += step
        if self.at > 1 - step:
            hard = self.undecided > self.asked / 2
            self.size = max(12, self.size * 3 // 4) if hard else min(len(self.shop.project.jobs), self.size * 5 // 4)
            self.turn += 1
            self.at = (self.turn % 3) * step / 3
            self.asked = self.undecided = 0
