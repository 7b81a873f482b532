"""What is needed in each year or quarter when a sum is used evenly from the first month to the last.

Input: (first month, last month, amount) with months counted from the year 0 (see :mod:`dorflinde.methods.gantt`), both
included. Output: the amount for each period asked for, exact to the last place of Decimal; nothing is rounded.
"""

from collections.abc import Iterable
from decimal import Decimal


def per_period(uses: Iterable[tuple[int, int, Decimal]], begins: Iterable[int], months: int) -> dict[int, Decimal]:
    """Return how much of all amounts falls into each period of so many months, by the month in which it begins."""
    found = dict.fromkeys(begins, Decimal(0))
    for first, last, amount in uses:
        for begin in found:
            shared = min(last, begin + months - 1) - max(first, begin) + 1
            if shared > 0:
                found[begin] += amount * shared / (last - first + 1)
    return found


def per_year(uses: Iterable[tuple[int, int, Decimal]], years: Iterable[int]) -> dict[int, Decimal]:
    """Return how much of all amounts falls into each year."""
    found = per_period(uses, (year * 12 for year in years), 12)
    return {begin // 12: amount for begin, amount in found.items()}
