"""When the one-off cost of a measure falls due, and who pays it: one rule for tables, workbooks and proposals.

It falls due in the years in which it was said to; what is left of it in the year in which the measure begins. Payers share
the years in proportion to what these cost.
"""

from dataclasses import dataclass
from decimal import Decimal

from dorflinde.methods import shares
from dorflinde.strategy.models import Funding, Measure

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
