"""Shares several payers take of a cost that falls due in several years, exact to the cent.

Input: whole cents by year, and whole cents each payer gives in all. Output: for each payer its cents by year, in proportion
to what the year costs; what rounding leaves over stands in the last years that still have room. No year gets more than it
costs, and each payer gives exactly its share as far as there is a cost left.
"""

from collections.abc import Sequence


def by_year(costs: Sequence[int], shares: Sequence[int]) -> list[list[int]]:
    """Return the cents of each payer by year; the payers that come first are served first."""
    total, left = sum(costs), list(costs)
    found = []
    for wanted in shares:
        share = min(wanted, sum(left))
        row = (
            [min(room, share * cost // total) for room, cost in zip(left, costs, strict=True)]
            if total
            else [0] * len(costs)
        )
        rest = share - sum(row)
        for place in reversed(range(len(row))):
            more = min(rest, left[place] - row[place])
            row[place] += more
            rest -= more
        left = [room - taken for room, taken in zip(left, row, strict=True)]
        found.append(row)
    return found
