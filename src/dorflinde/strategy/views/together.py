"""Many measures in one go, with the way back, and views of the table that were kept."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods

from dorflinde.accounts.public import UserRequest
from dorflinde.strategy import actions, policies
from dorflinde.strategy.forms import BulkForm, ViewForm
from dorflinde.strategy.models import BulkChange

from .frame import workbench_page

_MOST = 200


@login_required
@require_http_methods(["GET", "POST"])
def together(request: UserRequest, municipality: str) -> HttpResponse:
    """Set the same on all ticked measures: choose, look at the summary, change."""
    place = policies.editable_workbench(request, municipality)
    ticked = _keys((request.POST or request.GET).getlist("m"))
    measures = list(policies.visible_measures(request.user, place).filter(public_id__in=ticked).for_list().by_number())
    if not measures:
        messages.info(request, _("Bitte haken Sie in der Tabelle zuerst Maßnahmen an."))
        return redirect("workshop:measures", place.slug)
    form = BulkForm(request.POST or None, place=place)
    is_summary = form.is_valid() and "zurueck" not in request.POST
    if is_summary and "anwenden" in request.POST:
        change = actions.change_together(place, measures, form.said, actor=request.user)
        return redirect("workshop:together_done", place.slug, change.public_id)
    return workbench_page(
        request, "together", place, tab="measures", measures=measures, form=form, is_summary=is_summary
    )


@login_required
@require_http_methods(["GET", "POST"])
def done(request: UserRequest, municipality: str, change: uuid.UUID) -> HttpResponse:
    """Say what was changed together, and take it back on request."""
    place = policies.editable_workbench(request, municipality)
    found = get_object_or_404(BulkChange, municipality=place, public_id=change)
    if request.method == "POST":
        undone, left = actions.undo_together(found, actor=request.user)
        messages.success(request, ngettext("%(n)s Maßnahme ist wieder wie vorher.", "%(n)s Maßnahmen sind wieder wie vorher.", undone) % {"n": undone})  # fmt: skip
        if left:
            messages.warning(request, ngettext("%(n)s Maßnahme wurde inzwischen geändert und bleibt.", "%(n)s Maßnahmen wurden inzwischen geändert und bleiben.", left) % {"n": left})  # fmt: skip
        return redirect("workshop:measures", place.slug)
    keys = [key for key in found.before if found.before[key] != found.after.get(key)]
    measures = policies.visible_measures(request.user, place).filter(public_id__in=keys).for_list().by_number()
    return workbench_page(request, "together_done", place, tab="measures", change=found, measures=measures)


@login_required
@require_http_methods(["POST"])
def keep_view(request: UserRequest, municipality: str) -> HttpResponse:
    """Keep filters, order and columns of the table under a name."""
    place = policies.workbench(request, municipality)
    form = ViewForm(request.POST)
    address = reverse("workshop:measures", args=[place.slug])
    if not form.is_valid():
        messages.error(request, _("Bitte geben Sie der Ansicht einen Namen."))
        return redirect(address)
    said = form.cleaned_data
    query = said["query"] if said["query"].startswith("?") else ""
    is_shared = said["is_shared"] and policies.may_edit(request.user, place)
    actions.save_view(place, said["title"], query, actor=request.user, is_shared=is_shared)
    messages.success(request, _("Die Ansicht „%(title)s“ ist gemerkt.") % {"title": said["title"]})
    return redirect(f"{address}{query}")


@login_required
@require_http_methods(["POST"])
def forget_view(request: UserRequest, municipality: str, view: uuid.UUID) -> HttpResponse:
    """Forget a kept view."""
    place = policies.workbench(request, municipality)
    found = policies.deletable_view(request.user, place, view)
    actions.delete_view(found)
    messages.success(
        request, _("Die Ansicht „%(title)s“ ist vergessen. Die Maßnahmen bleiben.") % {"title": found.title}
    )
    return redirect("workshop:measures", place.slug)


def _keys(words: list[str]) -> list[uuid.UUID]:
    keys = []
    for word in words[:_MOST]:
        try:
            keys.append(uuid.UUID(word))
        except ValueError:
            continue  # an address somebody shortened
    return keys
