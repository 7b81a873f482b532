"""Money by year and source, as the treasurer needs it.

Running cost counts as it was said for a year, else from the month after the end; one-off cost as `spending` says. What
nobody has said is named, never counted as nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext as _, gettext_lazy

from dorflinde.places.public import Place
from dorflinde.strategy.models import Ceiling, Funding, Measure, Status

from .spending import NOTHING, begins_in, once_by_year, running_by_year, spending_of

_YEARS = 6


class Source(models.TextChoices):
    """Whose money it is."""

    PROGRAMME = "programme", gettext_lazy("Förderprogramm")
    THIRD = "third", gettext_lazy("Dritte")
    OWN_ONCE = "once", gettext_lazy("Eigene Mittel, einmalig")
    OWN_RUNNING = "running", gettext_lazy("Eigene Mittel, laufend")
    OWN = "own", gettext_lazy("Eigene Mittel zusammen")


@dataclass(slots=True)
class MoneyRow:
    """One source over the years."""

    source: Source
    label: str
    by_year: dict[int, Decimal] = field(default_factory=dict)

    def add(self, year: int, amount: Decimal) -> None:
        """Count an amount in a year."""
        if amount:
            self.by_year[year] = self.by_year.get(year, NOTHING) + amount

    @property
    def is_sum(self) -> bool:
        """Tell whether it adds up other rows."""
        return self.source == Source.OWN

    def total(self, years: Iterable[int]) -> Decimal:
        """Return what these years come to."""
        return sum((self.by_year.get(year, NOTHING) for year in years), NOTHING)


@dataclass(slots=True)
class MoneyTable:
    """What the measures cost by year and who pays; measures that say nothing are named beside it."""

    years: list[int]
    rows: list[MoneyRow]
    own: MoneyRow
    ceilings: dict[int, Ceiling]
    unpriced: list[Measure]
    undated: list[Measure]
    details: list[tuple[Measure, list[MoneyRow]]]

    def over(self, year: int) -> Decimal:
        """Return by how much a year's own money exceeds its ceiling; below it, or without one: nothing."""
        ceiling = self.ceilings.get(year)
        spent = self.own.by_year.get(year, NOTHING)
        return max(NOTHING, spent - ceiling.amount) if ceiling else NOTHING


@dataclass(frozen=True, slots=True)
class YearMoney:
    """What measures cost in one year, and how much of it the municipality bears itself."""

    year: int
    once: Decimal
    own_once: Decimal
    running: Decimal
    unpriced: int
    ceiling: Decimal | None

    @property
    def own(self) -> Decimal:
        """Return own money for one-off and running cost together."""
        return self.own_once + self.running


def money_table(place: Place, today: date) -> MoneyTable:
    """Return cost by year and source for everything that is not given up: what is done was paid, and runs on."""
    measures = list(Measure.objects.of(place).exclude(status=Status.DROPPED).with_planning().with_money().by_number())
    open_ones = [measure for measure in measures if measure.status != Status.DONE]
    last = today.year + _YEARS - 1
    details = [(measure, list(_rows_of(measure, last))) for measure in measures]
    rows = _added_up(row for _measure, rows in details for row in rows)
    known = {year for row in rows for year in row.by_year}
    return MoneyTable(
        years=sorted({*range(today.year, last + 1), *known}),
        rows=rows,
        own=rows[-1],
        ceilings={row.year: row for row in Ceiling.objects.filter(municipality=place.municipality)},
        unpriced=[measure for measure in open_ones if _is_unpriced(measure)],
        undated=[measure for measure in open_ones if begins_in(measure) is None and _needs_a_begin(measure)],
        details=[(measure, rows) for measure, rows in details if rows],
    )


def money_of_year(place: Place, measures: Sequence[Measure], year: int) -> YearMoney:
    """Return what these measures cost in a year; they come with their costs and fundings."""
    spent = [(once_by_year(one).get(year, NOTHING), spending_of(one).own.get(year, NOTHING)) for one in measures]
    ceiling = Ceiling.objects.filter(municipality=place.municipality, year=year).first()
    return YearMoney(
        year=year,
        once=sum((once for once, _own in spent), NOTHING),
        own_once=sum((own for _once, own in spent), NOTHING),
        running=sum(
            (amount for one in measures for when, amount in running_by_year(one, year) if when == year), NOTHING
        ),
        unpriced=sum(_is_unpriced(one) for one in measures),
        ceiling=ceiling.amount if ceiling else None,
    )


def _rows_of(measure: Measure, last: int) -> Iterator[MoneyRow]:
    """Return who pays what of a measure in which year."""
    spending = spending_of(measure)
    for funding, amounts in spending.payers:
        source = Source.THIRD if funding.kind == Funding.Kind.THIRD_PARTY else Source.PROGRAMME
        usual = source.label if source == Source.THIRD else _("Förderprogramm noch offen")
        yield from _row(source, funding.programme or str(usual), amounts.items())
    yield from _row(Source.OWN_ONCE, str(Source.OWN_ONCE.label), spending.own.items())
    yield from _row(Source.OWN_RUNNING, str(Source.OWN_RUNNING.label), running_by_year(measure, last))


def _row(source: Source, label: str, amounts: Iterable[tuple[int, Decimal]]) -> Iterator[MoneyRow]:
    row = MoneyRow(source, label)
    for year, amount in amounts:
        row.add(year, amount)
    if row.by_year:
        yield row


def _added_up(rows: Iterable[MoneyRow]) -> list[MoneyRow]:
    """Return every payer by name, programmes first, then own money for one-off and running cost, and both together."""
    own = [MoneyRow(source, str(source.label)) for source in (Source.OWN_ONCE, Source.OWN_RUNNING, Source.OWN)]
    found = {(row.source, row.label): row for row in own}
    for row in rows:
        there = found.setdefault((row.source, row.label), MoneyRow(row.source, row.label))
        for year, amount in row.by_year.items():
            there.add(year, amount)
            if row.source in {Source.OWN_ONCE, Source.OWN_RUNNING}:
                own[-1].add(year, amount)
    order = list(Source)
    return sorted(found.values(), key=lambda row: (order.index(row.source), row.label))


def _is_unpriced(measure: Measure) -> bool:
    return measure.cost_once is None and measure.cost_per_year is None and not measure.costs.all()


def _needs_a_begin(measure: Measure) -> bool:
    """Tell whether some of the cost has no year of its own."""
    costs = list(measure.costs.all())
    said = sum((cost.once for cost in costs if cost.once is not None), NOTHING)
    is_running_open = bool(measure.cost_per_year) and all(cost.running is None for cost in costs)
    # also „0 €“ and no date is something that was said and stands nowhere yet
    return (measure.cost_once is not None and (measure.cost_once > said or not costs)) or is_running_open
