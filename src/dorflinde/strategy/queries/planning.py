"""The roadmap as a problem to plan: measures, months, people and money of a municipality as the solver takes them.

What nobody has said limits nothing; what is assumed instead is named, so that a page can say it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_UP, Decimal

from dorflinde.methods.gantt import month_of
from dorflinde.methods.planning import Capacity as MonthlyCapacity, Grant, Link, Problem, Task
from dorflinde.places.public import Place
from dorflinde.strategy.models import (
    FULL,
    Capacity,
    Ceiling,
    Dependency,
    Funding,
    Measure,
    MeasureQuerySet,
    Pin,
    Priority,
    StaffRole,
    Status,
)

from .duration import USUAL_DURATION, duration_of, facts_of
from .measures import current_strategy
from .spending import running_by_year, spending_of

USUAL_WEIGHT = 3
SHORTEST_WINDOW = 36  # months
_UNDER_WAY = (Status.ACTIVE, Status.PAUSED)
_WEIGHTS: dict[str, int] = {Priority.HIGH: 5, Priority.MEDIUM: 3, Priority.LOW: 1}


@dataclass(slots=True)
class Plan:
    """A problem, the measures behind it, and what had to be assumed about them."""

    problem: Problem
    measures: dict[str, Measure]
    assumed_duration: list[Measure] = field(default_factory=list)
    without_cost: list[Measure] = field(default_factory=list)


def plannable(place: Place) -> MeasureQuerySet:
    """Return the measures a proposal speaks of: all that are neither done nor given up."""
    return Measure.objects.of(place).unfinished().with_planning().with_money().by_number()


def plan_of(place: Place, today: date) -> Plan:
    """Return the roadmap of a municipality as a problem that begins this month; a fixed number of questions."""
    measures = list(plannable(place))
    this_month = month_of(today)
    plan = Plan(Problem((), this_month, this_month), {str(measure.public_id): measure for measure in measures})
    tasks = tuple(_task(measure, this_month, plan) for measure in measures)
    plan.problem = Problem(
        tasks=tasks,
        first=this_month,
        last=_last_month(place, tasks, this_month),
        links=_links(measures),
        capacities=_capacities(place, this_month),
        budgets=_budgets(place, this_month),
        grants=tuple(grant for measure in measures for grant in _grants(measure)),
    )
    return plan


def pin_of(measure: Measure) -> Pin | None:
    """Return the pin of a measure whose date stands."""
    return getattr(measure, "pin", None)


def cents(amount: Decimal | None) -> int:
    """Return euros as whole cents; unknown is nothing."""
    return int((amount or Decimal(0)) * 100)


def _task(measure: Measure, this_month: int, plan: Plan) -> Task:
    duration = duration_of(measure)
    if duration is None:
        duration = USUAL_DURATION
        plan.assumed_duration.append(measure)
    if measure.cost_once is None and _running(measure) is None:
        plan.without_cost.append(measure)
    start = month_of(measure.start.first) if measure.start is not None and measure.start.first else None
    under_way = measure.status in _UNDER_WAY
    facts = facts_of(measure)
    pinned = start if under_way or pin_of(measure) is not None else None
    if under_way and start is None:
        pinned = this_month  # it runs; when it began nobody has written down
    return Task(
        id=str(measure.public_id),
        title=str(measure),
        duration=duration,
        weight=measure.benefit or _WEIGHTS.get(measure.priority, USUAL_WEIGHT),
        planned=start,
        pinned=pinned,
        earliest=month_of(facts.earliest) if facts and facts.earliest else None,
        latest=month_of(facts.latest) if facts and facts.latest else None,
        demand={str(demand.role.public_id): _each_month(demand.months, duration) for demand in measure.demands.all()},
        cost=cents(measure.own_share),
        spread=_spread(measure, start),
        running=cents(_running(measure)),
    )  # fmt: skip


def _spread(measure: Measure, start: int | None) -> dict[int, int]:
    """Return the cents of each year counted from that of today's start; nothing where all of it falls into this one."""
    own = spending_of(measure).own
    first = min(own, default=0) if start is None else start // 12
    found = {year - first: cents(amount) for year, amount in own.items()}
    if not set(found) - {0}:
        return {}
    found[0] = found.get(0, 0) + cents(measure.own_share) - sum(found.values())  # what is said for no year
    return found


