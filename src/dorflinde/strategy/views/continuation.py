"""The continuation radar: what ends, what is missing, what knowledge leaves with whom."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import ContinuationForm, MonthsForm
from dorflinde.strategy.models import Continuation

from .frame import workbench_page
from .radar import draw_radar


@login_required
@require_http_methods(["GET", "POST"])
def radar(request: UserRequest, municipality: str) -> HttpResponse:
    """List what must be carried on, the most urgent first, as drawing and as table; the lead times can be chosen."""
    is_reading = request.method == "GET"
    place = (policies.workbench if is_reading else policies.editable_workbench)(request, municipality)
    months = queries.warning_months(place)
    form = MonthsForm(request.POST or None, initial={"months": ", ".join(map(str, months))})
    if form.is_valid():
        actions.set_warning_months(place, form.cleaned_data["months"], actor=request.user)
        messages.success(request, _("Ab jetzt warnen wir %(months)s Monate vorher.") % {"months": ", ".join(map(str, form.cleaned_data["months"]))})  # fmt: skip
        return redirect("workshop:continuation", place.slug)
    rows = queries.worries(place)
    worrying = [(measure, worry) for measure, worry in rows if worry.is_worrying]
    return workbench_page(
        request, "continuation", place, tab="continuation", rows=rows, worrying=len(worrying), form=form,
        drawing=draw_radar(worrying[:14], max(months)) if worrying else "", months=months,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Write down how a measure goes on after its project."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    sheet = Continuation.objects.filter(measure=found).first() or Continuation(measure=found)
    form = ContinuationForm(request.POST or None, instance=sheet)
    if form.is_valid():
        actions.save_continuation(form.save(commit=False), actor=request.user)
        messages.success(request, _("Gespeichert: So geht „%(title)s“ weiter.") % {"title": found.title})
        return redirect("workshop:continuation", place.slug)
    return workbench_page(
        request, "continuation_edit", place, tab="continuation", measure=found, form=form, worry=queries.worry_of(found)
    )


@login_required
@require_safe
def knowledge(request: UserRequest, municipality: str) -> HttpResponse:
    """Show what knowledge leaves with whom."""
    place = policies.workbench(request, municipality)
    return workbench_page(request, "knowledge", place, tab="continuation", people=queries.knowledge(place))
