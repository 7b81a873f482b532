"""Reporting: periods, who has reported, the two-minute update on the desk and by a personal link."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest, allow
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import LeadContactForm, PeriodForm, UpdateForm
from dorflinde.strategy.models import LeadUpdate, Measure, Period

from .frame import workbench_page


@login_required
@require_http_methods(["GET", "POST"])
def reports(request: UserRequest, municipality: str) -> HttpResponse:
    """List how every running measure goes and the reporting periods; a new one can be begun."""
    is_reading = request.method == "GET"
    place = (policies.workbench if is_reading else policies.editable_workbench)(request, municipality)
    form = PeriodForm(request.POST or None, instance=Period(municipality=place.municipality))
    if form.is_valid():
        made = actions.create_period(form.save(commit=False), actor=request.user)
        messages.success(request, _("„%(title)s“ ist angelegt.") % {"title": made.title})
        return redirect("workshop:period", place.slug, made.public_id)
    measures = queries.with_delivery(Measure.objects.of(place).unfinished().by_number())
    return workbench_page(
        request, "reports", place, tab="reports", rows=queries.standings(list(measures)), form=form,
        periods=Period.objects.of(place).newest_first().select_related("freeze"),
    )  # fmt: skip


@login_required
@require_safe
def period(request: UserRequest, municipality: str, period: uuid.UUID) -> HttpResponse:
    """Show who has reported; a closed period shows what was kept."""
    place = policies.workbench(request, municipality)
    found = _period(place, period)
    asked = actions.asked_in(found).by_number().for_list().select_related("lead_contact")
    updates = Prefetch("lead_updates", LeadUpdate.objects.filter(period=found), to_attr="said")
    rows = [] if found.is_frozen else list(asked.prefetch_related(updates))
    return workbench_page(
        request, "period", place, tab="reports", period=found, rows=rows, snapshots=found.snapshots.all(),
        reported=sum(bool(measure.said) for measure in rows),  # type: ignore[attr-defined]  # prefetched above
    )  # fmt: skip


@login_required
@require_POST
def freeze(request: UserRequest, municipality: str, period: uuid.UUID) -> HttpResponse:
    """Close a period."""
    place = policies.editable_workbench(request, municipality)
    found = _period(place, period)
    actions.freeze(found, actor=request.user)
    messages.success(request, _("„%(title)s“ ist abgeschlossen und bleibt so stehen.") % {"title": found.title})
    return redirect("workshop:period", place.slug, found.public_id)


@login_required
@require_http_methods(["GET", "POST"])
def update(request: UserRequest, municipality: str, period: uuid.UUID, measure: uuid.UUID) -> HttpResponse:
    """Take a lead's word in two minutes."""
    place = policies.editable_workbench(request, municipality)
    found, about = _period(place, period), policies.editable_measure(request.user, place, measure)
    overview = reverse("workshop:period", args=[place.slug, found.public_id])
    if found.is_frozen:
        messages.info(request, _("Dieser Zeitraum ist abgeschlossen."))
        return redirect(overview)
    form = _update_form(request, about)
    if _taken(request, found, about, form):
        messages.success(request, _("Danke, das war es schon."))
        return redirect(overview)
    return workbench_page(
        request, "update", place, tab="reports", period=found, measure=about, form=form, cancel_url=overview
    )


@login_required
@require_http_methods(["GET", "POST"])
def contact(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Keep the address of a lead who has no account."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    known = getattr(found, "lead_contact", None)
    form = LeadContactForm(request.POST or None, initial={"email": known.email if known else ""})
    form.fields["email"].required = False
    if form.is_valid():
        actions.set_contact(found, form.cleaned_data["email"], actor=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect("workshop:reports", place.slug)
    return workbench_page(request, "contact", place, tab="reports", measure=found, form=form)


@never_cache
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    """Take the word of a lead without an account: the link is for one measure and one period, and runs out."""
    place = policies.public_place(request, municipality)
    opened = actions.opened(token, place)
    if opened is None:
        return render(request, "strategy/lead_update.html", {"place": place}, status=404)
    found, about = opened
    if request.method == "POST" and not allow(request, "lead-update", limit=20, seconds=3600):
        return render(request, "strategy/lead_update.html", {"place": place, "is_too_much": True}, status=429)
    form = _update_form(request, about)
    is_done = _taken(request, found, about, form, by_link=True)
    context = {"place": place, "period": found, "measure": about, "form": form, "is_done": is_done}
    return render(request, "strategy/lead_update.html", context)


def _update_form(request: HttpRequest, measure: Measure) -> UpdateForm:
    standing = queries.health_of(queries.with_delivery(Measure.objects.filter(pk=measure.pk)).get())
    posted = request.POST if request.method == "POST" and "unveraendert" not in request.POST else None
    initial = {"health": standing.health or "good", "progress": measure.progress}
    return UpdateForm(posted, indicators=measure.indicators.all(), initial=initial)


def _taken(request: HttpRequest, period: Period, measure: Measure, form: UpdateForm, *, by_link: bool = False) -> bool:
    actor = None if by_link or not request.user.is_authenticated else request.user
    if request.method == "POST" and "unveraendert" in request.POST:
        actions.say_unchanged(period, measure, actor=actor, by_link=by_link)
        return True
    if not form.is_valid():
        return False
    said = {name: form.cleaned_data[name] for name in ("health", "text", "progress", "next_step", "blocker")}
    actions.give_update(period, measure, actions.Said(**said, values=form.values()), actor=actor, by_link=by_link)
    return True


def _period(place: Place, public_id: uuid.UUID) -> Period:
    return get_object_or_404(
        Period.objects.of(place).select_related("municipality__parent", "freeze"), public_id=public_id
    )
