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
from dorflinde.methods.planning.model import Model
from dorflinde.methods.planning.objective import floor, missed, points
from dorflinde.methods.planning.problem import Problem
from dorflinde.methods.planning.proposal import Objective, Progress, Proposal, Relaxation, Status
from dorflinde.methods.planning.relaxation import needed, relaxed
from dorflinde.methods.planning.search import TOLD_EVERY, Found, Limits, Listener, search

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

# Shares of the time.
IMPROVING = 0.2  # taking out and putting back, before the solver and after it
SOLVING = 0.45  # the solver: better plans, and how good a plan can be at all
SETTLING = 0.15  # staying close to today's plan
SEEKING = 0.4  # finding what must give way
ROUNDS_PER_SECOND = 500  # of taking out and putting back, on a busy machine


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

    With one worker the same problem and seed give the same proposal. Raises ValueError for a problem that contradicts
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
        self.begun = time.monotonic()
        self.stopped = False

    def plan(self) -> Proposal:
        """Solve; if nothing fits, find what must give way and solve again with that."""
        starts = self._improved(self.problem, greedy(self.problem, self.objective))
        found = self._solve(self.problem, starts)
        if found.status == "infeasible":
            return self._give_way(starts)
        if found.values is None:
            return self._by_hand(starts)
        return self.proposal(self.problem, found.status, found.values, found.bound)

    def by_hand(self) -> Proposal:
        """The plan without a solver, with what it breaks."""
        return self._by_hand(self._improved(self.problem, greedy(self.problem, self.objective)))

    def _by_hand(self, starts: Mapping[str, int]) -> Proposal:
        relaxations = needed(self.problem, starts)
        if not check(self.problem, starts):
            return self.proposal(self.problem, "feasible", starts, floor(self.problem, self.objective))
        return self.proposal(relaxed(self.problem, relaxations), "unknown", starts, 0, relaxations=relaxations)

    def _give_way(self, hint: Mapping[str, int]) -> Proposal:
        """The cheapest set of limits to loosen, and the best plan once they are."""
        elastic = Elastic(self.problem)
        elastic.variables.hint(hint)
        found = self._search(elastic.cp, elastic.variables.starts, SEEKING, self._listener(None, 0, None))
        starts = found.values or hint
        relaxations = needed(self.problem, starts)
        loose = relaxed(self.problem, relaxations)
        starts = self._improved(loose, starts)
        again = self._solve(loose, starts)
        return self.proposal(
            loose,
            "infeasible",
            again.values or starts,
            again.bound,
            relaxations=relaxations,
            is_smallest=found.status == "optimal",
        )

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
