"""Voting in a citizens' budget."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dorflinde.accounts.public import User, allow, needs_introduction, take_draft
from dorflinde.participation import actions, policies_budget as policies, queries
from dorflinde.participation.forms import BallotForm
from dorflinde.participation.models import Ballot, Budget

from .budget import frame, open_budget
from .drafts import lead_first_to, say_it_is_closed

_BALLOTS_AN_HOUR = 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_ballot(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Take somebody's ballot or let them change it; guests fill it in first and sign in on sending."""
    budget = open_budget(request, municipality, project, activity)
    draft_name, user = f"participation.ballot:{budget.activity.public_id}", request.user
    if not (permit := policies.may_vote(user, budget)):
        return say_it_is_closed(request, draft_name, budget.activity.project, permit)
    if isinstance(user, User) and needs_introduction(user):
        words = _("Ihr Stimmzettel ist gespeichert. Es fehlt nur noch Ihr Name im Ort.")
        return lead_first_to("accounts:welcome", request, draft_name, words)
    draft = take_draft(request, draft_name) if request.method != "POST" and isinstance(user, User) else None
    own = queries.ballot_of(budget, user)
    choices = queries.choices_of(budget, user.home if isinstance(user, User) else None)
    sent = request.POST if request.method == "POST" else draft[0] if draft else None
    form = BallotForm(sent, budget=budget, choices=choices, ballot=own)
    if "schritt" in request.POST:
        form.step(request.POST["schritt"])
        return _ballot_page(request, budget, form, own, is_draft=True)
    if not form.is_bound or draft is not None or not form.is_valid():
        return _ballot_page(request, budget, form, own, is_draft=draft is not None)
    if not isinstance(user, User):
        words = _("Ihr Stimmzettel ist gespeichert. Noch kurz anmelden, dann geben Sie ihn ab.")
        return lead_first_to("account_login", request, draft_name, words)
    if not allow(user, "budget ballots", limit=_BALLOTS_AN_HOUR, seconds=3600):
        form.add_error(
            None, _("Das ging sehr schnell. Bitte warten Sie ein wenig; Ihr Stimmzettel bleibt hier stehen.")
        )
        return _ballot_page(request, budget, form, own)
    try:
        actions.vote(budget, form.lines, actor=user)
    except ValidationError as problem:
        form.add_error(None, problem)
        return _ballot_page(request, budget, form, own)
    messages.success(request, _("Danke, Ihr Stimmzettel ist abgegeben. Bis zum letzten Tag können Sie ihn ändern."))
    return redirect(budget)


def _ballot_page(
    request: HttpRequest, budget: Budget, form: BallotForm, own: Ballot | None, *, is_draft: bool = False
) -> HttpResponse:
    context = frame(request, budget) | {"form": form, "own_ballot": own, "is_draft": is_draft}
    return render(request, "participation/budget/ballot.html", context)
