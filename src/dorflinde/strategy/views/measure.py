"""The public page of a measure."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dorflinde.strategy import policies, queries
from dorflinde.strategy.models import Indicator, IndicatorValue, Measure
from dorflinde.strategy.queries import Light, light_of
from dorflinde.trail import public as trail

from .profile import funding_rows, indicator_rows, money_facts, profile_facts
from .series import draw_series


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened to a measure, for its timeline."""

    at: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """A figure of a measure with its values over time."""

    indicator: Indicator
    light: Light
    values: Sequence[IndicatorValue]
    chart: SafeString


@require_safe
def measure(request: HttpRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Show everyone what a measure is about, how far it is, and from whose words it grew."""
    place = policies.public_place(request, municipality)
    found = policies.visible_measure(request.user, place, measure)
    notice = urlencode({"adresse": found.get_absolute_url(), "sache": str(found.ref)})
    trail_url = trail.url_of(found.ref)
    context = {
        "place": place,
        "crumbs": [
            (place.name, place.get_absolute_url()),
            (_("Fahrplan"), reverse("strategy:roadmap", args=[place.slug])),
            (found.number, ""),
        ],
        "measure": found,
        "facts": profile_facts(found),
        "money": money_facts(found),
        "fundings": funding_rows(found),
        "indicators": indicator_rows(found),
        "standing": queries.health_of(found, public=True),
        "milestones": list(found.milestones.select_related("tick")),
        "decisions": list(found.decisions.filter(is_public=True)),
        "series": _series(found),
        "news": _news(found),
        "origins": trail.origins_of(found.ref),
        "needs": [dependency.depends_on for dependency in found.dependencies.all() if dependency.depends_on.is_public],
        "needed_by": [row.measure for row in found.dependents.select_related("measure") if row.measure.is_public],
        "trail_url": trail_url,
        "follow_key": resolve(trail_url).kwargs["key"] if trail_url else None,
        "is_following": trail.is_following(found.ref, request.user),
        "may_edit": policies.may_edit(request.user, place),
        "notice_url": f"{reverse('moderation:notice')}?{notice}",
    }
    return render(request, "strategy/measure.html", context)


def _series(measure: Measure) -> list[Series]:
    """Return the figures that were counted at least once."""
    rows = [(indicator, list(indicator.values.all())) for indicator in measure.indicators.prefetch_related("values")]
    return [Series(row, light_of(row), values, draw_series(row, values)) for row, values in rows if values]


def _news(measure: Measure) -> list[News]:
    """Return the measure's own history, newest first: moves and words on its progress."""
    said = [News(note.at, _("Zwischenstand"), note.text) for note in measure.notes.all()]
    moved = [
        News(change.at, str(change.get_status_display()), change.reason) for change in measure.status_changes.all()
    ]
    return sorted([*said, *moved], key=lambda news: news.at, reverse=True)
