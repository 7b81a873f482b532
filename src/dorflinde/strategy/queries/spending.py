"""When the cost of a measure falls due, and who pays it: one rule for tables, workbooks, papers, letters and proposals.

It falls due in the years in which it was said to; what is left of it in the year in which the measure begins. Payers share
the years in proportion to what these cost.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dorflinde.core.money import CENT
from dorflinde.methods import shares
from dorflinde.methods.gantt import month_of
from dorflinde.strategy.models import Funding, Measure

from .duration import USUAL_DURATION, duration_of

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Spending:
    """Euros by year: the municipality's own, and those of each payer."""

    own: dict[int, Decimal]
    payers: list[tuple[Funding, dict[int, Decimal]]]


def once_by_year(measure: Measure) -> dict[int, Decimal]:
    """Return the one-off cost by year; of a measure without a start only what was said for a year."""
    found = {cost.year: cost.once for cost in measure.costs.all() if cost.once}
    left = (measure.cost_once or NOTHING) - sum(found.values(), NOTHING)
    if left > 0 and measure.start is not None and measure.start.first is not None:
        year = measure.start.first.year
        found[year] = found.get(year, NOTHING) + left
    return dict(sorted(found.items()))


def running_by_year(measure: Measure, last: int) -> Iterator[tuple[int, Decimal]]:
    """Yield the running cost by year up to the last one, as it was said for a year, else from the month after the end."""
    said = {cost.year: cost.running for cost in measure.costs.all() if cost.running is not None}
    yield from said.items()
    start = begins_in(measure)
    if not measure.cost_per_year or start is None:
        return
    end = start + (duration_of(measure) or USUAL_DURATION)
    for year in range(end // 12, last + 1):
        if year not in said:
            yield year, (measure.cost_per_year * min(12, year * 12 + 12 - end) / 12).quantize(CENT)


def without_a_year(measure: Measure) -> tuple[Decimal, Decimal]:
    """Return what was said of the cost and falls into no year yet: one-off euros, and euros a year."""
    if begins_in(measure) is not None:
        return NOTHING, NOTHING
    costs = list(measure.costs.all())
    left = (measure.cost_once or NOTHING) - sum((cost.once for cost in costs if cost.once is not None), NOTHING)
    is_running_said = any(cost.running is not None for cost in costs)
    return max(left, NOTHING), NOTHING if is_running_said else measure.cost_per_year or NOTHING


def begins_in(measure: Measure) -> int | None:
    """Return the month in which a measure begins, counted from the year 0, if that is known."""
    return month_of(measure.start.first) if measure.start is not None and measure.start.first is not None else None


def spending_of(measure: Measure) -> Spending:
    """Return who pays how much of the one-off cost in which year."""
    once = once_by_year(measure)
    fundings = list(measure.fundings.all())
    split = shares.by_year(
        [_cents(amount) for amount in once.values()],
        [_cents(funding.share_of(measure.cost_once) or NOTHING) for funding in fundings],
    )
    payers = [
        (funding, _euros(dict(zip(once, row, strict=True)))) for funding, row in zip(fundings, split, strict=True)
    ]
    own = {
        year: amount - sum((paid.get(year, NOTHING) for _who, paid in payers), NOTHING) for year, amount in once.items()
    }
    return Spending(own, payers)


def _cents(amount: Decimal) -> int:
    return int(amount * 100)


def _euros(cents: dict[int, int]) -> dict[int, Decimal]:
    return {year: Decimal(amount) / 100 for year, amount in cents.items() if amount}
