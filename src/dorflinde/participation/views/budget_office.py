"""The town hall's side of a citizens' budget: its rules, its pots, its own proposals, and what it says to the residents'."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.participation import actions, policies_budget as policies, queries
from dorflinde.participation.forms import BudgetProposalForm, GroupForm, PotForm, RulesForm, VerdictForm
from dorflinde.participation.models import Budget, ExclusiveGroup, Pot
from dorflinde.places.public import at, open_municipality

from .budget import frame, map_of


@login_required
@never_cache
@require_safe
def budget_office(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Show the town hall where its budget stands and what to do next."""
    budget = run_budget(request, municipality, project, activity)
    groups = ExclusiveGroup.objects.filter(pot__budget=budget).prefetch_related("proposals").select_related("pot")
    context = frame(request, budget) | {
        "pots": queries.views_of(budget),
        "groups": groups,
        "turnout": queries.turnout_of(budget),
        "is_fixed": actions.has_ballots(budget),
        "may_count": policies.may_count(request.user, budget),
    }
    return render(request, "participation/budget/office.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_rules(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Say when what can be done, how people vote, and how it is counted."""
    budget = run_budget(request, municipality, project, activity)
    form = RulesForm(_sent(request), instance=budget, is_fixed=actions.has_ballots(budget))
    if form.is_valid():
        try:
            actions.save_rules(budget, form.changed_data, actor=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Die Regeln sind gespeichert."))
            return redirect(budget.url("budget_office"))
    return _form(request, budget, form, heading=_("Regeln"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_pot_new(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Add a pot of money."""
    return _save_pot(request, run_budget(request, municipality, project, activity), None)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_pot(request: UserRequest, municipality: str, project: str, activity: str, pot: uuid.UUID) -> HttpResponse:
    """Change a pot of money."""
    budget = run_budget(request, municipality, project, activity)
    return _save_pot(request, budget, policies.pot_of(budget, pot))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_pot_remove(
    request: UserRequest, municipality: str, project: str, activity: str, pot: uuid.UUID
) -> HttpResponse:
    """Take a pot out that nobody proposed anything for."""
    budget = run_budget(request, municipality, project, activity)
    found = policies.pot_of(budget, pot)
    if request.method == "POST":
        try:
            actions.remove_pot(found, actor=request.user)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
        else:
            messages.success(request, _("„%(title)s“ ist entfernt.") % {"title": found.title})
        return redirect(budget.url("budget_office"))
    context = {
        "heading": _("„%(title)s“ entfernen?") % {"title": found.title},
        "action_label": _("Entfernen"),
        "cancel_url": budget.url("budget_office"),
    }
    return render(request, "ui/confirm.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_group_new(
    request: UserRequest, municipality: str, project: str, activity: str, pot: uuid.UUID
) -> HttpResponse:
    """Say that of some proposals only one can win."""
    budget = run_budget(request, municipality, project, activity)
    return _save_group(request, budget, policies.pot_of(budget, pot), None)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_group(
    request: UserRequest, municipality: str, project: str, activity: str, group: uuid.UUID
) -> HttpResponse:
    """Change which proposals shut each other out, or let all of them win again."""
    budget = run_budget(request, municipality, project, activity)
    found = policies.group_of(budget, group)
    if "aufheben" not in request.POST:
        return _save_group(request, budget, found.pot, found)
    try:
        actions.remove_group(found, actor=request.user)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, _("Diese Vorschläge können jetzt wieder alle gewinnen."))
    return redirect(budget.url("budget_office"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_own_proposal(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Let the town hall propose something itself; what it costs is the next question."""
    budget = run_budget(request, municipality, project, activity)
    form = BudgetProposalForm(_sent(request), budget=budget, user=request.user)
    if form.is_valid():
        try:
            made = actions.propose(budget, form.plan, actor=request.user, is_by_office=True)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return redirect(budget.url("budget_valuation", made.public_id))
    context = frame(request, budget) | map_of(budget) | {"form": form, "is_office": True}
    return render(request, "participation/budget/proposal_form.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def budget_valuation(
    request: UserRequest, municipality: str, project: str, activity: str, proposal: uuid.UUID
) -> HttpResponse:
    """Say whether a proposal can be done, and what it costs."""
    budget = run_budget(request, municipality, project, activity)
    found = policies.proposal_to_value(request.user, budget, proposal)
    form = VerdictForm(_sent(request), proposal=found)
    if form.is_valid():
        try:
            actions.value_proposal(found, form.verdict, actor=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Die Prüfung steht auf der Seite, und wer dem Vorschlag folgt, erfährt davon."))
            return redirect(budget.url("budget_office"))
    context = frame(request, budget) | {"form": form, "proposal": found}
    return render(request, "participation/budget/valuation.html", context)


def run_budget(request: UserRequest, municipality: str, project: str, activity: str) -> Budget:
    """Come in to a budget as the town hall that runs it."""
    place = at(request, open_municipality(municipality, module="participation"))
    return policies.editable_budget(request.user, place, project, activity)


def _save_pot(request: UserRequest, budget: Budget, pot: Pot | None) -> HttpResponse:
    form = PotForm(_sent(request), municipality=budget.activity.project.municipality, pot=pot)
    if form.is_valid():
        try:
            actions.save_pot(budget, form.plan, actor=request.user, pot=pot)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Der Topf ist gespeichert."))
            return redirect(budget.url("budget_office"))
    return _form(request, budget, form, heading=pot.title if pot else _("Neuer Topf"), pot=pot)


def _save_group(request: UserRequest, budget: Budget, pot: Pot, group: ExclusiveGroup | None) -> HttpResponse:
    form = GroupForm(_sent(request), pot=pot, group=group)
    if form.is_valid():
        try:
            actions.save_group(
                pot, form.cleaned_data["title"], form.cleaned_data["proposals"], actor=request.user, group=group
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Gespeichert: Von diesen Vorschlägen kann nur einer gewinnen."))
            return redirect(budget.url("budget_office"))
    return _form(request, budget, form, heading=_("Entweder-oder in „%(pot)s“") % {"pot": pot.title}, group=group)


def _form(request: UserRequest, budget: Budget, form: Any, **more: object) -> HttpResponse:
    context = frame(request, budget) | {"form": form} | more
    return render(request, "participation/budget/form.html", context)


def _sent(request: UserRequest) -> Any:
    return request.POST if request.method == "POST" else None
