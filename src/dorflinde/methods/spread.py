"""What is needed in each year when a sum is used evenly from the first month to the last.

Input: (first month, last month, amount) with months counted from the year 0 (see :mod:`dorflinde.methods.gantt`), both
included. Output: the amount for each year asked for, exact to the last place of Decimal; nothing is rounded.
"""

from collections.abc import Iterable
from decimal import Decimal


def per_year(uses: Iterable[tuple[int, int, Decimal]], years: Iterable[int]) -> dict[int, Decimal]:
    """Return how much of all amounts falls into each year."""
    found = dict.fromkeys(years, Decimal(0))
    for first, last, amount in uses:
        for year in found:
            shared = min(last, year * 12 + 11) - max(first, year * 12) + 1
            if shared > 0:
                found[year] += amount * shared / (last - first + 1)
    return found
