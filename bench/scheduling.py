"""The roadmap's engine on published cases: how many makespans are the best known, how many are proven, how far the rest is."""

import csv
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.published import published
from dorflinde.methods.scheduling import has_solver, read_project, solve

# Set → (lowest number proven, highest average gap to the best known makespan in percent).
BARS: dict[str, tuple[int | None, float]] = {"j30": (18, 0.0), "j60": (None, 0.4), "j120": (None, 1.0)}


@dataclass(frozen=True)
class Standing:
    """One set of cases and how they went."""

    name: str
    cases: int
    best: int
    proven: int
    gap: float  # percent, average
    seconds: float  # average
    open: tuple[str, ...]


def absent() -> str:
    """Why nothing can be measured; empty when it can."""
    if not has_solver():
        return "roadmap scheduling: the solver is not installed (extra planning)"
    return "" if published("planning") else "roadmap scheduling: no folder shared/data/planning beside the checkout"


def standings(seconds: float, tell: Callable[[str], None]) -> Iterator[Standing]:
    """Solve every case of every set, one after the other, two workers each."""
    place = published("planning")
    if place is None:
        return
    with (place / "best_known.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for name in sorted({row["set"] for row in rows}, key=lambda word: (len(word), word)):
        gaps, times, proven, unproven = [], [], 0, []
        for row in (row for row in rows if row["set"] == name):
            found = solve(read_project(place / name / f"{row['instance']}.sm"), seconds=seconds, workers=2)
            known = int(row["ub_2024"])
            gaps.append(100 * ((found.makespan or 0) - known) / known)
            times.append(found.seconds)
            if found.status == "optimal":
                proven += 1
            else:
                unproven.append(f"{row['instance']} {found.lower_bound}–{found.makespan}")
                tell(f"  {row['instance']}: {found.makespan} (best known {known}), bound {found.lower_bound}")
        best = sum(gap <= 0 for gap in gaps)
        yield Standing(name, len(gaps), best, proven, statistics.mean(gaps), statistics.mean(times), tuple(unproven))
