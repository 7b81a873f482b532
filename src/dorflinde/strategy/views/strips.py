"""What stands beneath the chart on the same scale: people by quarter, the municipality's own money by year with its ceiling."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dorflinde.methods.gantt import Row, Window
from dorflinde.methods.spread import per_period, per_year
from dorflinde.places.public import Place
from dorflinde.strategy import queries
from dorflinde.strategy.models import Ceiling, Measure

from .roadmap import WIDE

NOTHING = Decimal(0)
_FLOOR, _HIGHEST = 66, 44  # pixels: where columns stand, and how high the highest is
_MOST_QUARTERS = 24  # more would leave no room for the figures
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Year:
    """What all measures of the chart together need in a year; money as tables and letters count it."""

    year: int
    months: Decimal
    cost: Decimal
    own: Decimal
    ceiling: Decimal | None

    @property
    def over(self) -> Decimal:
        """By how many euros the own money exceeds its ceiling."""
        return max(NOTHING, self.own - self.ceiling) if self.ceiling is not None else NOTHING


@dataclass(frozen=True, slots=True)
class Needs:
    """People and money of the measures of a chart; quarters by the month in which they begin."""

    years: list[Year]
    quarters: Mapping[int, Decimal]


def needs_of(place: Place, measures: Sequence[Measure], rows: Sequence[Row], window: Window) -> Needs:
    """Add up what is known; work is spread evenly over the months of each measure, the unknown stays out."""
    by_id = {row.id: row for row in rows}
    staff = [
        (row.start, max(row.start, window.last) if row.end is None else row.end, measure.staff_months)
        for measure in measures
        if (row := by_id[str(measure.public_id)]).start is not None and measure.staff_months
    ]
    years = range(window.first // 12, window.last // 12 + 1)
    work = per_year(staff, years)
    once, own, running = (dict.fromkeys(years, NOTHING) for _kind in range(3))
    for measure in measures:
        _add(once, queries.once_by_year(measure).items())
        _add(own, queries.spending_of(measure).own.items())
        _add(running, queries.running_by_year(measure, years[-1]))
    ceilings = dict(Ceiling.objects.filter(municipality=place.municipality).values_list("year", "amount"))
    return Needs(
        [Year(one, work[one], once[one] + running[one], own[one] + running[one], ceilings.get(one)) for one in years],
        per_period(staff, range(window.first, window.last + 1, 3), 3) if window.months <= 3 * _MOST_QUARTERS else {},
    )


def strips(needs: Needs, window: Window) -> list[tuple[str, SafeString]]:
    """Draw what people and money are needed beneath the chart, each with its title."""
    by_quarter = {
        f"{_ROMAN[begin % 12 // 3]}/{begin // 12 % 100:02}": amount for begin, amount in needs.quarters.items()
    }
    by_year = {str(year.year): year.months for year in needs.years}
    money = {str(year.year): year.own / 1000 for year in needs.years}
    ceilings = {str(year.year): year.ceiling / 1000 for year in needs.years if year.ceiling is not None}
    title = _("Eigene Mittel in Tausend Euro, Strich: Obergrenze") if ceilings else _("Eigene Mittel in Tausend Euro")
    return [
        (_("Personenmonate"), _strip(by_quarter or by_year, {}, window)),
        (title, _strip(money, ceilings, window)),
    ]


def _add(years: dict[int, Decimal], amounts: Iterable[tuple[int, Decimal]]) -> None:
    for year, amount in amounts:
        if year in years:
            years[year] += amount


def _strip(amounts: Mapping[str, Decimal], ceilings: Mapping[str, Decimal], window: Window) -> SafeString:
    """Draw a column a period on the scale of the chart, with its figure above and its ceiling across."""
    most = max([*amounts.values(), *ceilings.values()], default=NOTHING) or Decimal(1)
    room = (WIDE.width - WIDE.lead) / max(1, len(amounts))
    parts = []
    for place, (name, amount) in enumerate(amounts.items()):
        x, height = round(WIDE.lead + place * room), round(amount / most * _HIGHEST)
        middle, ceiling = x + round(room / 2), ceilings.get(name)
        line = round(ceiling / most * _HIGHEST) if ceiling is not None else 0
        parts.append(
            f'<rect x="{x + 3}" y="{_FLOOR - height}" width="{max(4, round(room) - 6)}" height="{height}" class="roadmap-active"/>'
            f'<text x="{middle}" y="{_FLOOR - 6 - max(height, line)}" text-anchor="middle" class="roadmap-text">{round(amount)}</text>'
            f'<text x="{middle}" y="{_FLOOR + 16}" text-anchor="middle" class="roadmap-soft">{name}</text>'
        )
        if ceiling is not None:
            parts.append(f'<path d="M{x} {_FLOOR - line}h{round(room)}" class="roadmap-today" stroke-width="2"/>')
    return SafeString(
        f'<svg class="load-chart" viewBox="0 0 {WIDE.width} 88" width="{WIDE.width}" height="88" font-size="13" '
        f'aria-hidden="true"><path d="M{WIDE.lead} {_FLOOR}H{WIDE.width}" class="roadmap-line"/>{"".join(parts)}</svg>'
    )
