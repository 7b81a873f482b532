"""Where the measures of a roadmap stand in time: the same rows for the page everyone sees and for the printed chart."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dorflinde.core.dates import Precision
from dorflinde.methods.gantt import Milestone, Row, Window, month_of
from dorflinde.strategy.models import Dependency, Measure, Status

SHORTEST = 3  # months that a measure without a planned end is shown with, until somebody says more
MOST_YEARS = 12  # a chart of more years cannot be read; what lies outside is named beside it


def rows_of(measures: Iterable[Measure], today: date, *, no_field: str, milestones: bool = False) -> list[Row]:
    """Return a row for every measure, in the order given; those without a start have no place in time.

    With `milestones` each row has its marks; they are loaded then.
    """
    rows = []
    for measure in measures:
        start = _first_month(measure, today)
        rows.append(
            Row(
                id=str(measure.public_id),
                title=str(measure),
                group=measure.field.title if measure.field else no_field,
                start=start,
                end=None if start is None else _last_month(measure, start, today),
                status=measure.status,
                progress=measure.shown_progress or 0,
                milestones=tuple(_marks(measure)) if milestones else (),
                depends_on=tuple(str(dependency.depends_on.public_id) for dependency in measure.dependencies.all()),
                ties={
                    str(tie.depends_on.public_id): (tie.kind == Dependency.Kind.START_START, tie.lag)
                    for tie in measure.dependencies.all()
                },
            )
        )
    return rows


def window_of(rows: Sequence[Row], years: Iterable[int], today: date) -> Window:
    """Return whole years around the rows and the years asked for, at most a dozen, today among them if it can be."""
    months = [row.start for row in rows if row.start is not None]
    months += [row.end for row in rows if row.end is not None]
    months += [stone.month for row in rows if row.start is not None for stone in row.milestones]
    known = sorted({month // 12 for month in months} | set(years)) or [today.year]
    first, last = known[0], known[-1]
    if last - first >= MOST_YEARS:
        first = max(first, min(today.year - MOST_YEARS // 2, last - MOST_YEARS + 1))
        last = min(last, first + MOST_YEARS - 1)
    return Window(first * 12, last * 12 + 11)


def _marks(measure: Measure) -> Iterator[Milestone]:
    for stone in measure.milestones.all():
        if stone.due is not None and stone.due.last is not None:
            yield Milestone(stone.title, month_of(stone.due.last))


def _first_month(measure: Measure, today: date) -> int | None:
    start = measure.start
    if start is None:
        return None
    if start.first is not None:
        return month_of(start.first)
    # „sofort“ and „zeitnah“ name no day: they count from the day somebody wrote them, for plans from today at the latest.
    said = month_of(measure.created_at.date())
    waits = measure.status in {Status.IDEA, Status.PLANNED} or start.precision is Precision.SOON
    return max(said, month_of(today)) if waits else min(said, month_of(today))


def _last_month(measure: Measure, start: int, today: date) -> int | None:
    end = measure.end
    if end is not None and end.last is not None:
        return max(month_of(end.last), start)
    if end is not None and end.is_open:
        return None
    # Nobody has said when it ends: at least as long as the start is vague, and until today if it is under way.
    known = measure.start
    least = month_of(known.last) if known is not None and known.last is not None else start + SHORTEST - 1
    if measure.status in {Status.ACTIVE, Status.PAUSED}:
        return max(least, month_of(today), start)
    return max(least, start)
