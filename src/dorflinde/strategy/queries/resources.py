"""People by quarter, as the head of office needs them.

People work evenly over the run of a measure. What nobody has said is named, never counted as nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dorflinde.core.money import CENT
from dorflinde.methods.gantt import month_of
from dorflinde.places.public import Place
from dorflinde.strategy.models import FULL, Capacity, Measure, StaffRole

from .duration import USUAL_DURATION, duration_of
from .planning import percent_in, plannable
from .spending import NOTHING

_QUARTERS = 12


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
