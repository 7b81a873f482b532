"""What the measures cost by year and who pays: nothing lost in rounding, and honest about what nobody has said yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dorflinde.strategy.models import Funding, Measure
from dorflinde.strategy.queries import once_by_year, running_by_year, without_a_year

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


def by_year(measures: Sequence[Measure], last: int) -> list[Year]:
    """Return what falls due in each year up to the last one, by the treasurer's rule: as in tables, workbooks and letters."""
    years: dict[int | None, Year] = {}
    for measure in measures:
        for number, amount in once_by_year(measure).items():
            years.setdefault(number, Year(number)).once += amount
        for number, amount in running_by_year(measure, last):
            years.setdefault(number, Year(number)).running += amount
        once, running = without_a_year(measure)
        if once or running:
            undated = years.setdefault(None, Year(None))
            undated.once += once
            undated.running += running
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
