"""How a figure stands against its target: a traffic light that always carries its word."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dorflinde.strategy.models import Direction, Indicator

GREEN, AMBER, RED, GREY = "good", "risk", "late", "grey"


@dataclass(frozen=True, slots=True)
class Light:
    """A traffic light with its word: never a colour alone."""

    state: str
    words: str


def light_of(indicator: Indicator) -> Light:
    """Return how an indicator stands against its way from baseline to target."""
    better, current, target = indicator.better, indicator.current_value, indicator.target_value
    if current is None:
        return Light(GREY, _("noch nichts gezählt"))
    if target is None:
        return Light(GREY, _("ohne Ziel"))
    if better is None:
        return Light(GREEN, _("gehalten")) if current == target else Light(GREY, _("Richtung unbekannt"))
    if current >= target if better == Direction.UP else current <= target:
        return Light(GREEN, _("Ziel erreicht"))
    if indicator.baseline_value is None:
        return Light(AMBER, _("noch nicht am Ziel"))
    if current < indicator.baseline_value if better == Direction.UP else current > indicator.baseline_value:
        return Light(RED, _("schlechter als am Anfang"))
    reached = indicator.reached or 0
    return Light(AMBER if reached < 50 else GREEN, _("%(percent)s %% des Weges") % {"percent": reached})
