"""The measures of a municipality for its town hall: as a table, as a board, one by one."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import DeleteForm, FilterForm, ViewForm
from dorflinde.strategy.models import Measure, Status
from dorflinde.trail import public as trail

from .frame import workbench_page
from .profile import funding_rows, indicator_rows, money_facts, profile_facts

ON_A_PAGE = 50


@login_required
@require_safe
def table(request: UserRequest, municipality: str) -> HttpResponse:
    """List the measures with filters in the address; status, priority and dates can be changed in the line."""
    place = policies.workbench(request, municipality)
    filters = _filters(request, place)
    found = filters.apply(policies.visible_measures(request.user, place)).for_list()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("seite"))
    return workbench_page(
        request, "measures", place, tab="measures", filters=filters, page=page,
        has_any=page.paginator.count > 0 or Measure.objects.of(place).exists(),
        columns=filters.columns, kept=policies.visible_views(request.user, place), view_form=ViewForm(initial={"query": filters.query}),
    )  # fmt: skip


@login_required
@require_safe
def board(request: UserRequest, municipality: str) -> HttpResponse:
    """Show the same rows with the same filters as columns by status."""
    place = policies.workbench(request, municipality)
    filters = _filters(request, place)
    columns: dict[str, list[Measure]] = {status.value: [] for status in Status}
    for measure in filters.apply(policies.visible_measures(request.user, place)).for_list():
        columns[measure.status].append(measure)
    return workbench_page(request, "board", place, tab="board", filters=filters, columns=_used(columns))


@login_required
@require_safe
def show(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Show everything about one measure, with what can be done next."""
    place = policies.workbench(request, municipality)
    found = policies.visible_measure(request.user, place, measure)
    return workbench_page(
        request, "measure", place, tab="measures", measure=found,
        facts=profile_facts(found), money=money_facts(found), fundings=funding_rows(found), indicators=indicator_rows(found),
        missing=queries.gaps_of(found), origins=trail.origins_of(found.ref), trail_url=trail.url_of(found.ref),
        needed_by=list(found.dependents.select_related("measure").order_by("measure__sort_key")),
        changes=list(found.status_changes.select_related("changed_by")), reports=list(found.notes.select_related("written_by")),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Remove a measure that should never have been, after naming what is lost."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    # What everyone was told of does not go without a word.
    form = DeleteForm(request.POST or None) if found.announced_at else None
    if request.method == "POST" and (form is None or form.is_valid()):
        actions.delete_measure(found, actor=request.user, reason=form.cleaned_data["reason"] if form else "")
        messages.success(request, _("Die Maßnahme „%(title)s“ ist gelöscht.") % {"title": found.title})
        return redirect("workshop:measures", place.slug)
    return workbench_page(
        request, "delete", place,
        heading=_("„%(measure)s“ löschen?") % {"measure": found},
        text=_("Wird eine Maßnahme nur aufgegeben, ändern Sie besser ihren Stand auf „verworfen“: Dann bleibt nachzulesen, warum."),
        losses=_losses(found), form=form or "", action_label=_("Endgültig löschen"), cancel_url=_address(found),
    )  # fmt: skip


def _used(columns: dict[str, list[Measure]]) -> list[tuple[str, list[Measure]]]:
    """Return the columns of the board; what rests and what was given up only if there is any."""
    return [(status, rows) for status, rows in columns.items() if rows or status not in {Status.PAUSED, Status.DROPPED}]


def _filters(request: UserRequest, place: Place) -> FilterForm:
    return FilterForm(request.GET, place=place, windows=queries.windows_of(place))


def _address(measure: Measure) -> str:
    return reverse("workshop:measure", args=[measure.municipality.slug, measure.public_id])


def _losses(measure: Measure) -> list[str]:
    origins, followers = len(trail.origins_of(measure.ref)), len(trail.followers_of(measure.ref))
    notes, dependents = measure.notes.count(), measure.dependents.count()
    losses = [_("der ganze Steckbrief mit Kosten, Förderung und Kennzahlen")]
    if origins:
        losses.append(
            ngettext("die Verbindung zu %(n)s Beitrag", "die Verbindung zu %(n)s Beiträgen", origins) % {"n": origins}
        )
    if followers:
        losses.append(
            ngettext(
                "%(n)s Mensch erfährt nicht mehr, wie es weitergeht",
                "%(n)s Menschen erfahren nicht mehr, wie es weitergeht",
                followers,
            )
            % {"n": followers}
        )
    if notes:
        losses.append(ngettext("%(n)s Zwischenstand", "%(n)s Zwischenstände", notes) % {"n": notes})
    if dependents:
        losses.append(
            ngettext(
                "die Abhängigkeit von %(n)s anderen Maßnahme",
                "die Abhängigkeit von %(n)s anderen Maßnahmen",
                dependents,
            )
            % {"n": dependents}
        )
    return losses