def _running(measure: Measure) -> Decimal | None:
    """Return the running cost of a year: as said for any year, else the most that was said for one."""
    said = [cost.running for cost in measure.costs.all() if cost.running is not None]
    return measure.cost_per_year if measure.cost_per_year is not None else max(said, default=None)


def _each_month(months: Decimal, duration: int) -> int:
    """Return hundredths of a person-month for each month of the run, rounded up: half a day too much fits, too little does not."""
    return int((months * FULL / duration).to_integral_value(ROUND_UP))


def _last_month(place: Place, tasks: Sequence[Task], this_month: int) -> int:
    strategy = current_strategy(place)
    last = max(this_month + SHORTEST_WINDOW - 1, month_of(strategy.ends_on) if strategy else 0)
    longest = max((task.duration for task in tasks), default=1)
    return max(last, this_month + longest + 11, *(task.pinned + task.duration for task in tasks if task.pinned), 0)


def _links(measures: Sequence[Measure]) -> tuple[Link, ...]:
    keys = {measure.pk: str(measure.public_id) for measure in measures}
    rows = Dependency.objects.filter(measure__in=keys, depends_on__in=keys).order_by("pk")
    return tuple(
        Link(keys[row.depends_on_id], keys[row.measure_id], "ss" if row.kind == Dependency.Kind.START_START else "fs", row.lag)
        for row in rows
    )  # fmt: skip


def _capacities(place: Place, first: int) -> dict[str, MonthlyCapacity]:
    """Return the months of each position; one without any capacity stated limits nothing."""
    found: dict[str, MonthlyCapacity] = {}
    for role in StaffRole.objects.of(place).in_order().prefetch_related("capacities"):
        rows = list(role.capacities.all())
        if not rows:
            continue
        by_month: dict[int, int] = {}
        last_known = max(month_of(row.last_month or row.first_month) for row in rows)
        open_ended = sum(row.percent for row in rows if row.last_month is None)
        for month in range(min(first, *(month_of(row.first_month) for row in rows)), last_known + 2):
            by_month[month] = percent_in(rows, month)
        found[str(role.public_id)] = MonthlyCapacity(by_month, open_ended)
    return found


def percent_in(rows: Sequence[Capacity], month: int) -> int:
    """Return how much of a position works in a month, in percent of a full one."""
    return sum(
        row.percent
        for row in rows
        if month_of(row.first_month) <= month and (row.last_month is None or month <= month_of(row.last_month))
    )


def _budgets(place: Place, first: int) -> Mapping[int, int]:
    """Return what is left of each year's ceiling: what is done was paid from it as well, and its running cost goes on."""
    rows = Ceiling.objects.filter(municipality=place.municipality, year__gte=first // 12)
    left = {row.year: row.amount for row in rows}
    done = Measure.objects.of(place).filter(status=Status.DONE).select_related("planning").with_money() if left else ()
    for measure in done:
        for year, amount in (*spending_of(measure).own.items(), *running_by_year(measure, max(left))):
            if year in left:
                left[year] -= amount
    return {year: max(0, cents(amount)) for year, amount in left.items()}


def _grants(measure: Measure) -> list[Grant]:
    """Return the fundings that bind a start: spending before the notice is forbidden, money after the end is lost."""
    return [
        Grant(
            task=str(measure.public_id),
            title=str(funding),
            not_before=month_of(funding.notice_on) if funding.notice_on and measure.status not in _UNDER_WAY else None,
            finish_by=month_of(funding.ends_on) if funding.ends_on else None,
            penalty=cents(funding.share_of(measure.cost_once)),
            is_pinned=funding.deadline == Funding.Deadline.FIRM,
        )
        for funding in measure.fundings.all()
        if funding.stage != Funding.Stage.REFUSED and (funding.notice_on or funding.ends_on)
    ]
