"""The Patterson format: a stream of numbers; rows may be wrapped.

Numbers of jobs and resources, the capacities, then for each job its duration, its demands, the number of its successors
and the successors, counted from 1. Source: J. H. Patterson, "A comparison of exact approaches for solving the multiple
constrained resource project scheduling problem", Management Science 30 (1984).
"""

from dorflinde.methods.scheduling.draft import MOST_JOBS, MOST_RESOURCES, Draft, Row, Unreadable, capacity
from dorflinde.methods.scheduling.numbers import Numbers


def read_rcp(text: str) -> Draft:
    """Read the numbers; what they say is checked by the draft."""
    numbers = Numbers.of(text)
    jobs, line = numbers.take("the number of jobs")
    if not 1 <= jobs <= MOST_JOBS:
        raise Unreadable(f"{jobs} jobs cannot be planned; 1 to {MOST_JOBS} can.", line)
    resources, line = numbers.take("the number of resources")
    if not 0 <= resources <= MOST_RESOURCES:
        raise Unreadable(f"{resources} resources cannot be planned; 0 to {MOST_RESOURCES} can.", line)
    capacities = []
    for resource in range(1, resources + 1):
        value, line = numbers.take(f"the capacity of resource {resource}")
        capacities.append(capacity(value, resource, line))
    rows = [_row(numbers, job, jobs, resources) for job in range(1, jobs + 1)]
    left = numbers.rest()
    if left:
        raise Unreadable(f"After the last of {jobs} jobs there is more: {left[0][:40]!r}.", left[1])
    return Draft(rows, tuple(capacities))


def _row(numbers: Numbers, job: int, jobs: int, resources: int) -> Row:
    duration, line = numbers.take(f"the duration of job {job}")
    demands = tuple(numbers.take(f"a demand of job {job}")[0] for _ in range(resources))
    count, at = numbers.take(f"the number of successors of job {job}")
    if not 0 <= count < jobs:
        raise Unreadable(f"Job {job} has {count} successors among {jobs} jobs.", at)
    successors = tuple(str(numbers.take(f"a successor of job {job}")[0]) for _ in range(count))
    return Row(str(job), line, duration, demands, successors, at)
