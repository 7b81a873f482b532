"""One run of the solver that says how far it is and can be stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

SHORTEST = 0.05  # seconds
TOLD_EVERY = 0.25  # seconds between two reports
WORK_PER_SECOND = 0.6  # the solver's units of work in a second of a slow machine


@dataclass(frozen=True, slots=True)
class Found:
    """``values`` of the watched variables in the best solution, None if there is none."""

    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    bound: int
    values: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how a run may search: ``seconds`` by the clock, ``work`` in seconds of an idle machine."""

    seconds: float
    work: float
    workers: int
    seed: int


Listener = Callable[[Mapping[str, int] | None, int], bool]


def search(
    model: cp_model.CpModel,
    watched: Mapping[str, cp_model.IntVar],
    limits: Limits,
    listen: Listener | None = None,
) -> Found:
    """Solve in a thread of its own; ``listen`` hears (best values, bound) in the caller's thread and says whether to go on.

    With one worker the run ends after a counted amount of work, so that the same input gives the same answer; the clock
    only stops what takes much longer than that.
    """
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = limits.workers
    solver.parameters.random_seed = limits.seed
    solver.parameters.max_time_in_seconds = max(limits.seconds, SHORTEST)
    if limits.workers == 1:
        solver.parameters.max_deterministic_time = max(limits.work, SHORTEST) * WORK_PER_SECOND

    best: dict[str, int] = {}
    bounds: list[float] = []

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            best.update({name: self.value(variable) for name, variable in watched.items()})

    solver.best_bound_callback = bounds.append
    outcome: list[cp_model.CpSolverStatus] = []
    thread = threading.Thread(target=lambda: outcome.append(solver.solve(model, Watch())), daemon=True)
    thread.start()
    stopped = False
    told = time.monotonic()
    while thread.is_alive():
        thread.join(0.02)
        if listen and not stopped and time.monotonic() - told >= TOLD_EVERY:
            told = time.monotonic()
            stopped = not listen(dict(best) or None, round(bounds[-1]) if bounds else 0)
        if stopped:
            solver.stop_search()
    names: dict[cp_model.CpSolverStatus, Literal["optimal", "feasible", "infeasible"]] = {
        cp_model.OPTIMAL: "optimal",
        cp_model.FEASIBLE: "feasible",
        cp_model.INFEASIBLE: "infeasible",
    }
    if not outcome or outcome[0] not in names:
        return Found("unknown", round(bounds[-1]) if bounds else 0, None)
    if outcome[0] == cp_model.INFEASIBLE:
        return Found("infeasible", 0, None)
    values = {name: solver.value(variable) for name, variable in watched.items()}
    return Found(names[outcome[0]], round(solver.best_objective_bound), values)
