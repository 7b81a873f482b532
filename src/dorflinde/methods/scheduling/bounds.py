"""Makespans that no schedule can beat, without search.

Source: the longest chain (Kelley and Walker 1959), and energy between heads and tails: jobs that cannot start before h
and leave at least t behind them need their work done in between (R. Klein and A. Scholl, "Computing lower bounds by
destructive improvement", EJOR 112, 1999).
"""

from dorflinde.methods.scheduling.generation import Shop

MOST_PAIRS = 400_000


def lower_bound(shop: Shop) -> int:
    """The larger of the longest chain and the energy bound."""
    return max([0, *shop.tails, *(_energy(shop, resource) for resource in range(len(shop.project.capacities)))])


def _energy(shop: Shop, resource: int) -> int:
    capacity = shop.project.capacities[resource]
    jobs = [
        (
            shop.heads[job],
            shop.tails[job] - shop.durations[job],
            shop.durations[job] * shop.project.demands[job][resource],
        )
        for job in shop.project.jobs
        if shop.durations[job] and shop.project.demands[job][resource]
    ]
    heads = sorted({head for head, _tail, _work in jobs})
    if len(heads) * len(jobs) > MOST_PAIRS:
        heads = [0]
    jobs.sort(key=lambda job: -job[1])
    best = 0
    for head in heads:
        work = 0
        for begin, tail, more in jobs:
            if begin >= head:
                work += more
                best = max(best, head + tail - (-work // capacity))
    return best
