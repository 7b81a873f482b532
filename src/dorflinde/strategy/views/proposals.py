"""Proposals for the roadmap: asked for, watched, read, compared, taken over, taken back."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest, allow
from dorflinde.strategy import actions, policies, queries, tasks
from dorflinde.strategy.forms import ProposalForm
from dorflinde.strategy.models import Proposal

from .frame import workbench_page

_ON_A_PAGE = 20
_AN_HOUR = 30
_MOST_COMPARED = 3


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def proposals(request: UserRequest, municipality: str) -> HttpResponse:
    """List the proposals and ask for a new one."""
    place = (
        policies.workbench(request, municipality)
        if request.method == "GET"
        else policies.editable_workbench(request, municipality)
    )
    form = ProposalForm(request.POST or None)
    if form.is_valid():
        if allow(request, "proposals", limit=_AN_HOUR, seconds=3600):
            said = form.cleaned_data
            asked = actions.ask_for_proposal(
                place, objective=said["objective"], seconds=said["seconds"], actor=request.user
            )
            tasks.calculate_proposal.enqueue(asked.pk)
            return redirect(asked)
        form.add_error(None, _("Das waren gerade sehr viele Rechnungen. Bitte warten Sie ein wenig."))
    plan = queries.plan_of(place, timezone.localdate())
    page = Paginator(Proposal.objects.of(place).newest_first(), _ON_A_PAGE).get_page(request.GET.get("seite"))
    return workbench_page(request, "proposals", place, tab="proposals", form=form, page=page, plan=plan)


@login_required
@require_safe
@never_cache
def proposal(request: UserRequest, municipality: str, proposal: uuid.UUID) -> HttpResponse:
    """Show how far a calculation is, or what it proposes beside today's plan."""
    place = policies.workbench(request, municipality)
    found = policies.visible_proposal(place, proposal)
    if request.headers.get("HX-Request") == "true" and found.is_running:
        return render(
            request,
            "strategy/workshop/parts/running.html",
            {"place": place, "proposal": found, "may_edit": policies.may_edit(request.user, place)},
        )
    response = workbench_page(
        request, "proposal", place, tab="proposals", proposal=found,
        reading=queries.read(found) if found.has_plan else None,
        takeovers=list(found.takeovers.select_related("taken_by")),
    )  # fmt: skip
    if request.headers.get("HX-Request") == "true":
        response["HX-Refresh"] = "true"  # finished: the whole page is another one now
    return response


@login_required
@require_POST
def stop(request: UserRequest, municipality: str, proposal: uuid.UUID) -> HttpResponse:
    """End the calculation with the best it has."""
    place = policies.editable_workbench(request, municipality)
    found = policies.visible_proposal(place, proposal)
    actions.stop(found, actor=request.user)
    messages.info(request, _("Die Rechnung hört auf. Das Beste bis hierher bleibt."))
    return redirect(found)


@login_required
@require_POST
def take_over(request: UserRequest, municipality: str, proposal: uuid.UUID) -> HttpResponse:
    """Put the chosen dates into the roadmap."""
    place = policies.editable_workbench(request, municipality)
    found = policies.visible_proposal(place, proposal)
    taken = actions.take_over(found, request.POST.getlist("massnahme"), actor=request.user)
    if taken is None:
        messages.info(request, _("Nichts übernommen: Bitte wählen Sie Maßnahmen, deren Beginn sich ändert."))
    else:
        count = len(taken.moves)
        messages.success(
            request,
            ngettext("%(n)s Termin ist übernommen.", "%(n)s Termine sind übernommen.", count) % {"n": count}
            + " " + _("Wer den Maßnahmen folgt, erfährt davon."),
        )  # fmt: skip
    return redirect(found)


@login_required
@require_POST
def undo(request: UserRequest, municipality: str, proposal: uuid.UUID, takeover: int) -> HttpResponse:
    """Put the dates back that stood before."""
    place = policies.editable_workbench(request, municipality)
    found = policies.takeover_of(policies.visible_proposal(place, proposal), takeover)
    put_back, left = actions.undo_takeover(found, actor=request.user)
    messages.success(
        request, ngettext("%(n)s Termin steht wieder wie zuvor.", "%(n)s Termine stehen wieder wie zuvor.", put_back) % {"n": put_back}
    )  # fmt: skip
    if left:
        messages.info(
            request,
            ngettext("%(n)s Maßnahme wurde seitdem geändert und bleibt, wie sie ist.", "%(n)s Maßnahmen wurden seitdem geändert und bleiben, wie sie sind.", left) % {"n": left},
        )  # fmt: skip
    return redirect(found.proposal)


@login_required
@require_safe
@never_cache
def compare(request: UserRequest, municipality: str) -> HttpResponse:
    """Lay up to three proposals side by side with today's plan."""
    place = policies.workbench(request, municipality)
    chosen = policies.visible_proposals(place, request.GET.getlist("vorschlag")[:_MOST_COMPARED])
    readings = [(one, queries.read(one)) for one in chosen if one.has_plan]
    return workbench_page(
        request, "compare", place, tab="proposals", readings=readings, rows=_side_by_side([r for _one, r in readings])
    )


def _side_by_side(readings: list[queries.Reading]) -> list[tuple[queries.Move, list[queries.Move | None]]]:
    """Return each measure with what every proposal says of it, where any of them moves it."""
    by_measure = [{move.measure.pk: move for move in reading.moves} for reading in readings]
    first = {key: move for moves in reversed(by_measure) for key, move in moves.items()}
    rows = [(move, [moves.get(key) for moves in by_measure]) for key, move in first.items()]
    moved = [row for row in rows if any(move is not None and move.is_change for move in row[1])]
    return sorted(moved, key=lambda row: row[0].measure.sort_key)
