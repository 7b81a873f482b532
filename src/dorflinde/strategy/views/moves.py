"""Moving a measure along: dates, status, a word on its progress, one line of the table."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dorflinde.accounts.public import UserRequest
from dorflinde.core.dates import months_after
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import FilterForm, ReportForm, RowForm, ScheduleForm, StatusForm
from dorflinde.strategy.models import Dependency, Measure, Status
from dorflinde.trail import public as trail

from .frame import workbench_page


@login_required
@require_http_methods(["GET", "POST"])
def schedule(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Give a measure its place in time."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    form = ScheduleForm(request.POST or None, initial={"start": found.start, "end": found.end})
    if form.is_valid():
        if actions.schedule(found, form.cleaned_data["start"], form.cleaned_data["end"], actor=request.user):
            messages.success(request, _("Im Fahrplan: %(period)s.") % {"period": found.period})
        return redirect("workshop:measure", place.slug, found.public_id)
    return _move(request, found, form, heading=_("Wann?"), action=_("In den Fahrplan"), clashes=_clashes(found))


@login_required
@require_http_methods(["GET", "POST"])
def status(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Say how far a measure is now, and why."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    form = StatusForm(request.POST or None, initial={"status": found.status, "progress": found.progress})
    if form.is_valid():
        said = form.cleaned_data
        if actions.change_status(
            found, said["status"], reason=said["reason"], progress=said["progress"], actor=request.user
        ):
            messages.success(request, _("Der Stand ist jetzt: %(status)s.") % {"status": found.get_status_display()})
        return redirect("workshop:measure", place.slug, found.public_id)
    return _move(
        request, found, form, heading=_("Wie weit ist es?"), action=_("Stand ändern"), unfinished=_unfinished(found)
    )


@login_required
@require_http_methods(["GET", "POST"])
def report(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Write in a few words how a measure is going."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    form = ReportForm(request.POST or None, initial={"progress": found.progress})
    if form.is_valid():
        actions.report_progress(
            found, form.cleaned_data["text"], progress=form.cleaned_data["progress"], actor=request.user
        )
        messages.success(request, _("Danke. Der Zwischenstand steht auf der Seite der Maßnahme."))
        return redirect("workshop:measure", place.slug, found.public_id)
    return _move(request, found, form, heading=_("Was gibt es Neues?"), action=_("Zwischenstand veröffentlichen"))


@login_required
@require_http_methods(["GET", "POST"])
def row(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Change status, priority and dates in the line of the table; without JavaScript on a page of its own."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    is_fragment = request.headers.get("HX-Request") == "true"
    if is_fragment and "abbrechen" in request.GET:
        return _line(request, found)
    form = RowForm(request.POST or None, measure=found)
    if form.is_valid():
        said = form.cleaned_data
        actions.change_line(
            found,
            priority=said["priority"],
            start=said["start"],
            end=said["end"],
            status=said["status"],
            actor=request.user,
        )
        if is_fragment:
            return _line(request, found)
        messages.success(request, _("„%(title)s“ ist gespeichert.") % {"title": found.title})
        return redirect(f"{reverse('workshop:measures', args=[place.slug])}#zeile-{found.public_id}")
    if is_fragment:
        return render(
            request,
            "strategy/workshop/parts/row_form.html",
            {
                "place": place,
                "measure": found,
                "form": form,
                "filters": _columns(request, place),
                "width": 3 + len(_columns(request, place).columns),
            },
        )
    return _move(request, found, form, heading=_("Kurz ändern"), action=_("Speichern"))


def _move(
    request: UserRequest, measure: Measure, form: forms.Form, *, heading: str, action: str, **more: Any
) -> HttpResponse:
    return workbench_page(
        request, "move", measure.municipality, tab="measures", measure=measure, form=form, heading=heading, action=action,
        followers=len(trail.followers_of(measure.ref)) if measure.is_public else 0, **more,
    )  # fmt: skip


def _line(request: UserRequest, measure: Measure) -> HttpResponse:
    filters = _columns(request, measure.municipality)
    return render(
        request, "strategy/workshop/parts/row.html",
        {
            "place": measure.municipality, "measure": measure, "may_edit": True, "is_fresh": True,
            "filters": filters, "columns": filters.columns,
        },
    )  # fmt: skip


def _columns(request: UserRequest, place: Place) -> FilterForm:
    """Return the columns the table shows at this moment."""
    return FilterForm(request.GET, place=place, windows=queries.windows_of(place))


def _unfinished(measure: Measure) -> list[Measure]:
    """Return what this measure waits for: a warning, no lock."""
    needed = [dependency.depends_on for dependency in measure.dependencies.all()]
    return [other for other in needed if other.status not in {Status.DONE, Status.DROPPED}]


def _clashes(measure: Measure) -> list[Measure]:
    """Return what this measure needs and what is planned to end, or to begin, only after this one begins."""
    start = measure.start.first if measure.start is not None else None
    if start is None:
        return []
    waiting = {other.pk for other in _unfinished(measure)}
    ties = (tie for tie in measure.dependencies.all() if tie.depends_on_id in waiting)
    return [tie.depends_on for tie in ties if _comes_too_late(tie, start)]


def _comes_too_late(tie: Dependency, start: date) -> bool:
    other = tie.depends_on
    if tie.kind == Dependency.Kind.START_START:
        begins = other.start.first if other.start is not None else None
        return begins is not None and months_after(begins, tie.lag) > start
    if other.end is None:
        return False
    return other.end.last is None or months_after(other.end.last, tie.lag) > start
