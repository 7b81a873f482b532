"""All that can be said about a measure at once, apart from what only moves may change: its status and progress."""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field as with_default
from datetime import date
from decimal import Decimal
from typing import Any, Self

from dorflinde.core.cells import many_lines, one_line
from dorflinde.core.dates import PlanDate
from dorflinde.places.public import Organisation

from .cost import YearCost
from .field import FieldOfAction
from .funding import Funding
from .indicator import Indicator
from .measure import Measure, Visibility


@dataclass(frozen=True, slots=True)
class FundingLine:
    """One payer as a form or a list names it."""

    programme: str = ""
    rate: Decimal | None = None
    amount: Decimal | None = None
    kind: str = Funding.Kind.PROGRAMME.value
    stage: str = ""
    apply_by: date | None = None
    notice_on: date | None = None
    ends_on: date | None = None
    proof_by: date | None = None
    earmarked_until: date | None = None
    deadline: str = ""

    def __post_init__(self) -> None:
        """Keep the name on one line."""
        _tidy(self, one_line, ("programme",))

    @classmethod
    def of(cls, funding: Funding) -> Self:
        """Return what a stored payer says."""
        return cls(**{name: getattr(funding, name) for name in _names(cls)})


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One figure as a form or a list names it."""

    name: str = ""
    baseline: str = ""
    target: str = ""
    current: str = ""
    unit: str = ""
    direction: str = ""

    def __post_init__(self) -> None:
        """Keep every text on one line."""
        _tidy(self, one_line, ("name", "baseline", "target", "current", "unit"))

    @classmethod
    def of(cls, indicator: Indicator) -> Self:
        """Return what a stored figure says."""
        return cls(**{name: getattr(indicator, name) for name in _names(cls)})


@dataclass(frozen=True, slots=True)
class CostLine:
    """What a measure costs in one year as a form or a list names it."""

    year: int
    once: Decimal | None = None
    running: Decimal | None = None

    @classmethod
    def of(cls, cost: YearCost) -> Self:
        """Return what is stored for a year."""
        return cls(cost.year, cost.once, cost.running)


@dataclass(frozen=True, slots=True)
class Profile:
    """The Steckbrief of a measure: given to the actions by forms, imports and the sample region alike.

    Its texts are as a list can hold them, so that a list that went out and comes back says the same.
    """

    title: str
    number: str = ""  # empty: the next free one
    field: FieldOfAction | None = None
    goal: str = ""
    description: str = ""
    lead: str = ""
    lead_organisation: Organisation | None = None
    participants: str = ""
    cost_once: Decimal | None = None
    cost_per_year: Decimal | None = None
    staff_months: Decimal | None = None
    priority: str = ""
    start: PlanDate | None = None
    end: PlanDate | None = None
    medium: str = ""
    effort: int | None = None
    benefit: int | None = None
    risks: str = ""
    origin_text: str = ""
    visibility: str = Visibility.PUBLIC.value
    costs: tuple[CostLine, ...] = with_default(
        default=()
    )  # by year; the one-off cost that is in none falls due at the start
    fundings: tuple[FundingLine, ...] = with_default(default=())
    indicators: tuple[IndicatorLine, ...] = with_default(default=())

    def __post_init__(self) -> None:
        """Keep names on one line, and longer texts without unseen signs."""
        _tidy(self, one_line, ("title", "number", "lead"))
        _tidy(self, many_lines, ("goal", "description", "participants", "risks", "origin_text"))
        said = [line for line in self.costs if line.once is not None or line.running is not None]
        object.__setattr__(self, "costs", tuple(sorted(said, key=lambda line: line.year)))
        if self.cost_once is None and any(line.once is not None for line in self.costs):
            object.__setattr__(self, "cost_once", self.once_by_year)  # nobody has to add up what was said already

    @classmethod
    def of(cls, measure: Measure) -> Self:
        """Return what a stored measure says about itself."""
        plain = {name: getattr(measure, name) for name in _names(cls) if name not in _LINES}
        return cls(
            **plain,
            costs=tuple(CostLine.of(cost) for cost in measure.costs.all()),
            fundings=tuple(FundingLine.of(funding) for funding in measure.fundings.all()),
            indicators=tuple(IndicatorLine.of(indicator) for indicator in measure.indicators.all()),
        )

    def write_on(self, measure: Measure) -> None:
        """Put everything but the lines on a measure, without storing it."""
        for name in _names(type(self)):
            if name not in _LINES:
                setattr(measure, name, getattr(self, name))

    @staticmethod
    def columns(names: Iterable[str]) -> list[str]:
        """Return the columns in which these parts of the profile stand."""
        return [
            column
            for name in names
            if name not in _LINES
            for column in ((f"{name}_on", f"{name}_precision") if name in {"start", "end"} else (name,))
        ]

    def changes(self, before: "Profile") -> list[str]:
        """Return the names of what is different."""
        return [name for name in _names(type(self)) if getattr(self, name) != getattr(before, name)]

    def moved(self, start: PlanDate | None, end: PlanDate | None) -> "Profile":
        """Return the profile at another time; the costs of its years go along."""
        before, after = self.start and self.start.first, start and start.first
        years = after.year - before.year if before and after else 0
        costs = tuple(dataclasses.replace(line, year=line.year + years) for line in self.costs)
        return dataclasses.replace(self, start=start, end=end, costs=costs)

    @property
    def once_by_year(self) -> Decimal:
        """The one-off cost that is said year by year."""
        return sum((line.once for line in self.costs if line.once is not None), Decimal(0))

    @property
    def years_cost_more(self) -> bool:
        """Tell whether the years come to more than the one-off cost as a whole."""
        return self.cost_once is not None and self.once_by_year > self.cost_once

    @property
    def ends_before_it_begins(self) -> bool:
        """Tell whether the planned end lies before the planned start."""
        return (
            self.start is not None
            and self.end is not None
            and self.start.first is not None
            and self.end.last is not None
            and self.end.last < self.start.first
        )


_LINES = frozenset({"costs", "fundings", "indicators"})


def _names(kind: type) -> list[str]:
    return [entry.name for entry in dataclasses.fields(kind)]


def _tidy(said: Any, how: Callable[[str], str], names: Iterable[str]) -> None:
    for name in names:
        object.__setattr__(said, name, how(getattr(said, name)))  # frozen for everyone else
