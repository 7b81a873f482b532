"""Draws when what ends, as an arc with today in its middle; words and numbers beside every point, the table says the same."""

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dorflinde.strategy.models import Measure
from dorflinde.strategy.queries import Worry

_WIDTH, _HEIGHT, _RADIUS = 640, 340, 290


def draw_radar(rows: Sequence[tuple[Measure, Worry]], most: int) -> SafeString:
    """Return half a radar: the nearer the end, the nearer to the middle; shape tells how much is missing."""
    x0, y0 = _WIDTH / 2, _HEIGHT - 22
    parts = [
        f'<svg class="radar" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="radar-titel">'
        f'<title id="radar-titel">{escape(_("Was wann endet; dieselben Angaben stehen in der Tabelle darunter"))}</title>'
    ]
    for share in (1 / 3, 2 / 3, 1):
        radius = _RADIUS * share
        parts.append(f'<path class="ring" d="M{x0 - radius:.0f} {y0:.0f}A{radius:.0f} {radius:.0f} 0 0 1 {x0 + radius:.0f} {y0:.0f}"/>')  # fmt: skip
        label = _("%(n)s Monate") % {"n": round(most * share)}
        parts.append(f'<text class="ring-text" x="{x0 + radius - 4:.0f}" y="{y0 + 16:.0f}" text-anchor="end">{escape(label)}</text>')  # fmt: skip
    parts.append(
        f'<text class="ring-text" x="{x0:.0f}" y="{y0 + 16:.0f}" text-anchor="middle">{escape(_("heute"))}</text>'
    )
    for place, (measure, worry) in enumerate(rows):
        angle = pi * (place + 0.5) / len(rows)
        far = _RADIUS * max(0.06, min(1.0, max(0, worry.months or 0) / most))
        parts.append(_point(measure, worry, x0 - far * cos(angle), y0 - far * sin(angle)))
    # Every word in it was escaped where it was drawn.
    return SafeString("".join([*parts, "</svg>"]))


def _point(measure: Measure, worry: Worry, x: float, y: float) -> str:
    many = len(worry.missing) > 1
    shape = f'<path d="M{x:.1f} {y - 8:.1f}l8 14h-16z"/>' if many else f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6"/>'
    words = escape(f"{measure}: {worry.sentence}")
    return (
        f'<g class="point{" grave" if many else ""}"><title>{words}</title>{shape}'
        f'<text x="{x:.1f}" y="{y - 12:.1f}" text-anchor="middle">{escape(measure.number)}</text></g>'
    )
