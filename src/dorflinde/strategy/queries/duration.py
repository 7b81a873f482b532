"""How long a measure takes: as it says itself, else as its dates say."""

from dorflinde.methods.gantt import month_of
from dorflinde.strategy.models import Measure, PlanningFacts

USUAL_DURATION = 6  # months, for a measure that says neither how long it takes nor when it ends


def duration_of(measure: Measure) -> int | None:
    """Return the months a measure takes: as stated, else between its planned dates; None if neither is known."""
    facts = facts_of(measure)
    if facts is not None and facts.duration:
        return facts.duration
    start, end = measure.start, measure.end
    if start is None or end is None or start.first is None or end.last is None:
        return None
    return max(1, month_of(end.last) - month_of(start.first) + 1)


def facts_of(measure: Measure) -> PlanningFacts | None:
    """Return what a measure says for the planning, if anything."""
    return getattr(measure, "planning", None)  # the reverse side of a one-to-one: absent or there
