"""How the baseline is drawn: a radar and bars, worked out here so that the templates only write down numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from dorflinde.strategy.models import HIGHEST
from dorflinde.strategy.queries import DimensionResult

RADIUS, LABELS = 130.0, 158.0


@dataclass(frozen=True, slots=True)
class Spoke:
    """One dimension of the radar: the end of its line and its label."""

    number: int
    title: str
    x: float
    y: float
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Radar:
    """Everything the radar needs: rings, spokes and one outline each for today, target and earlier."""

    spokes: tuple[Spoke, ...]
    rings: tuple[str, ...]
    today: str
    target: str
    earlier: str
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table beside the charts."""

    number: int
    result: DimensionResult
    earlier: float | None

    @property
    def change(self) -> float | None:
        """How far the dimension has moved since the earlier assessment."""
        today = self.result.today
        return None if today is None or self.earlier is None else today - self.earlier


@dataclass(frozen=True, slots=True)
class Bar:
    """One pair of bars; widths in units of the drawing."""

    title: str
    y: int
    today: float
    target: float
    today_words: float | None
    target_words: float | None


def rows(found: Sequence[DimensionResult], before: Sequence[DimensionResult] | None) -> list[Row]:
    """Return the dimensions with what they were at the assessment before."""
    then = {one.dimension.key: one.today for one in before or ()}
    return [Row(number, one, then.get(one.dimension.key)) for number, one in enumerate(found, start=1)]


def radar(found: Sequence[DimensionResult], before: Sequence[DimensionResult] | None) -> Radar:
    """Return the radar of an assessment; a dimension nobody answered lies in the middle."""
    spokes = tuple(
        Spoke(number + 1, one.dimension.title, *_point(number, len(found), RADIUS), *_point(number, len(found), LABELS))
        for number, one in enumerate(found)
    )
    rings = tuple(_outline([float(level)] * len(found)) for level in range(1, HIGHEST + 1))
    today = [one.today for one in found]
    dots = tuple(
        _point(number, len(found), RADIUS * value / HIGHEST) for number, value in enumerate(today) if value is not None
    )
    return Radar(
        spokes, rings, _outline(today), _outline([one.target for one in found]),
        _outline([one.today for one in before]) if before else "", dots,
    )  # fmt: skip


def bars(found: Sequence[DimensionResult]) -> list[Bar]:
    """Return a pair of bars for each dimension."""
    return [
        Bar(one.dimension.title, number * 56, _width(one.today), _width(one.target), one.today, one.target)
        for number, one in enumerate(found)
    ]


def _outline(values: Sequence[float | None]) -> str:
    if not any(values):
        return ""
    corners = (_point(number, len(values), RADIUS * (value or 0) / HIGHEST) for number, value in enumerate(values))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def _point(number: int, total: int, radius: float) -> tuple[float, float]:
    angle = 2 * pi * number / total - pi / 2
    return round(radius * cos(angle), 1), round(radius * sin(angle), 1)


def _width(value: float | None) -> float:
    return round((value or 0) / HIGHEST * 300, 1)
