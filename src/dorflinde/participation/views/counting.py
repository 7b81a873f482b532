"""Counting a citizens' budget and what anyone may read of it: both rules side by side, one's own share, the nameless ballots."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.participation import actions, exports, policies_budget as policies, queries, tasks
from dorflinde.participation.models import Budget

from .budget import frame, open_budget
from .budget_office import run_budget


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_count(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Say by which rules it is counted, count in the background, and show when it is done."""
    budget = run_budget(request, municipality, project, activity)
    permit = policies.may_count(request.user, budget)
    if budget.is_counted:
        return _done(request, budget)
    if request.method == "POST":
        if not permit:
            raise PermissionDenied(permit.reason)
        try:
            tally = actions.ask_for_count(budget, actor=request.user)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
        else:
            tasks.count_budget.enqueue(tally.pk)
        return redirect(budget.url("budget_count"))
    context = frame(request, budget) | {
        "permit": permit,
        "tally": getattr(budget, "tally", None),
        "turnout": queries.turnout_of(budget),
    }
    part = "parts/counting.html" if request.headers.get("HX-Request") == "true" else "count.html"
    return render(request, f"participation/budget/{part}", context)


@login_required
@never_cache
@require_POST
def budget_lot(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Draw the lot, for all to see, before anybody has voted; later it is drawn already."""
    budget = run_budget(request, municipality, project, activity)
    lot = actions.draw_lot(budget, actor=request.user)
    messages.success(request, _("Das Los steht fest: %(seed)d. Es steht auf der Seite.") % {"seed": lot.seed})
    return redirect(budget.url("budget_office"))


@require_safe
def budget_compare(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Lay the result beside what the other rule would have brought."""
    budget = policies.counted(open_budget(request, municipality, project, activity))
    context = frame(request, budget) | {"results": queries.results_of_budget(budget)}
    return render(request, "participation/budget/compare.html", context)


@login_required
@never_cache
@require_safe
def budget_share(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Tell voters what their own share paid for."""
    budget = policies.counted(open_budget(request, municipality, project, activity))
    ballot = queries.ballot_of(budget, request.user)
    shares = queries.share_of(queries.results_of_budget(budget), ballot) if ballot else []
    context = frame(request, budget) | {"ballot": ballot, "shares": shares}
    return render(request, "participation/budget/share.html", context)


@require_safe
def budget_ballots(
    request: HttpRequest, municipality: str, project: str, activity: str, pot: uuid.UUID
) -> HttpResponse:
    """Hand out the nameless ballots of a pot, so that anyone can count again."""
    budget = policies.counted(open_budget(request, municipality, project, activity))
    found = policies.pot_of(budget, pot)
    if not policies.may_take_ballots_along(request.user, budget):
        raise PermissionDenied(_("Die Stimmzettel dieses Bürgerhaushalts werden nicht veröffentlicht."))
    response = HttpResponse(exports.ballots_as_pb(budget, found), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{budget.activity.slug}-{found.pk}.pb"'
    return response


def _done(request: UserRequest, budget: Budget) -> HttpResponse:
    """Lead on to the result; a part of the page that waited is told to load it."""
    if request.headers.get("HX-Request") == "true":
        response = HttpResponse()
        response["HX-Redirect"] = budget.get_absolute_url()
        return response
    return redirect(budget)
