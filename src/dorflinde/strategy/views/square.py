"""What the strategy lays on the square of a municipality."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dorflinde.core import subjects
from dorflinde.places.public import Place
from dorflinde.strategy import queries
from dorflinde.strategy.models import Measure, VoteRound
from dorflinde.trail import public as trail


def roadmap_card(request: HttpRequest, municipality: Place) -> SafeString | None:
    """The roadmap at a glance; nothing as long as there are no measures."""
    measures = Measure.objects.of(municipality).public()
    numbers = queries.numbers(measures)
    if not numbers.total:
        return None
    return _card("roadmap", {"place": municipality, "numbers": numbers, "next": queries.coming_up(measures, most=2)})


def vote_card(request: HttpRequest, municipality: Place) -> SafeString | None:
    """The dot votes that run now; nothing when there is none."""
    running = VoteRound.objects.filter(municipality=municipality.municipality).open_to_residents()
    votes = list(running.select_related("municipality")[:3])
    return _card("vote", {"votes": votes}) if votes else None


def latest_card(request: HttpRequest, municipality: Place) -> SafeString | None:
    """What became of it: the newest steps on the trails of this place, each with the thing it is about."""
    steps = trail.latest_steps(municipality, most=12)
    things = subjects.describe_all(step.node.ref for step in steps)
    newest = {step.node.ref: step for step in reversed(steps)}  # one line for each thing, however much happened to it
    shown = [(step, things[ref]) for ref, step in newest.items() if ref in things and things[ref].is_public]
    shown.sort(key=lambda row: row[0].at, reverse=True)
    return _card("latest", {"place": municipality, "rows": shown[:3]}) if shown else None


def _card(name: str, context: dict[str, Any]) -> SafeString:
    # without the request: the frame of the page is not worked out again for each card
    return SafeString(render_to_string(f"strategy/cards/{name}.html", context))
