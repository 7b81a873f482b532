"""The way into the workbench, and the strategy itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import STAFF, UserRequest, municipalities_of
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import StrategyForm
from dorflinde.strategy.models import Measure, Strategy

from .frame import workbench_page


@login_required
@require_safe
def start(request: UserRequest) -> HttpResponse:
    """Lead to the workbench of one's municipality, or let those with several choose."""
    places = [place for place in municipalities_of(request.user, STAFF) if place.has_module(policies.MODULE)]
    if not places:
        raise Http404(_("Diese Seite gibt es hier nicht."))
    if len(places) == 1:
        return redirect("workshop:index", places[0].slug)
    rows = [(place, queries.numbers(Measure.objects.of(place))) for place in places]
    return render(request, "strategy/workshop/start.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def strategy(request: UserRequest, municipality: str) -> HttpResponse:
    """Write down years, vision and windows of the strategy."""
    place = policies.editable_workbench(request, municipality)
    known = Strategy.objects.of(place).newest_first().first() or Strategy(place=place)
    form = StrategyForm(request.POST or None, instance=known)
    if form.is_valid():
        actions.save_strategy(form.save(commit=False), actor=request.user)
        messages.success(request, _("Die Strategie ist gespeichert."))
        return redirect("workshop:index", place.slug)
    return workbench_page(request, "strategy", place, tab="strategy", form=form)
