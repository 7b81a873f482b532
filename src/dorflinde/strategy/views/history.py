"""What every field said before: for a measure, a goal, a figure, a field of action, a strategy; and the way back to it."""

import dataclasses
import uuid
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dorflinde.accounts.public import User, UserRequest
from dorflinde.core.subjects import Ref
from dorflinde.methods.word_changes import Change, Stretch, compare_words
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies
from dorflinde.strategy.forms import (
    LINES,
    FieldForm,
    GoalForm,
    IndicatorForm,
    MeasureForm,
    NotToday,
    PaperTextForm,
    StatusForm,
    StrategyForm,
    filled_again,
    lines_again,
)
from dorflinde.strategy.models import FieldChange, FieldOfAction, Goal, GoalIndicator, Measure, Profile, Strategy
from dorflinde.strategy.paper.content import CHAPTERS
from dorflinde.strategy.paper.editions import SHORT_FORMS

from .former import in_words
from .frame import workbench_page

ON_A_PAGE = 40
_MOSTLY = 0.4  # of a text has to stay before a comparison word by word helps
Fields = Mapping[str, forms.Field]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing whose fields are remembered: where it is found, how its fields are called, how one is set."""

    tab: str
    find: Callable[[UserRequest, Place, uuid.UUID], Any]
    ref: Callable[[Any], Ref]
    back: str  # name of the address of its page; takes municipality and public id
    fields: Fields
    restore: Callable[[Any, Place, str, Any, User], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """One field in one save."""

    change: FieldChange
    label: str
    words: list[Stretch]
    url: str  # where the old value is brought back; empty where it cannot be


@dataclass(frozen=True, slots=True)
class Save:
    """All fields that one save changed."""

    first: FieldChange
    lines: list[Line]


@login_required
@require_safe
def history(request: UserRequest, municipality: str, kind: str, thing: uuid.UUID) -> HttpResponse:
    """Show what changed in a thing, newest first; `?feld=` names one field."""
    place = policies.workbench(request, municipality)
    known = KINDS[kind]
    found = known.find(request, place, thing)
    changes = FieldChange.objects.of(known.ref(found))
    labels = {
        name: _label(known.fields, name) for name in changes.order_by().values_list("field", flat=True).distinct()
    }
    chosen = request.GET.get("feld", "")
    rows = changes.filter(field=chosen) if chosen in labels else changes
    page = Paginator(rows.newest_first(), ON_A_PAGE).get_page(request.GET.get("seite"))
    return workbench_page(
        request, "history", place, tab=known.tab, thing=found, page=page, saves=_saves(list(page), known.fields, _history(kind, place, thing)),
        choices=sorted(labels.items(), key=lambda pair: pair[1].casefold()), chosen=chosen if chosen in labels else "",
        back=_address(known, place, thing),
    )  # fmt: skip


@login_required
@require_POST
def restore(request: UserRequest, municipality: str, kind: str, thing: uuid.UUID, change: uuid.UUID) -> HttpResponse:
    """Let a field say again what it said before this change; that is a change like any other."""
    place = policies.editable_workbench(request, municipality)
    known = KINDS[kind]
    found = known.find(request, place, thing)
    before = get_object_or_404(FieldChange.objects.of(known.ref(found)), public_id=change)
    label = _label(known.fields, before.field)
    try:
        has_changed = known.restore(found, place, before.field, before.old, request.user)
    except (NotToday, actions.NumberTaken, actions.DependencyProblem, actions.Restricted) as problem:
        messages.error(request, _("„%(field)s“ bleibt, wie es ist. %(why)s") % {"field": label, "why": problem})
    else:
        told = _("„%(field)s“ ist wieder wie vorher.") if has_changed else _("„%(field)s“ steht schon so da.")
        messages.success(request, told % {"field": label})
    return redirect(_history(kind, place, thing))


def _saves(changes: Sequence[FieldChange], fields: Fields, here: str) -> list[Save]:
    saves = []
    for _key, group in groupby(changes, key=lambda change: change.change_set):
        rows = list(group)
        saves.append(Save(rows[0], [_line(change, fields, here) for change in rows]))
    return saves


def _line(change: FieldChange, fields: Fields, here: str) -> Line:
    field = fields.get(change.field)
    old, new = in_words(change.field, field, change.old), in_words(change.field, field, change.new)
    url = f"{here}{change.public_id}/" if field is not None or change.field in LINES else ""
    return Line(change, _label(fields, change.field), _compared(field, old, new), url)


def _compared(field: forms.Field | None, old: str, new: str) -> list[Stretch]:
    """Return what was struck out and what was added: word by word where most of a text stayed, else as a whole."""
    words = compare_words(old, new)
    kept = sum(len(part.text) for part in words if part.change is Change.KEPT)
    if type(field) is forms.CharField and kept > _MOSTLY * max(len(old), len(new)):
        return words
    return [
        Stretch(Change.REMOVED, old or _("leer")),
        Stretch(Change.KEPT, " → "),
        Stretch(Change.ADDED, new or _("leer")),
    ]


def _label(fields: Fields, name: str) -> str:
    called = {
        "costs": _("Kosten nach Jahren"),
        "fundings": _("Förderung und andere Geldgeber"),
        "indicators": _("Kennzahlen"),
        "status": _("Stand"),
    }
    return str(called[name] if name in called else fields[name].label if name in fields else name)


def _address(kind: Kind, place: Place, thing: uuid.UUID) -> str:
    return reverse(kind.back, args=[place.slug] if kind.back == "workshop:strategy" else [place.slug, thing])


def _history(kind: str, place: Place, thing: uuid.UUID) -> str:
    return reverse(f"workshop:{kind}_history", args=[place.slug, thing])


def _restore_measure(measure: Measure, place: Place, name: str, kept: Any, actor: User) -> bool:
    if name in {"status", "progress"}:
        return _restore_status(measure, name, kept, actor)
    profile = Profile.of(measure)
    if name in LINES:
        lines: Any = lines_again(name, kept)
        return _put_back(measure, dataclasses.replace(profile, **{name: lines}), actor)
    form = filled_again(lambda posted: MeasureForm(posted, place=place, measure=measure), name, kept)
    value = form.cleaned_data[name]
    if name == "needs":
        return bool(actions.change_measure(measure, profile, needs=list(value), actor=actor))
    return _put_back(measure, dataclasses.replace(profile, **{name: value}), actor)


def _put_back(measure: Measure, profile: Profile, actor: User) -> bool:
    if profile.years_cost_more:
        raise NotToday(_("Die Kosten der einzelnen Jahre ergäben zusammen mehr als die einmaligen Kosten."))
    return bool(actions.change_measure(measure, profile, actor=actor))


def _restore_status(measure: Measure, name: str, kept: Any, actor: User) -> bool:
    if kept is None:
        raise NotToday(_("Ein Fortschritt wird nicht wieder unbekannt. Bitte tragen Sie den heutigen ein."))
    now = {"status": measure.status, "progress": measure.progress}
    said = filled_again(lambda posted: StatusForm(posted, initial=now), name, kept).cleaned_data
    moved = actions.change_status(measure, said["status"], reason="", progress=said["progress"], actor=actor)
    return moved is not None


def _restore_goal(goal: Goal, place: Place, name: str, kept: Any, actor: User) -> bool:
    def make(posted: QueryDict | None) -> GoalForm:
        return GoalForm(posted, instance=policies.goal(place, goal.public_id), place=place)

    form = filled_again(make, name, kept)
    actions.save_goal(form.goal(), measures=form.cleaned_data["measures"], actor=actor)  # type: ignore[attr-defined]  # as made above
    return bool(form.has_changed())


def _restore_indicator(indicator: GoalIndicator, place: Place, name: str, kept: Any, actor: User) -> bool:
    form = filled_again(
        lambda posted: IndicatorForm(posted, instance=policies.goal_indicator(place, indicator.public_id)), name, kept
    )
    actions.save_indicator(form.save(commit=False), actor=actor)  # type: ignore[attr-defined]  # as made above
    return bool(form.has_changed())


def _restore_field(field: FieldOfAction, place: Place, name: str, kept: Any, actor: User) -> bool:
    form = filled_again(
        lambda posted: FieldForm(posted, instance=policies.editable_field(place, field.public_id), place=place),
        name,
        kept,
    )
    said = form.cleaned_data
    actions.change_field(field, title=said["title"], description=said["description"], order=said["order"], actor=actor)
    return bool(form.has_changed())


def _restore_strategy(strategy: Strategy, place: Place, name: str, kept: Any, actor: User) -> bool:
    form = filled_again(lambda posted: StrategyForm(posted, instance=Strategy.objects.get(pk=strategy.pk)), name, kept)
    actions.save_strategy(form.save(commit=False), actor=actor)  # type: ignore[attr-defined]  # as made above
    return bool(form.has_changed())


def _restore_strategy_or_paper(strategy: Strategy, place: Place, name: str, kept: Any, actor: User) -> bool:
    chapter, dot, field = name.partition(".")
    if not dot:
        return _restore_strategy(strategy, place, name, kept, actor)
    said = actions.paper_words(strategy, chapter)
    if said[field] == kept:
        return False
    actions.save_paper_text(strategy, chapter, actor=actor, **(said | {field: kept}))
    return True


def _paper_fields() -> dict[str, forms.Field]:
    """Return the fields of the own words in the paper, each called by what it is and by its chapter."""
    fields = {}
    for part in (*CHAPTERS, *SHORT_FORMS):
        for name, asked in PaperTextForm.base_fields.items():
            field = copy(asked)
            field.label = format_lazy("{field} ({chapter})", field=asked.label, chapter=part.title)
            fields[actions.paper_word_name(part.key, name)] = field
    return fields


def _strategy(request: UserRequest, place: Place, key: uuid.UUID) -> Strategy:
    return get_object_or_404(Strategy.objects.of(place), public_id=key)


KINDS: dict[str, Kind] = {
    "measure": Kind(
        "measures", lambda request, place, key: policies.visible_measure(request.user, place, key), lambda measure: measure.ref,
        "workshop:measure", {**MeasureForm.base_fields, **StatusForm.base_fields}, _restore_measure,
    ),
    "goal": Kind(
        "goals", lambda _request, place, key: policies.goal(place, key), actions.ref_of, "workshop:goal", GoalForm.base_fields,
        _restore_goal,
    ),
    "goal_indicator": Kind(
        "goals", lambda _request, place, key: policies.goal_indicator(place, key), actions.ref_of, "workshop:goal_indicator",
        IndicatorForm.base_fields, _restore_indicator,
    ),
    "field": Kind(
        "fields", lambda _request, place, key: policies.editable_field(place, key), actions.ref_of, "workshop:field",
        FieldForm.base_fields, _restore_field,
    ),
    "strategy": Kind(
        "strategy", _strategy, actions.ref_of, "workshop:strategy", {**StrategyForm.base_fields, **_paper_fields()},
        _restore_strategy_or_paper,
    ),
}  # fmt: skip
