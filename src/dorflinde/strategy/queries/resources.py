"""Money and people by year and month, as the treasurer and the head of office need them.

One rule for both pages and for proposals: what a measure costs once counts in the year in which it begins, what it costs
every year from the month after its end; people work evenly over its run. What nobody has said is named, never counted as
nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dorflinde.core.money import CENT
from dorflinde.methods.gantt import month_of
from dorflinde.places.public import Place
from dorflinde.strategy.models import FULL, Capacity, Ceiling, Funding, Measure, StaffRole

from .planning import USUAL_DURATION, duration_of, percent_in, plannable

NOTHING = Decimal("0.00")
_YEARS = 6
_QUARTERS = 12


@dataclass(slots=True)
class MoneyRow:
    """One source or kind of cost over the years."""

    label: str
    by_year: dict[int, Decimal] = field(default_factory=dict)
    is_sum: bool = False

    def add(self, year: int, amount: Decimal) -> None:
        """Count an amount in a year."""
        if amount:
            self.by_year[year] = self.by_year.get(year, NOTHING) + amount


@dataclass(slots=True)
class MoneyTable:
    """What the measures cost by year and who pays; measures that say nothing are named beside it."""

    years: list[int]
    rows: list[MoneyRow]
    own: MoneyRow
    ceilings: dict[int, Ceiling]
    unpriced: list[Measure]
    undated: list[Measure]

    def over(self, year: int) -> Decimal:
        """Return by how much a year's own money exceeds its ceiling; below it, or without one: nothing."""
        ceiling = self.ceilings.get(year)
        spent = self.own.by_year.get(year, NOTHING)
        return max(NOTHING, spent - ceiling.amount) if ceiling else NOTHING


