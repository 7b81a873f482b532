"""Makes a proposal: the best plan the time allows, or the least that must change so that there is one."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dorflinde.methods.planning.check import check
from dorflinde.methods.planning.elastic import Elastic
from dorflinde.methods.planning.explanation import binding
from dorflinde.methods.planning.greedy import greedy, start_range
from dorflinde.methods.planning.model import Model
from dorflinde.methods.planning.objective import missed, points, points_of
from dorflinde.methods.planning.problem import Problem
from dorflinde.methods.planning.proposal import Objective, Progress, Proposal, Relaxation, Status
from dorflinde.methods.planning.relaxation import needed, relaxed
from dorflinde.methods.planning.search import Found, Limits, Listener, search

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar

SETTLING = 0.2  # the share of the time for staying close to today's plan
SEEKING = 0.5  # for finding what must give way


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
        hint = greedy(self.problem, self.objective)
        found = self._solve(self.problem, hint)
        if found.status == "infeasible":
            return self._give_way(hint)
        if found.values is None:
            return self.by_hand()
        return self.proposal(
            self.problem, "optimal" if found.status == "optimal" else "feasible", found.values, found.bound
        )

    def by_hand(self) -> Proposal:
        """The plan without a solver, with what it breaks."""
        starts = greedy(self.problem, self.objective)
        floor = sum(
            points_of(self.problem, t, start_range(self.problem, t)[0], self.objective) for t in self.problem.tasks
        )
        kept = not check(self.problem, starts)
        if kept:
            return self.proposal(
                self.problem, "feasible", starts, min(floor, points(self.problem, starts, self.objective))
            )
        relaxations = needed(self.problem, starts)
        loose = relaxed(self.problem, relaxations)
        return self.proposal(loose, "unknown", starts, 0, relaxations=relaxations)

    def _give_way(self, hint: Mapping[str, int]) -> Proposal:
        """The cheapest set of limits to loosen, and the best plan once they are."""
        elastic = Elastic(self.problem)
        elastic.variables.hint(hint)
        found = self._search(elastic.cp, elastic.variables.starts, SEEKING, self._listener(None, 0, None))
        starts = found.values or hint
        relaxations = needed(self.problem, starts)
        loose = relaxed(self.problem, relaxations)
        again = self._solve(loose, starts)
        return self.proposal(
            loose,
            "infeasible",
            again.values or starts,
            again.bound,
            relaxations=relaxations,
            is_smallest=found.status == "optimal",
        )

    def _solve(self, problem: Problem, hint: Mapping[str, int]) -> Found:
        """The best plan, and among the equally good ones the one closest to today's."""
        ranges = {task.id: start_range(problem, task) for task in problem.tasks}
        if any(low > high for low, high in ranges.values()):
            return Found("infeasible", 0, None)
        model = Model(problem, ranges)
        total = model.aim(self.objective)
        model.variables.hint(hint)
        best = self._search(model.cp, model.variables.starts, 1 - SETTLING, self._listener(problem, None, hint))
        if best.values is None or self.stopped:
            return best
        model.settle(total, points(problem, best.values, self.objective))
        model.variables.hint(best.values)
        calm = self._search(
            model.cp, model.variables.starts, SETTLING, self._listener(problem, best.bound, best.values)
        )
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

        def listen(latest: Mapping[str, int] | None, found: int) -> bool:
            starts = latest or known_already
            value = points(problem, starts, self.objective) if problem and starts else None
            floor = min(found if bound is None else bound, value) if value is not None else 0
            seconds = time.monotonic() - self.begun
            known = dict(starts) if problem and starts else {}
            self.stopped = not report(Progress(value, floor, _gap(value, floor), known, seconds))
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
