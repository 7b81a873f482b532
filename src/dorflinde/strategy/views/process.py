"""The way through a cycle: the overview with its steps, what was said about a step, and the cycles over the years."""

import datetime
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import CycleForm, StepMarkForm, StepPlanForm
from dorflinde.strategy.models import StepPlan, Strategy

from .frame import workbench_page


@login_required
@require_safe
def index(request: UserRequest, municipality: str) -> HttpResponse:
    """Show the steps of the cycle with the current one open, beside them numbers, gaps and dates."""
    place = policies.workbench(request, municipality)
    measures = policies.visible_measures(request.user, place)
    cycle = queries.Cycle(place, queries.own_cycle(place))
    steps = queries.path(cycle)
    numbers, table = cycle.numbers, reverse("workshop:measures", args=[place.slug])
    return workbench_page(
        request, "index", place, tab="index",
        strategy=cycle.strategy, steps=steps, current=queries.current_step(steps), numbers=numbers,
        behind=sum(one.is_behind for one in steps), figures=_figures(numbers, table),
        gaps=[(label, count, f"{table}?fehlt={name}") for name, label, count in queries.gaps(measures)],
        coming_up=queries.coming_up(measures),
        late=list(measures.late().for_list().by_number()[:5]),
        origins=[origin for _kind, found in queries.possible_origins(place, "", most=4)[:1] for origin in found],
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def step(request: UserRequest, municipality: str, key: str) -> HttpResponse:
    """Say who looks after a step and until when, and show what is ready."""
    place = policies.editable_workbench(request, municipality)
    now, strategy = _step(place, key)
    known = now.plan or StepPlan(strategy=strategy, step=key)
    form = StepPlanForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        actions.plan_step(strategy, key, actor=request.user, **form.cleaned_data)
        messages.success(request, _("„%(step)s“ ist eingeplant.") % {"step": now.step.title})
        return redirect("workshop:index", place.slug)
    return _step_page(request, place, now, form, StepMarkForm(is_closed=now.is_closed))


@login_required
@require_POST
def mark(request: UserRequest, municipality: str, key: str) -> HttpResponse:
    """Write down that a step is done, done on paper, left out or taken up again."""
    place = policies.editable_workbench(request, municipality)
    now, strategy = _step(place, key)
    form = StepMarkForm(request.POST, is_closed=now.is_closed)
    if form.is_valid():
        said = form.cleaned_data
        actions.mark_step(strategy, key, said["kind"], note=said["note"], actor=request.user)
        messages.success(request, _("„%(step)s“ ist eingetragen.") % {"step": now.step.title})
        return redirect("workshop:index", place.slug)
    return _step_page(request, place, now, StepPlanForm(instance=now.plan), form)


@login_required
@require_POST
def unmark(request: UserRequest, municipality: str, key: str) -> HttpResponse:
    """Take back what was said last about a step."""
    place = policies.editable_workbench(request, municipality)
    now, strategy = _step(place, key)
    if actions.unmark_step(strategy, key, actor=request.user):
        messages.success(request, _("Bei „%(step)s“ gilt wieder, was davor galt.") % {"step": now.step.title})
    return redirect("workshop:index", place.slug)


@login_required
@require_safe
def cycles(request: UserRequest, municipality: str) -> HttpResponse:
    """List the strategies over the years."""
    place = policies.workbench(request, municipality)
    return workbench_page(
        request, "cycles", place, tab="cycles", strategies=list(Strategy.objects.of(place).newest_first())
    )


@login_required
@require_safe
def cycle(request: UserRequest, municipality: str, strategy: uuid.UUID) -> HttpResponse:
    """Read a strategy, also one of earlier years, with what was said about its steps."""
    place = policies.workbench(request, municipality)
    found = get_object_or_404(Strategy.objects.of(place), public_id=strategy)
    texts = {"vision", "foreword", "process", "baseline", "continuation"}
    titles = {one.key: one.title for one in queries.STEPS}
    marks = list(found.step_marks.newest_first().select_related("marked_by"))
    return workbench_page(
        request, "cycle", place, tab="cycles", strategy=found,
        texts=[
            (one.verbose_name, getattr(found, one.name)) for one in Strategy._meta.fields
            if one.name in texts and getattr(found, one.name)
        ],
        marks=[(titles.get(one.step, one.step), one) for one in marks],
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: UserRequest, municipality: str) -> HttpResponse:
    """Begin the first or the next strategy."""
    place = policies.editable_workbench(request, municipality)
    before = queries.own_cycle(place)
    form = CycleForm(
        request.POST or None, instance=Strategy(place=place), has_earlier=before is not None,
        initial=_next_years(place, before),
    )  # fmt: skip
    if form.is_valid():
        actions.begin_cycle(place, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Die Strategie ist begonnen. Der nächste Schritt steht unten aufgeklappt."))
        return redirect("workshop:index", place.slug)
    return workbench_page(request, "cycle_new", place, tab="cycles", form=form, before=before)


def _step(place: Place, key: str) -> tuple[queries.StepNow, Strategy]:
    strategy = queries.own_cycle(place)
    found = next((one for one in queries.path(queries.Cycle(place, strategy)) if one.step.key == key), None)
    if found is None or strategy is None:
        raise Http404(_("Diesen Schritt gibt es hier nicht."))
    return found, strategy


def _step_page(
    request: UserRequest, place: Place, now: queries.StepNow, form: StepPlanForm, mark_form: StepMarkForm
) -> HttpResponse:
    return workbench_page(request, "step", place, tab="index", now=now, form=form, mark_form=mark_form)


def _next_years(place: Place, before: Strategy | None) -> dict[str, Any]:
    first = timezone.localdate().year if before is None else max(before.ends_on.year + 1, timezone.localdate().year)
    years = {"first": first, "last": first + 4, "place": place.name}
    return {
        "title": _("Digitalstrategie %(place)s %(first)s bis %(last)s") % years,
        "starts_on": datetime.date(first, 1, 1),
        "ends_on": datetime.date(first + 4, 12, 31),
    }


def _figures(numbers: queries.Numbers, table: str) -> list[tuple[Any, str, str]]:
    return [
        (numbers.total, _("Maßnahmen"), table),
        (numbers.active, _("laufen"), f"{table}?stand=active"),
        (numbers.done, _("sind fertig"), f"{table}?stand=done"),
        (numbers.late, _("sind verspätet"), f"{table}?stand=verspaetet"),
    ]
