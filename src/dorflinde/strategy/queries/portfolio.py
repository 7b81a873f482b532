"""The measures by effort and benefit, and which of them can begin at once."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from dorflinde.places.public import Place
from dorflinde.strategy.models import Funding, Measure, StartThreshold, Status

USUAL_THRESHOLD = Decimal(10_000)
# In doubt for the measure: a middling effort still counts as small, a middling benefit as large.
SMALL_EFFORT, LARGE_BENEFIT = 3, 3
LEFT, TOP, CELL_WIDTH, CELL_HEIGHT, RADIUS = 60, 20, 120, 96, 15


@dataclass(frozen=True, slots=True)
class Point:
    """A measure in the drawing, moved aside where several have the same values."""

    measure: Measure
    x: float
    y: float
    radius: float
    quadrant: str
    is_startable: bool


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Points of the drawing, the measures by quadrant, and what has no values yet."""

    points: tuple[Point, ...]
    quadrants: tuple[tuple[str, str, tuple[Point, ...]], ...]
    unrated: tuple[Measure, ...]


def quadrant_labels() -> dict[str, str]:
    """Return what the four fields of the drawing are called."""
    return {
        "now": _("Gleich anpacken"), "prepare": _("Gut vorbereiten"), "aside": _("Nebenbei"), "later": _("Zurückstellen"),
    }  # fmt: skip


def quadrant(effort: int, benefit: int) -> str:
    """Return the field of the drawing in which a measure stands."""
    if benefit >= LARGE_BENEFIT:
        return "now" if effort <= SMALL_EFFORT else "prepare"
    return "aside" if effort <= SMALL_EFFORT else "later"


def threshold_of(place: Place) -> Decimal:
    """Return the amount up to which a measure begins without further ado."""
    kept = StartThreshold.objects.filter(municipality=place.municipality).values_list("amount", flat=True).first()
    return USUAL_THRESHOLD if kept is None else kept


def is_startable(measure: Measure, threshold: Decimal) -> bool:
    """Tell whether a measure could begin tomorrow: nothing to wait for, paid, somebody responsible, little effort."""
    waits = any(row.depends_on.status not in {Status.DONE, Status.DROPPED} for row in measure.dependencies.all())
    granted = [row.share_of(measure.cost_once) for row in measure.fundings.all() if row.stage == Funding.Stage.GRANTED]
    own = (
        None
        if measure.cost_once is None
        else measure.cost_once - sum((share or Decimal(0) for share in granted), Decimal(0))
    )
    return (
        measure.status in {Status.IDEA, Status.PLANNED}
        and not waits
        and own is not None
        and own <= threshold
        and bool(measure.lead or measure.lead_organisation_id)
        and measure.effort is not None
        and measure.effort <= SMALL_EFFORT
    )


def portfolio(measures: Iterable[Measure], threshold: Decimal) -> Portfolio:
    """Lay out the measures; their profile is loaded."""
    cells: dict[tuple[int, int], list[Measure]] = {}
    unrated = []
    for measure in measures:
        if measure.effort is None or measure.benefit is None:
            unrated.append(measure)
        else:
            cells.setdefault((measure.effort, measure.benefit), []).append(measure)
    points = [point for cell, here in sorted(cells.items()) for point in _spread(cell, here, threshold)]
    quadrants = tuple(
        (name, label, tuple(sorted((point for point in points if point.quadrant == name), key=_by_number)))
        for name, label in quadrant_labels().items()
    )
    return Portfolio(tuple(points), quadrants, tuple(unrated))


def _spread(cell: tuple[int, int], here: Sequence[Measure], threshold: Decimal) -> list[Point]:
    effort, benefit = cell
    centre_x, centre_y = LEFT + (effort - 0.5) * CELL_WIDTH, TOP + (5.5 - benefit) * CELL_HEIGHT
    columns = max(1, min(len(here), math.ceil(math.sqrt(len(here) * CELL_WIDTH / CELL_HEIGHT))))
    rows = math.ceil(len(here) / columns)
    step = min(2 * RADIUS + 4, (CELL_WIDTH - 4) / columns, (CELL_HEIGHT - 4) / rows)
    radius = min(RADIUS, step / 2 - 1)
    points = []
    for index, measure in enumerate(here):
        row, column = divmod(index, columns)
        in_row = min(columns, len(here) - row * columns)
        x = centre_x + (column - (in_row - 1) / 2) * step
        y = centre_y + (row - (rows - 1) / 2) * step
        points.append(
            Point(
                measure,
                round(x, 1),
                round(y, 1),
                round(radius, 1),
                quadrant(effort, benefit),
                is_startable(measure, threshold),
            )
        )
    return points


def _by_number(point: Point) -> str:
    return point.measure.sort_key
