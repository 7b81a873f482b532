"""The same work done by the libraries of others, in an environment of their own; prints one JSON document.

Run by `bench.peers`: `python peer.py budget FILE.pb` or `python peer.py opinions VOTES.json`.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

warnings.simplefilter("ignore")
ROUNDS = {"budget": 1, "opinions": 3}  # the best counts; a budget takes many minutes


def main() -> None:
    """Do the work that the command line names."""
    kind, file = sys.argv[1:]
    work = {"budget": budget, "opinions": opinions}[kind](file)
    seconds, found = timed(work, ROUNDS[kind])
    json.dump({"seconds": seconds, "found": found}, sys.stdout)


def timed(work: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """The shortest time of some rounds, and what came of the last."""
    times = []
    found = None
    for _round in range(rounds):
        started = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - started)
    return min(times), found


def budget(file: str) -> Callable[[], list[str]]:
    """Method of Equal Shares with Add1 in pabutools: each share grows by one a round."""
    from pabutools.election import Cost_Sat, parse_pabulib
    from pabutools.rules import exhaustion_by_budget_increase, method_of_equal_shares

    instance, profile = parse_pabulib(file)

    def work() -> list[str]:
        chosen = exhaustion_by_budget_increase(
            instance, profile, method_of_equal_shares, {"sat_class": Cost_Sat}, budget_step=len(profile)
        )
        return sorted(project.name for project in chosen)

    return work


def opinions(file: str) -> Callable[[], int]:
    """Groups of opinion by red-dwarf, from the same votes."""
    from reddwarf.implementations.polis import run_pipeline

    with open(file, encoding="utf-8") as stream:
        votes = json.load(stream)
    return lambda: len(set(run_pipeline(votes=votes, random_state=1).participants_df["cluster_id"].dropna()))


if __name__ == "__main__":
    main()
