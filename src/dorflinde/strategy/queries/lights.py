"""How a figure stands against its target: a traffic light that always carries its word."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from dorflinde.strategy.models import Direction, GoalIndicator, Indicator

GREEN, AMBER, RED, GREY = "good", "risk", "late", "grey"


@dataclass(frozen=True, slots=True)
class Light:
    """A traffic light with its word: never a colour alone."""

    state: str
    words: str


def light_of(indicator: Indicator | GoalIndicator) -> Light:
    """Return how an indicator of a measure or a goal stands against its way from baseline to target."""
    better, baseline, current, target = _figures(indicator)
    if current is None:
        return Light(GREY, _("noch nichts gezählt"))
    if target is None:
        return Light(GREY, _("ohne Ziel"))
    if better is None:
        return Light(GREEN, _("gehalten")) if current == target else Light(GREY, _("Richtung unbekannt"))
    if current >= target if better == Direction.UP else current <= target:
        return Light(GREEN, _("Ziel erreicht"))
    if baseline is None:
        return Light(AMBER, _("noch nicht am Ziel"))
    if current < baseline if better == Direction.UP else current > baseline:
        return Light(RED, _("schlechter als am Anfang"))
    reached = indicator.reached or 0
    return Light(AMBER if reached < 50 else GREEN, _("%(percent)s %% des Weges") % {"percent": reached})


def _figures(
    indicator: Indicator | GoalIndicator,
) -> tuple[str | None, Decimal | None, Decimal | None, Decimal | None]:
    """Which way is better, the baseline, the newest value and the target."""
    if isinstance(indicator, GoalIndicator):
        latest = indicator.latest
        return indicator.direction, indicator.baseline, latest.value if latest else None, indicator.target
    return indicator.better, indicator.baseline_value, indicator.current_value, indicator.target_value
