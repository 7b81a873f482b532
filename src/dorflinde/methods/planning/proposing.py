"""Makes a proposal: the best plan the time allows, or the least that must change so that there is one."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dorflinde.methods.planning.check import check
from dorflinde.methods.planning.elastic import Elastic
from dorflinde.methods.planning.explanation import binding
from dorflinde.methods.planning.greedy import greedy, start_range
from dorflinde.methods.planning.improvement import improve
from dorflinde.methods.planning.mending import mend
from dorflinde.methods.planning.model import Model
from dorflinde.methods.planning.objective import floor, missed, points
from dorflinde.methods.planning.overload import is_overloaded
from dorflinde.methods.planning.problem import Problem
from dorflinde.methods.planning.proposal import Objective, Progress, Proposal, Relaxation, Status
from dorflinde.methods.planning.relaxation import needed, price, relaxed
from dorflinde.methods.planning.search import TOLD_EVERY, Found, Limits, Listener, search

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

# Shares of the time.
MENDING = 0.35  # a first plan that breaks nothing
IMPROVING = 0.2  # taking out and putting back, before the solver and after it
SOLVING = 0.45  # the solver: better plans, and how good a plan can be at all
SETTLING = 0.15  # staying close to today's plan
SEEKING = 0.4  # finding what must give way
ROUNDS_PER_SECOND = 500  # of taking out and putting back, on a busy machine
CHOICES_PER_SECOND = 12_000  # months a task may start in that can be told to the solver
MENDS_PER_SECOND = 300  # each moves more of them


def propose(
    problem: Problem,
    *,
    objective: Objective = "benefit",
    seconds: float = 10.0,
    workers: int = 1,
    seed: int = 0,
    report: Callable[[Progress], bool] | None = None,
) -> Proposal:
    """Propose start months; ``report`` hears how far it is several times a second and stops it by returning False.

    With one worker the same problem and seed give the same proposal: the work is counted in rounds and in the solver's
    own steps, unless a machine is so busy that the seconds run out before the counted work is done. Raises ValueError for a problem that contradicts
    itself (:meth:`Problem.faults`); one that has no plan comes back as infeasible with its smallest set of relaxations.
    """
    faults = problem.faults()
    if faults:
        raise ValueError("; ".join(faults))
    run = _Run(problem, objective, seconds, workers, seed, report)
    if not problem.tasks:
        return run.proposal(problem, "optimal", {}, 0)
    try:
        import ortools.sat.python.cp_model  # noqa: F401  # the solver is an extra of the installation
    except ImportError:
        return run.by_hand()
    return run.plan()


@dataclass
class _Run:
    problem: Problem
    objective: Objective
    seconds: float
    workers: int
    seed: int
    report: Callable[[Progress], bool] | None

    def __post_init__(self) -> None:
        self.begun, self.begun_work = time.monotonic(), time.process_time()
        self.stopped = False

    def plan(self) -> Proposal:
        """Solve; if nothing fits, find what must give way and solve again with that."""
        has_no_plan = is_overloaded(self.problem)
        starts = self._first_plan()
        found = Found("infeasible", 0, None) if has_no_plan else self._solve(self.problem, starts)
        if found.values is None:
            return self._give_way(starts, is_proven=found.status == "infeasible")
        return self.proposal(self.problem, found.status, found.values, found.bound)

    def by_hand(self) -> Proposal:
        """The plan without a solver, with what it breaks."""
        starts = self._first_plan()
        if not check(self.problem, starts):
            return self.proposal(self.problem, "feasible", starts, floor(self.problem, self.objective))
        relaxations = needed(self.problem, starts)
        return self.proposal(relaxed(self.problem, relaxations), "unknown", starts, 0, relaxations=relaxations)

    def _first_plan(self) -> dict[str, int]:
        """A plan made quickly: it breaks as little as can be, and is then made better."""
        starts = greedy(self.problem, self.objective)
        if check(self.problem, starts):
            until = time.monotonic() + MENDING * self.seconds
            starts = mend(
                self.problem, self.objective, starts, rounds=int(MENDS_PER_SECOND * MENDING * self.seconds), seed=self.seed,
                keep_on=lambda: time.monotonic() < until and not self._is_stopped(),
            )  # fmt: skip
        return self._improved(self.problem, starts)

    def _give_way(self, hint: Mapping[str, int], *, is_proven: bool) -> Proposal:
        """The cheapest set of limits to loosen, and the best plan once they are; perhaps nothing need be loosened at all."""
        found = self._least_to_loosen(hint) if self._has_time_for(self.problem) else Found("unknown", 0, None)
        starts = min((hint, found.values or hint), key=self._price)
        relaxations = needed(self.problem, starts)
        loose = relaxed(self.problem, relaxations)
        starts = self._improved(loose, starts)
        again = self._solve(loose, starts)
        if not relaxations:
            return self.proposal(
                loose, again.status if again.values else "feasible", again.values or starts, again.bound
            )
        is_smallest = found.status == "optimal"
        return self.proposal(
            loose,
            "infeasible" if is_proven or is_smallest else "unknown",
            again.values or starts,
            again.bound,
            relaxations=relaxations,
            is_smallest=is_smallest,
        )

    def _least_to_loosen(self, hint: Mapping[str, int]) -> Found:
        elastic = Elastic(self.problem)
        elastic.variables.hint(hint)
        return self._search(elastic.cp, elastic.variables.starts, SEEKING, self._listener(None, 0, None))

    def _has_time_for(self, problem: Problem) -> bool:
        """Whether the solver would get to solving: on a busy machine the mere statement of a large problem may take too long."""
        months = problem.last - problem.first + 1
        busy = (time.monotonic() - self.begun) / max(0.01, time.process_time() - self.begun_work)
        stating = len(problem.tasks) * months / CHOICES_PER_SECOND * max(1.0, busy)
        return self.seconds - (time.monotonic() - self.begun) > stating

    def _price(self, starts: Mapping[str, int]) -> int:
        return sum(map(price, needed(self.problem, starts)))

    def _is_stopped(self) -> bool:
        """Ask whether to go on; there is nothing to tell yet."""
        if self.report and not self.stopped:
            self.stopped = not self.report(Progress(None, 0, None, {}, time.monotonic() - self.begun))
        return self.stopped

    def _improved(self, problem: Problem, starts: Mapping[str, int], bound: int = 0) -> dict[str, int]:
        """Better starts by taking out and putting back, in a counted number of rounds."""
        until = time.monotonic() + min(IMPROVING * self.seconds, self.seconds - (time.monotonic() - self.begun))
        listen = self._listener(problem, bound, starts)
        told = time.monotonic()
        latest: Mapping[str, int] | None = None

        def keep_on(better: Mapping[str, int] | None) -> bool:
            nonlocal told, latest
            latest = better or latest
            now = time.monotonic()
            if listen and now - told >= TOLD_EVERY:
                told = now
                return listen(latest if latest and not check(problem, latest) else None, 0) and now < until
            return now < until

        rounds = int(ROUNDS_PER_SECOND * IMPROVING * self.seconds)
        return improve(problem, self.objective, starts, rounds=rounds, seed=self.seed, keep_on=keep_on)

    def _solve(self, problem: Problem, hint: Mapping[str, int]) -> Found:
        """The best plan the time allows; ``hint`` if nothing is better."""
        ranges = {task.id: start_range(problem, task) for task in problem.tasks}
        if any(low > high for low, high in ranges.values()):
            return Found("infeasible", 0, None)
        kept = dict(hint) if not check(problem, hint) else None
        if not self._has_time_for(problem):
            return Found("feasible", floor(problem, self.objective), kept) if kept else Found("unknown", 0, None)
        model = Model(problem, ranges)
        total = model.aim(self.objective)
        model.variables.hint(hint)
        best = self._search(model.cp, model.variables.starts, SOLVING, self._listener(problem, None, hint))
        if best.status == "unknown" and kept:
            best = Found("feasible", max(best.bound, floor(problem, self.objective)), kept)
        if best.values is None or self.stopped:
            return best
        if best.status != "optimal":
            best = Found(best.status, best.bound, self._improved(problem, best.values, best.bound))
        return self._settled(problem, model, total, best)

    def _settled(self, problem: Problem, model: Model, total: "LinearExpr", best: Found) -> Found:
        """Among the plans that are as good, the one that leaves today's by the fewest months."""
        if best.values is None or self.stopped:
            return best
        model.settle(total, points(problem, best.values, self.objective))
        model.variables.hint(best.values)
        listen = self._listener(problem, best.bound, best.values)
        calm = self._search(model.cp, model.variables.starts, SETTLING, listen)
        return Found(best.status, best.bound, calm.values or best.values)

    def _search(self, cp: "CpModel", starts: Mapping[str, "IntVar"], share: float, listen: Listener | None) -> Found:
        left = self.seconds - (time.monotonic() - self.begun)
        if self.stopped or left <= 0:
            return Found("unknown", 0, None)
        limits = Limits(
            seconds=min(left, share * self.seconds), work=share * self.seconds, workers=self.workers, seed=self.seed
        )
        return search(cp, starts, limits, listen)

    def _listener(self, problem: Problem | None, bound: int | None, base: Mapping[str, int] | None) -> Listener | None:
        """Tell how good the best plan is so far; without a problem only that the search goes on."""
        report = self.report
        if report is None:
            return None
        known_already = base if problem and base and not check(problem, base) else None
        least = floor(problem, self.objective) if problem else 0

        def listen(latest: Mapping[str, int] | None, found: int) -> bool:
            starts = latest or known_already
            value = points(problem, starts, self.objective) if problem and starts else None
            proven = max(least, found if bound is None else bound)
            proven = proven if value is None else min(proven, value)
            seconds = time.monotonic() - self.begun
            known = dict(starts) if problem and starts else {}
            self.stopped = self.stopped or not report(Progress(value, proven, _gap(value, proven), known, seconds))
            return not self.stopped

        return listen

    def proposal(
        self,
        problem: Problem,
        status: Status,
        starts: Mapping[str, int],
        bound: int,
        *,
        relaxations: tuple[Relaxation, ...] = (),
        is_smallest: bool = False,
    ) -> Proposal:
        """Put together what is told about a plan, all of it computed anew from its starts."""
        value = points(problem, starts, self.objective)
        bound = value if status == "optimal" else min(bound, value)
        status = "optimal" if status == "feasible" and bound == value else status
        return Proposal(
            status=status,
            objective=value,
            bound=bound,
            gap=_gap(value, bound),
            starts=dict(starts),
            missed=missed(problem, starts),
            binding=binding(problem, starts),
            relaxations=relaxations,
            is_smallest=is_smallest,
            seconds=time.monotonic() - self.begun,
        )


def _gap(value: int | None, bound: int) -> float | None:
    if value is None:
        return None
    return (value - bound) / value if value else 0.0
