"""What the strategy lays on the square of a municipality."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dorflinde.places.public import Place
from dorflinde.strategy import queries
from dorflinde.strategy.models import Measure
from dorflinde.trail import public as trail


def roadmap_card(request: HttpRequest, municipality: Place) -> SafeString | None:
    """The roadmap at a glance; nothing as long as there are no measures."""
    measures = Measure.objects.of(municipality).public()
    numbers = queries.numbers(measures)
    if not numbers.total:
        return None
    return _card(
        "roadmap", request, {"place": municipality, "numbers": numbers, "next": queries.coming_up(measures, most=2)}
    )


def latest_card(request: HttpRequest, municipality: Place) -> SafeString | None:
    """What became of it: the newest steps on the trails of this place."""
    steps = trail.latest_steps(municipality, most=3)
    return _card("latest", request, {"place": municipality, "steps": steps}) if steps else None


def _card(name: str, request: HttpRequest, context: dict[str, Any]) -> SafeString:
    return SafeString(render_to_string(f"strategy/cards/{name}.html", context, request))
