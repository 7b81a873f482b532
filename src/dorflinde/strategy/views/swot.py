"""Strengths, weaknesses, opportunities and risks: four lists, quick to fill by keyboard."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.strategy import actions, exports, policies
from dorflinde.strategy.forms import SwotForm
from dorflinde.strategy.models import SwotEntry

from .frame import workbench_page


@login_required
@require_http_methods(["GET", "POST"])
def swot(request: UserRequest, municipality: str) -> HttpResponse:
    """Show the four lists and take one more line; the next begins where this one stood."""
    place = (
        policies.workbench(request, municipality)
        if request.method == "GET"
        else policies.editable_workbench(request, municipality)
    )
    form = SwotForm(request.POST or None, initial=_where(request))
    if form.is_valid():
        said = form.cleaned_data
        actions.add_swot_entry(place, actor=request.user, **said)
        request.session["swot"] = {"side": said["side"], "origin": said["origin"]}
        return redirect("workshop:swot", place.slug)
    entries = list(SwotEntry.objects.of(place).kept().in_order())
    lists = [(side, [one for one in entries if one.side == side]) for side in SwotEntry.Side]
    removed = list(SwotEntry.objects.of(place).removed().in_order().select_related("removal"))
    return workbench_page(request, "swot", place, tab="swot", form=form, lists=lists, removed=removed)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, municipality: str, entry: uuid.UUID) -> HttpResponse:
    """Reword a line or move it to another list."""
    place = policies.editable_workbench(request, municipality)
    found = get_object_or_404(SwotEntry.objects.of(place), public_id=entry)
    form = SwotForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.change_swot_entry(form.save(commit=False), actor=request.user)
        return redirect("workshop:swot", place.slug)
    return workbench_page(request, "swot_entry", place, tab="swot", form=form, entry=found)


@login_required
@require_POST
def move(request: UserRequest, municipality: str, entry: uuid.UUID) -> HttpResponse:
    """Move, remove or put back a line, as the button says."""
    place = policies.editable_workbench(request, municipality)
    found = get_object_or_404(SwotEntry.objects.of(place), public_id=entry)
    match request.POST.get("was"):
        case "hoch" | "runter" as way:
            actions.move_swot_entry(found, up=way == "hoch")
        case "streichen":
            actions.remove_swot_entry(found, actor=request.user)
            messages.success(
                request, _("Gestrichen: „%(text)s“. Unten lässt es sich zurückholen.") % {"text": found.text}
            )
        case "zurueck":
            actions.restore_swot_entry(found, actor=request.user)
    return redirect("workshop:swot", place.slug)


@login_required
@require_safe
def table(request: UserRequest, municipality: str) -> HttpResponse:
    """Hand out the four lists as one."""
    place = policies.workbench(request, municipality)
    response = HttpResponse(exports.export_swot(place), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="staerken-schwaechen-{place.slug}.csv"'
    return response


def _where(request: UserRequest) -> dict[str, str]:
    kept: dict[str, str] = request.session.get("swot", {})
    asked = request.GET.get("liste", "")
    return kept | ({"side": asked} if asked in SwotEntry.Side.values else {})
