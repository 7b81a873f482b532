"""The way into the workbench, its overview, and the strategy itself."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import STAFF, UserRequest, municipalities_of
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import StrategyForm
from dorflinde.strategy.models import FieldOfAction, Measure, Strategy

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
@require_safe
def index(request: UserRequest, municipality: str) -> HttpResponse:
    """Show where the strategy stands: numbers, what is missing, what comes next."""
    place = policies.workbench(request, municipality)
    measures = policies.visible_measures(request.user, place)
    numbers = queries.numbers(measures)
    gaps = queries.gaps(measures)
    strategy = queries.current_strategy(place)
    table = reverse("workshop:measures", args=[place.slug])
    return workbench_page(
        request, "index", place, tab="index",
        numbers=numbers, strategy=strategy,
        figures=_figures(numbers, table),
        gaps=[(label, count, f"{table}?fehlt={name}") for name, label, count in gaps],
        coming_up=queries.coming_up(measures),
        late=list(measures.late().for_list().by_number()[:5]),
        origins=[origin for _kind, found in queries.possible_origins(place, "", most=4)[:1] for origin in found],
        steps=_path(place, numbers, gaps, strategy),
    )  # fmt: skip


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


def _figures(numbers: queries.Numbers, table: str) -> list[tuple[Any, str, str]]:
    return [
        (numbers.total, _("Maßnahmen"), table),
        (numbers.active, _("laufen"), f"{table}?stand=active"),
        (numbers.done, _("sind fertig"), f"{table}?stand=done"),
        (numbers.late, _("sind verspätet"), f"{table}?stand=verspaetet"),
    ]


def _path(
    place: Place, numbers: queries.Numbers, gaps: list[tuple[str, str, int]], known: Strategy | None
) -> dict[str, Any]:
    """Return the way from the first field to the council's decision, and the first step that is still open."""
    missing = {name for name, _label, _count in gaps}
    done = [
        FieldOfAction.objects.of(place).exists(),
        numbers.total > 0,
        numbers.total > 0 and not missing & {"ziel", "kosten", "federfuehrung"},
        numbers.total > 0 and "termin" not in missing,
        known is not None and bool(known.vision),
        known is not None and known.adopted_on is not None,
    ]
    links = [
        (_("Handlungsfelder"), reverse("workshop:fields", args=[place.slug])),
        (_("Maßnahmen"), reverse("workshop:measures", args=[place.slug])),
        (_("Steckbriefe"), f"{reverse('workshop:measures', args=[place.slug])}?fehlt=kosten"),
        (_("Termine"), f"{reverse('workshop:measures', args=[place.slug])}?fehlt=termin"),
        (_("Leitbild"), reverse("workshop:strategy", args=[place.slug])),
        (_("Beschluss"), reverse("workshop:strategy", args=[place.slug])),
        (_("Umsetzung"), reverse("workshop:board", args=[place.slug])),
    ]
    return {"items": links, "current": [*done, False].index(False) + 1}
