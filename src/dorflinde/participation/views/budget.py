"""A citizens' budget as everyone sees it: where it stands, what is proposed, and proposing something oneself."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import User, UserRequest, allow, needs_introduction, take_draft
from dorflinde.participation import actions, policies_budget as policies, queries
from dorflinde.participation.forms import BudgetProposalForm
from dorflinde.participation.models import Activity, Budget, BudgetProposal
from dorflinde.places.public import at, open_municipality
from dorflinde.trail.public import is_following, offspring_of, url_of

from .drafts import lead_first_to, say_it_is_closed

_PROPOSALS_A_DAY = 10
_A_DAY = 24 * 3600


@require_safe
def budget_page(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Show where a budget stands, its money, and what is proposed for it."""
    budget = queries.budget_of(activity)
    context = frame(request, budget) | {
        "pots": queries.views_of(budget),
        "turnout": queries.turnout_of(budget),
        "may_propose": policies.may_propose(request.user, budget),
        "may_vote": policies.may_vote(request.user, budget),
        "own_ballot": queries.ballot_of(budget, request.user),
        "results": queries.results_of_budget(budget) if budget.is_counted else [],
        "may_take_ballots_along": policies.may_take_ballots_along(request.user, budget),
    }
    return render(request, "participation/budget/page.html", context)


@require_safe
def budget_proposal(
    request: HttpRequest, municipality: str, project: str, activity: str, proposal: uuid.UUID
) -> HttpResponse:
    """Show a proposal: what is wanted, what the town hall says, what became of it."""
    budget = open_budget(request, municipality, project, activity)
    found = policies.visible_proposal(request.user, budget, proposal)
    trail_url = url_of(found.ref)
    context = frame(request, budget) | {
        "proposal": found,
        "may_edit": policies.may_edit(request.user, found),
        "may_withdraw": policies.may_withdraw(request.user, found),
        "may_vote": policies.may_vote(request.user, budget),
        "trail_url": trail_url,
        "follow_key": resolve(trail_url).kwargs["key"] if trail_url else None,
        "is_following": is_following(found.ref, request.user),
        "offspring": offspring_of(found.ref),
        "rivals": [one for one in found.group.proposals.remaining() if one != found] if found.group else [],
        "pins": [pin_of(found)] if found.pin else [],
        **map_of(budget),
    }
    for rival in context["rivals"]:
        rival.budget = budget
    return render(request, "participation/budget/proposal.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_propose(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Take a proposal; guests write first and sign in on sending, and nothing they typed is lost."""
    budget = open_budget(request, municipality, project, activity)
    draft_name, user = f"participation.budget_proposal:{budget.activity.public_id}", request.user
    if not (permit := policies.may_propose(user, budget)):
        return say_it_is_closed(request, draft_name, budget.activity.project, permit)
    if isinstance(user, User) and needs_introduction(user):
        words = _("Ihr Vorschlag ist gespeichert. Es fehlt nur noch Ihr Name im Ort.")
        return lead_first_to("accounts:welcome", request, draft_name, words)
    draft = take_draft(request, draft_name) if request.method != "POST" and isinstance(user, User) else None
    sent = request.POST if request.method == "POST" else draft[0] if draft else None
    form = BudgetProposalForm(sent, budget=budget, user=user)
    if not form.is_valid() or draft is not None:
        return _form_page(request, budget, form)
    if not isinstance(user, User):
        words = _("Ihr Vorschlag ist gespeichert. Noch kurz anmelden, dann geht er ab.")
        return lead_first_to("account_login", request, draft_name, words)
    if not allow(user, "budget proposals", limit=_PROPOSALS_A_DAY, seconds=_A_DAY):
        form.add_error(None, _("Das waren viele Vorschläge für einen Tag. Bitte senden Sie diesen morgen ab."))
        return _form_page(request, budget, form)
    made = actions.propose(budget, form.plan, actor=user)
    messages.success(request, _("Ihr Vorschlag steht auf der Seite. Das Rathaus prüft ihn und sagt Ihnen Bescheid."))
    return redirect(made)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_proposal_edit(
    request: UserRequest, municipality: str, project: str, activity: str, proposal: uuid.UUID
) -> HttpResponse:
    """Let the author change a proposal until the town hall has looked at it."""
    budget = open_budget(request, municipality, project, activity)
    found = policies.editable_proposal(request.user, budget, proposal)
    form = BudgetProposalForm(
        request.POST if request.method == "POST" else None, budget=budget, user=request.user, proposal=found
    )
    if not form.is_valid():
        return _form_page(request, budget, form)
    actions.edit_proposal(found, form.plan, actor=request.user)
    messages.success(request, _("Ihre Änderungen stehen auf der Seite."))
    return redirect(found)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_proposal_withdraw(
    request: UserRequest, municipality: str, project: str, activity: str, proposal: uuid.UUID
) -> HttpResponse:
    """Ask the author once, naming what goes, then take the proposal back."""
    budget = open_budget(request, municipality, project, activity)
    found = policies.withdrawable_proposal(request.user, budget, proposal)
    if request.method == "POST":
        actions.withdraw_proposal(found, actor=request.user)
        messages.success(request, _("Sie haben Ihren Vorschlag zurückgezogen."))
        return redirect(budget)
    context = {
        "heading": _("„%(title)s“ zurückziehen?") % {"title": found.title},
        "text": _("Der Vorschlag verschwindet von allen Seiten. Rückgängig machen können Sie das nicht."),
        "losses": [_("Ihr Text")],
        "action_label": _("Vorschlag zurückziehen"),
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)


def open_budget(request: HttpRequest, municipality: str, project: str, activity: str) -> Budget:
    """Come in to a budget by its address."""
    place = at(request, open_municipality(municipality, module="participation"))
    return policies.visible_budget(request.user, place, project, activity)


def frame(request: HttpRequest, budget: Budget) -> dict[str, Any]:
    """Return what every page of a budget shows around its own."""
    project = budget.activity.project
    return {
        "place": project.municipality,
        "project": project,
        "activity": budget.activity,
        "budget": budget,
        "stage": budget.stage,
        "may_run": policies.may_run(request.user, budget),
    }


def map_of(budget: Budget) -> dict[str, Any]:
    """Return what a map of the place needs."""
    project = budget.activity.project
    places = [
        place for place in (project.place, project.municipality) if place.lat is not None and place.lon is not None
    ]
    center = (places[0].lat, places[0].lon) if places else None
    return {"tiles": settings.TILES_URL, "attribution": settings.TILES_ATTRIBUTION, "center": center}


def pin_of(proposal: BudgetProposal) -> dict[str, Any]:
    """Return where a proposal is, as the map reads it."""
    lat, lon = proposal.pin or (None, None)
    return {"lat": lat, "lon": lon, "title": proposal.title, "url": proposal.get_absolute_url()}


def _form_page(request: HttpRequest, budget: Budget, form: BudgetProposalForm) -> HttpResponse:
    context = frame(request, budget) | map_of(budget) | {"form": form, "proposal": form.proposal}
    return render(request, "participation/budget/proposal_form.html", context)
