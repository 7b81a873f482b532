"""What became of the plan, for everyone: how it goes, what moved, what comes next, and what the figures say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from dorflinde.core.dates import PlanDate
from dorflinde.strategy import policies, queries
from dorflinde.strategy.models import Health, Indicator, Measure, Status
from dorflinde.strategy.queries import Light, Standing, light_of
from dorflinde.ui.clock import full_day

_MOVED_DAYS, _MOST_MOVES, _MOST_STEPS = 120, 10, 8


@dataclass(frozen=True, slots=True)
class Move:
    """Something that happened to a measure."""

    at: datetime
    measure: Measure
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone that comes next."""

    due: PlanDate | None
    measure: Measure
    title: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator with how it stands."""

    measure: Measure
    indicator: Indicator
    light: Light


@require_safe
def progress(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show everyone how the measures are going, with reasons, and link each to its page."""
    place = policies.public_place(request, municipality)
    public = Measure.objects.of(place).public().shown_in_roadmap()
    measures = list(queries.with_delivery(public).by_number())
    standings = [(measure, queries.health_of(measure, public=True)) for measure in measures]
    groups = queries.fields_with_measures(place, measures)
    context = {
        "place": place,
        "crumbs": [
            (place.name, place.get_absolute_url()),
            (_("Fahrplan"), reverse("strategy:roadmap", args=[place.slug])),
            (_("Fortschritt"), ""),
        ],
        "sentence": _sentence(measures),
        "counts": _counts(standings),
        "worrying": [pair for pair in standings if pair[1].health not in {None, Health.ON_TRACK}],
        "moves": _moves(measures),
        "steps": _steps(measures),
        "figures": [Figure(m, row, light_of(row)) for m in measures for row in m.indicators.all()],
        "fields": [_field(field.title if field else _("Ohne Handlungsfeld"), rows) for field, rows in groups if rows],
        "is_sample": any(measure.is_sample for measure in measures),
        "day": full_day(timezone.localdate()),
    }
    return render(request, "strategy/progress.html", context)


def _sentence(measures: Sequence[Measure]) -> str:
    begun = sum(measure.status in {Status.ACTIVE, Status.PAUSED, Status.DONE} for measure in measures)
    done = sum(measure.status == Status.DONE for measure in measures)
    words = {"begun": begun, "all": len(measures), "done": done}
    if not measures:
        return str(_("Noch gibt es keine Vorhaben"))
    return (
        ngettext(
            "%(begun)s von %(all)s Vorhaben ist begonnen, davon fertig: %(done)s.",
            "%(begun)s von %(all)s Vorhaben sind begonnen, davon fertig: %(done)s.",
            begun,
        )
        % words
    )


def _counts(standings: Sequence[tuple[Measure, Standing]]) -> list[tuple[Standing, int]]:
    """Return each way it can go with how many go so; one that none goes is left out."""
    numbers = {health: sum(standing.health == health for _measure, standing in standings) for health in Health}
    return [(Standing(health, ()), number) for health, number in numbers.items() if number]


def _moves(measures: Sequence[Measure]) -> list[Move]:
    since = timezone.now() - timedelta(days=_MOVED_DAYS)
    moves = [
        Move(change.at, measure, str(change.get_status_display()), change.reason)
        for measure in measures
        for change in measure.status_changes.all()
    ]
    moves += [Move(note.at, measure, _("Zwischenstand"), note.text) for measure in measures for note in measure.notes.all()]  # fmt: skip
    moves += [
        Move(milestone.tick.at, measure, _("Meilenstein erreicht"), milestone.title)
        for measure in measures
        for milestone in measure.milestones.all()
        if milestone.is_done
    ]
    recent = [move for move in moves if move.at >= since]
    return sorted(recent, key=lambda move: move.at, reverse=True)[:_MOST_MOVES]


def _steps(measures: Sequence[Measure]) -> list[Step]:
    steps = [
        Step(milestone.due, measure, milestone.title, milestone.is_overdue)
        for measure in measures
        if measure.status != Status.DONE
        for milestone in measure.milestones.all()
        if not milestone.is_done and milestone.due is not None
    ]
    return sorted(steps, key=lambda step: (step.due.first if step.due else None) or date.max)[:_MOST_STEPS]


def _field(title: str, measures: Sequence[Measure]) -> tuple[str, int, int, int, int]:
    """Return a field with its number of measures, how many are under way and done, and its mean progress in percent."""
    done = sum(measure.status == Status.DONE for measure in measures)
    active = sum(measure.status in {Status.ACTIVE, Status.PAUSED} for measure in measures)
    shares = [100 if measure.status == Status.DONE else measure.shown_progress or 0 for measure in measures]
    return title, len(measures), active, done, round(sum(shares) / len(shares))
