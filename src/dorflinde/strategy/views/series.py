"""Draws the values of an indicator over time; a changed unit breaks the line."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext as _

from dorflinde.core.money import format_number
from dorflinde.strategy.models import Indicator, IndicatorValue

_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 560, 220, 56, 18, 34
_LONGEST_GAP = 400  # days after which points are not joined: nobody knows what was between


def stretches(values: Sequence[IndicatorValue]) -> list[list[IndicatorValue]]:
    """Return the values that may be joined by a line: same unit, no long gap."""
    found: list[list[IndicatorValue]] = []
    for value in values:
        before = found[-1][-1] if found else None
        joined = before and before.unit == value.unit and (value.first - before.first).days <= _LONGEST_GAP
        if joined:
            found[-1].append(value)
        else:
            found.append([value])
    return found


def breaks(values: Sequence[IndicatorValue]) -> list[IndicatorValue]:
    """Return the values from which something else was counted than before."""
    return [after for before, after in pairwise(values) if before.unit != after.unit]


def draw_series(indicator: Indicator, values: Sequence[IndicatorValue]) -> SafeString:
    """Return the line chart of a series; empty for fewer than two values."""
    if len(values) < 2:
        return SafeString("")
    scale = _Scale(indicator, values)
    title = _("%(name)s im Lauf der Zeit; dieselben Werte stehen in der Tabelle") % {"name": indicator.name}
    parts = [
        f'<svg class="series" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>',
        f'<path class="axis" d="M{_LEFT} {_HEIGHT - _BOTTOM}H{_WIDTH - 12}M{_LEFT} {_TOP}V{_HEIGHT - _BOTTOM}"/>',
    ]
    for number in (scale.low, scale.high):
        parts.append(f'<text class="soft" x="{_LEFT - 6}" y="{scale.y(number) + 4:.1f}" text-anchor="end">{escape(_written(number))}</text>')  # fmt: skip
    for value, anchor in ((values[0], "start"), (values[-1], "end")):
        words = value.when.in_words(get_language() or "de") if value.when else ""
        parts.append(f'<text class="soft" x="{scale.x(value.first):.1f}" y="{_HEIGHT - 12}" text-anchor="{anchor}">{escape(words)}</text>')  # fmt: skip
    if indicator.target_value is not None:
        y = scale.y(indicator.target_value)
        words = _("Ziel %(value)s") % {"value": _written(indicator.target_value)}
        parts.append(f'<path class="target" d="M{_LEFT} {y:.1f}H{_WIDTH - 12}"/><text x="{_LEFT + 6}" y="{y - 5:.1f}">{escape(words)}</text>')  # fmt: skip
    for value in breaks(values):
        x = scale.x(value.first) - 6
        parts.append(f'<path class="break" d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}"><title>{escape(_("ab hier anders gezählt"))}</title></path>')  # fmt: skip
    for stretch in stretches(values):
        points = " ".join(f"{scale.x(value.first):.1f},{scale.y(value.value):.1f}" for value in stretch)
        parts.append(f'<polyline class="line" points="{points}"/>')
    parts += [f'<circle cx="{scale.x(value.first):.1f}" cy="{scale.y(value.value):.1f}" r="4"/>' for value in values]
    # Every word in it was escaped where it was drawn.
    return SafeString("".join([*parts, "</svg>"]))


class _Scale:
    """Where a day and a number lie on the drawing; never divides by nothing."""

    def __init__(self, indicator: Indicator, values: Sequence[IndicatorValue]) -> None:
        numbers = [value.value for value in values]
        if indicator.target_value is not None:
            numbers.append(indicator.target_value)
        self.low, self.high = min(*numbers, Decimal(0)), max(numbers)
        if self.low == self.high:
            self.high = self.low + 1
        self.first, self.last = values[0].first, values[-1].first

    def x(self, day: date) -> float:
        """Return the place of a day."""
        days = max(1, (self.last - self.first).days)
        return _LEFT + 10 + (_WIDTH - _LEFT - 36) * (day - self.first).days / days

    def y(self, number: Decimal) -> float:
        """Return the height of a number."""
        return _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * float((number - self.low) / (self.high - self.low))


def _written(number: Decimal) -> str:
    return format_number(number, get_language() or "de")
