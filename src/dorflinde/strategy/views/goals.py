"""Goals of the fields of action: for the town hall with what is missing, for everyone with what became of them."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import GoalForm, GoalValueForm, IndicatorForm
from dorflinde.strategy.models import Goal, GoalIndicator

from .frame import workbench_page


@login_required
@require_safe
def goals(request: UserRequest, municipality: str) -> HttpResponse:
    """Show all goals by field, goals nothing works towards, and measures that work towards none."""
    place = policies.workbench(request, municipality)
    groups = queries.goals_by_field(place)
    bare = list(Goal.objects.of(place).without_measure().in_order())
    loose = list(queries.measures_without_goal(policies.visible_measures(request.user, place)))
    return workbench_page(request, "goals/index", place, tab="goals", groups=groups, bare=bare, loose=loose)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: UserRequest, municipality: str) -> HttpResponse:
    """Set a goal; `?feld=` names its field of action."""
    place = policies.editable_workbench(request, municipality)
    groups = queries.goals_by_field(place)
    field = next((one.field.pk for one in groups if one.field.slug == request.GET.get("feld")), None)
    form = GoalForm(request.POST or None, place=place, initial={"field": field} if field else {})
    if form.is_valid():
        goal = actions.save_goal(form.goal(), actor=request.user, measures=form.cleaned_data["measures"])
        messages.success(request, _("Das Ziel steht. Woran werden Sie merken, dass es näher kommt?"))
        return redirect("workshop:goal", place.slug, goal.public_id)
    return workbench_page(request, "goals/form", place, tab="goals", form=form, heading=_("Neues Ziel"), keep="neu",
        back=reverse("workshop:goals", args=[place.slug]))  # fmt: skip


@login_required
@require_safe
def show(request: UserRequest, municipality: str, goal: uuid.UUID) -> HttpResponse:
    """Show a goal with its figures and what works towards it."""
    place = policies.workbench(request, municipality)
    found = policies.goal(place, goal)
    measures = policies.visible_measures(request.user, place).filter(goals=found).by_number()
    return workbench_page(request, "goals/one", place, tab="goals", goal=found, measures=measures)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, municipality: str, goal: uuid.UUID) -> HttpResponse:
    """Change a goal and the measures that work towards it."""
    place = policies.editable_workbench(request, municipality)
    found = policies.goal(place, goal)
    form = GoalForm(request.POST or None, instance=found, place=place)
    if form.is_valid():
        saved = actions.save_goal(form.goal(), actor=request.user, measures=form.cleaned_data["measures"])
        messages.success(request, _("Das Ziel ist gespeichert."))
        return redirect("workshop:goal", place.slug, saved.public_id)
    return workbench_page(request, "goals/form", place, tab="goals", form=form, heading=_("Ziel ändern"), keep=goal,
        back=reverse("workshop:goal", args=[place.slug, goal]))  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: UserRequest, municipality: str, goal: uuid.UUID) -> HttpResponse:
    """Remove a goal with its figures."""
    place = policies.editable_workbench(request, municipality)
    found = policies.goal(place, goal)
    if request.method == "POST":
        actions.delete_goal(found, actor=request.user)
        messages.success(request, _("Das Ziel ist gelöscht."))
        return redirect("workshop:goals", place.slug)
    count = len(found.indicators.all())
    losses = [ngettext("%(n)s Kennzahl mit allen Werten", "%(n)s Kennzahlen mit allen Werten", count) % {"n": count}]
    return workbench_page(
        request, "delete", place, tab="goals", losses=losses if count else [],
        heading=_("Ziel „%(title)s“ löschen?") % {"title": found.title}, text=_("Die Maßnahmen bleiben erhalten."),
        action_label=_("Löschen"), cancel_url=reverse("workshop:goal", args=[place.slug, goal]),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def indicator_new(request: UserRequest, municipality: str, goal: uuid.UUID) -> HttpResponse:
    """Add a figure to a goal."""
    place = policies.editable_workbench(request, municipality)
    found = policies.goal(place, goal)
    form = IndicatorForm(request.POST or None, instance=GoalIndicator(goal=found))
    if form.is_valid():
        actions.save_indicator(form.save(commit=False), actor=request.user)
        messages.success(request, _("Die Kennzahl ist angelegt."))
        return redirect("workshop:goal", place.slug, goal)
    return workbench_page(request, "goals/form", place, tab="goals", form=form, heading=_("Neue Kennzahl"), keep=f"{goal}-k",
        kick=found.title, back=reverse("workshop:goal", args=[place.slug, goal]))  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def indicator(request: UserRequest, municipality: str, indicator: uuid.UUID) -> HttpResponse:
    """Change a figure of a goal."""
    place = policies.editable_workbench(request, municipality)
    found = policies.goal_indicator(place, indicator)
    goal, name = found.goal, found.name
    form = IndicatorForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.save_indicator(form.save(commit=False), actor=request.user)
        messages.success(request, _("Die Kennzahl ist gespeichert."))
        return redirect("workshop:goal", place.slug, goal.public_id)
    return workbench_page(request, "goals/form", place, tab="goals", form=form, heading=name, keep=indicator, kick=goal.title,
        history=reverse("workshop:goal_indicator_history", args=[place.slug, indicator]),
        back=reverse("workshop:goal", args=[place.slug, goal.public_id]))  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def indicator_delete(request: UserRequest, municipality: str, indicator: uuid.UUID) -> HttpResponse:
    """Remove a figure with all its values."""
    place = policies.editable_workbench(request, municipality)
    found = policies.goal_indicator(place, indicator)
    goal = found.goal
    if request.method == "POST":
        actions.delete_indicator(found, actor=request.user)
        messages.success(request, _("Die Kennzahl ist gelöscht."))
        return redirect("workshop:goal", place.slug, goal.public_id)
    count = found.values.count()
    losses = [ngettext("%(n)s eingetragener Wert", "%(n)s eingetragene Werte", count) % {"n": count}] if count else []
    return workbench_page(
        request, "delete", place, tab="goals", losses=losses, action_label=_("Löschen"),
        heading=_("Kennzahl „%(name)s“ löschen?") % {"name": found.name},
        cancel_url=reverse("workshop:goal", args=[place.slug, goal.public_id]),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def value(request: UserRequest, municipality: str, indicator: uuid.UUID) -> HttpResponse:
    """Write down what was counted on a day."""
    place = policies.editable_workbench(request, municipality)
    found = policies.goal_indicator(place, indicator)
    form = GoalValueForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        actions.note_value(found, actor=request.user, value=said["value"], on=said["on"])
        messages.success(request, _("Der Wert ist eingetragen und öffentlich zu sehen."))
        return redirect("workshop:goal", place.slug, found.goal.public_id)
    return workbench_page(request, "goals/form", place, tab="goals", form=form, heading=_("Wert eintragen"), keep=f"{indicator}-w",
        kick=found.name, back=reverse("workshop:goal", args=[place.slug, found.goal.public_id]))  # fmt: skip


@require_safe
def public_goals(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show everyone what the municipality wants to reach and how far it is."""
    place = policies.public_place(request, municipality)
    groups = [group for group in queries.goals_by_field(place) if group.goals]
    everything = [goal for group in groups for goal in group.goals]
    measures = queries.measures_of_goals(place, everything)
    told = [(group.field, [(goal, measures[goal.pk]) for goal in group.goals]) for group in groups]
    strategy = queries.current_strategy(place)
    context = {
        "place": place, "groups": told, "sentence": queries.goals_sentence(groups), "strategy": strategy,
        "is_sample": any(goal.is_sample for goal in everything),
    }  # fmt: skip
    return render(request, "strategy/goals.html", context)