def money_table(place: Place, today: date) -> MoneyTable:
    """Return cost by year and source for everything that is neither done nor given up."""
    measures = list(plannable(place))
    own_once, running = MoneyRow(_("Eigene Mittel, einmalig")), MoneyRow(_("Eigene Mittel, laufend"))
    payers: dict[str, MoneyRow] = {}
    last = today.year + _YEARS - 1
    undated = []
    for measure in measures:
        if measure.cost_once is None and measure.cost_per_year is None:
            continue
        if measure.start is None or measure.start.first is None:
            undated.append(measure)
            continue
        start = month_of(measure.start.first)
        own_once.add(start // 12, _split(measure, start // 12, payers))
        for year, amount in _running(measure, start, last):
            running.add(year, amount)
    own = MoneyRow(_("Eigene Mittel zusammen"), is_sum=True)
    for row in (own_once, running):
        for year, amount in row.by_year.items():
            own.add(year, amount)
    ceilings = {row.year: row for row in Ceiling.objects.filter(municipality=place.municipality)}
    years = {*range(today.year, last + 1), *own.by_year, *(year for row in payers.values() for year in row.by_year)}
    return MoneyTable(
        years=sorted(year for year in years | ceilings.keys() if year <= last),
        rows=[*sorted(payers.values(), key=lambda row: row.label), own_once, running, own],
        own=own, ceilings=ceilings, undated=undated,
        unpriced=[m for m in measures if m.cost_once is None and m.cost_per_year is None],
    )  # fmt: skip


def _split(measure: Measure, year: int, payers: dict[str, MoneyRow]) -> Decimal:
    """Give each payer its share of the one-off cost and return what is left for the municipality."""
    rest = measure.cost_once or NOTHING
    for funding in measure.fundings.all():
        share = min(funding.share_of(measure.cost_once) or NOTHING, rest)
        if share:
            third = _("Dritte") if funding.kind == Funding.Kind.THIRD_PARTY else _("Förderprogramm noch offen")
            name = funding.programme or third
            payers.setdefault(name, MoneyRow(name)).add(year, share)
            rest -= share
    return rest


def _running(measure: Measure, start: int, last: int) -> Iterable[tuple[int, Decimal]]:
    if not measure.cost_per_year:
        return
    end = start + (duration_of(measure) or USUAL_DURATION)
    for year in range(end // 12, last + 1):
        months = min(12, year * 12 + 12 - end)
        yield year, (measure.cost_per_year * months / 12).quantize(CENT)


@dataclass(frozen=True, slots=True)
class Quarter:
    """A position in a quarter: hundredths of a person-month needed and there; None where nothing is stated."""

    label: str
    needed: Decimal
    there: Decimal | None

    @property
    def over(self) -> Decimal:
        """By how much it is too little."""
        return max(NOTHING, self.needed - self.there) if self.there is not None else NOTHING

    @property
    def height(self) -> int:
        """How full the position is, in percent; at most 150, for drawings."""
        if not self.there:
            return 150 if self.needed and self.there is not None else 0
        return min(150, int(self.needed * 100 / self.there))


@dataclass(frozen=True, slots=True)
class RoleLoad:
    """A position over the coming quarters, and the measures that count on it."""

    role: StaffRole
    quarters: list[Quarter]
    measures: list[Measure]

    @property
    def is_overloaded(self) -> bool:
        """Tell whether any quarter asks for more than there is."""
        return any(quarter.over for quarter in self.quarters)


def staff_loads(place: Place, today: date) -> list[RoleLoad]:
    """Return every position with what is needed and what is there, by quarter for three years."""
    measures = [m for m in plannable(place) if m.start is not None and m.start.first is not None]
    first = month_of(today) // 3 * 3
    loads = []
    for role in StaffRole.objects.of(place).in_order().prefetch_related("capacities"):
        needs: dict[int, Decimal] = {}
        asking = []
        for measure in measures:
            for demand in measure.demands.all():
                if demand.role_id == role.pk:
                    asking.append(measure)
                    _spread(measure, demand.months, needs)
        rows = list(role.capacities.all())
        loads.append(RoleLoad(role, [_quarter(first + 3 * n, needs, rows) for n in range(_QUARTERS)], asking))
    return loads


def _spread(measure: Measure, months: Decimal, needs: dict[int, Decimal]) -> None:
    start = measure.start.first if measure.start else None
    if start is None:
        return
    duration = duration_of(measure) or USUAL_DURATION
    for month in range(month_of(start), month_of(start) + duration):
        needs[month] = needs.get(month, NOTHING) + months / duration


def _quarter(first: int, needs: dict[int, Decimal], rows: Sequence[Capacity]) -> Quarter:
    months = range(first, first + 3)
    there = Decimal(sum(percent_in(rows, month) for month in months)) / FULL if rows else None
    needed = sum((needs.get(month, NOTHING) for month in months), NOTHING)
    label = _("%(quarter)s. Quartal %(year)s") % {"quarter": first % 12 // 3 + 1, "year": first // 12}
    return Quarter(label, needed.quantize(CENT), there.quantize(CENT) if there is not None else None)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A day in the life of a funding that must not be missed."""

    day: date
    what: str
    advice: str
    measure: Measure
    funding: Funding


def reminders(place: Place, *, since: date) -> list[Reminder]:
    """Return the days of all fundings that matter from a day on, soonest first."""
    words = {
        "apply_by": (_("Antrag stellen"), _("Danach gibt es aus diesem Programm nichts mehr.")),
        "notice_on": (_("Bewilligung erwartet"), _("Erst danach darf bestellt und beauftragt werden.")),
        "ends_on": (_("Förderung endet"), _("Bis dahin muss alles abgerechnet sein. Wer zahlt danach den Betrieb?")),
        "proof_by": (_("Verwendungsnachweis abgeben"), _("Rechnungen, Fotos und Sachbericht bereitlegen.")),
    }
    fundings = Funding.objects.filter(measure__in=Measure.objects.of(place).exclude(status="dropped"))
    found = [
        Reminder(day, *words[name], measure=funding.measure, funding=funding)
        for funding in fundings.exclude(stage=Funding.Stage.REFUSED).select_related("measure__municipality__parent")
        for name in words
        if (day := getattr(funding, name)) is not None and day >= since
        and not (name == "apply_by" and funding.stage in {Funding.Stage.APPLIED, Funding.Stage.GRANTED})
        and not (name == "notice_on" and funding.stage == Funding.Stage.GRANTED)
    ]  # fmt: skip
    return sorted(found, key=lambda reminder: (reminder.day, reminder.measure.sort_key))
