"""What the measures cost by year and who pays: nothing lost in rounding, and honest about what nobody has said yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from dorflinde.methods.gantt import Row, Window
from dorflinde.strategy.models import Funding, Measure

EURO = Decimal(1)  # shares of a year are whole euros: cents would pretend an exactness nobody has
NOTHING = Decimal("0.00")


@dataclass(slots=True)
class Year:
    """What falls due in one year; ``number`` is ``None`` for what has no place in time."""

    number: int | None
    once: Decimal = NOTHING
    running: Decimal = NOTHING

    @property
    def total(self) -> Decimal:
        """Both together."""
        return self.once + self.running


@dataclass(slots=True)
class Source:
    """Who pays how much of the one-off cost, and of how many measures."""

    name: str
    amount: Decimal = NOTHING
    measures: set[str] = field(default_factory=set)


def by_year(measures: Sequence[Measure], rows: Sequence[Row], window: Window) -> list[Year]:
    """Spread the cost over the years of the window and what lies before and after it.

    One-off cost falls evenly on the months of a measure (a measure without an end: on its first year); running cost
    counts from the beginning to the end of the window, because what was introduced has to be kept running.
    """
    years: dict[int | None, Year] = {}
    for measure, row in zip(measures, rows, strict=True):
        for number, amount in _once(measure.cost_once, row):
            years.setdefault(number, Year(number)).once += amount
        for number, amount in _running(measure.cost_per_year, row, window):
            years.setdefault(number, Year(number)).running += amount
    dated = sorted((year for year in years.values() if year.number is not None), key=lambda year: year.number or 0)
    return [*dated, *(years[None],)] if None in years else dated


def by_source(measures: Iterable[Measure], *, own: str, open_programme: str) -> list[Source]:
    """Split the known one-off cost among those who pay it: each payer what it promised, the municipality the rest."""
    sources: dict[str, Source] = {own: Source(own)}
    for measure in measures:
        if not measure.cost_once:
            continue
        rest = measure.cost_once
        for funding in measure.fundings.all():
            share = min(_share(funding, measure.cost_once), rest)
            if share:
                name = funding.programme or open_programme
                source = sources.setdefault(name, Source(name))
                source.amount += share
                source.measures.add(measure.number)
                rest -= share
        if rest:
            sources[own].amount += rest
            sources[own].measures.add(measure.number)
    return sorted(sources.values(), key=lambda source: (source.name == own, -source.amount, source.name))


def _share(funding: Funding, cost: Decimal) -> Decimal:
    return funding.share_of(cost) or NOTHING


def _once(cost: Decimal | None, row: Row) -> list[tuple[int | None, Decimal]]:
    if not cost:
        return []
    if row.start is None:
        return [(None, cost)]
    last = row.end if row.end is not None else row.start // 12 * 12 + 11
    months = [month // 12 for month in range(row.start, last + 1)]
    shares: list[tuple[int | None, Decimal]] = []
    left = cost
    for number in sorted(set(months)):
        share = (cost * months.count(number) / len(months)).quantize(EURO, ROUND_HALF_UP)
        # The last year takes what rounding left over, so that nothing is lost.
        share = left if number == months[-1] else min(share, left)
        left -= share
        shares.append((number, share))
    return shares


def _running(cost: Decimal | None, row: Row, window: Window) -> list[tuple[int | None, Decimal]]:
    if not cost:
        return []
    if row.start is None:
        return [(None, cost)]
    shares: list[tuple[int | None, Decimal]] = []
    for year in range(row.start // 12, window.last // 12 + 1):
        months = year * 12 + 12 - max(row.start, year * 12)
        shares.append((year, (cost * months / 12).quantize(EURO, ROUND_HALF_UP)))
    return shares
