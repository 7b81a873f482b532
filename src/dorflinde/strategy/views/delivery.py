"""Carrying out one measure: milestones, tasks, blockers, risks, decisions, and how it goes."""

import uuid

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.actions.delivery import Part
from dorflinde.strategy.forms import PART_FORMS, HealthAssessmentForm
from dorflinde.strategy.models import Measure

from .frame import workbench_page

_TICKABLE = {"meilenstein", "aufgabe", "hindernis"}


@login_required
@require_safe
def delivery(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Show how a measure is carried out, with one short line to add each thing."""
    place = policies.workbench(request, municipality)
    return _page(request, policies.visible_measure(request.user, place, measure))


@login_required
@require_http_methods(["GET", "POST"])
def add(request: UserRequest, municipality: str, measure: uuid.UUID, kind: str) -> HttpResponse:
    """Note one more thing; the page opens at the same line for the next one."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    form = _form(kind)(request.POST or None, prefix=kind)
    if form.is_valid():
        part = actions.add_part(found, kind, form.cleaned_data, actor=request.user)
        messages.success(request, _("Notiert: %(title)s.") % {"title": part.title})
        return _back(found, kind)
    return _page(request, found, **{kind: form})


@login_required
@require_POST
def tick(request: UserRequest, municipality: str, measure: uuid.UUID, kind: str, part: uuid.UUID) -> HttpResponse:
    """Tick a thing off, or open it again."""
    found, row = _part(request, municipality, measure, kind, part)
    if kind not in _TICKABLE:
        raise Http404(_("Das lässt sich nicht abhaken."))
    if getattr(row, "is_done", False):
        actions.untick(row, actor=request.user)
        messages.success(request, _("Wieder offen: %(title)s.") % {"title": row.title})
    else:
        actions.tick(row, actor=request.user)
        messages.success(request, _("Erledigt: %(title)s.") % {"title": row.title})
    return _back(found, kind)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: UserRequest, municipality: str, measure: uuid.UUID, kind: str, part: uuid.UUID) -> HttpResponse:
    """Remove what was noted by mistake, after naming it."""
    found, row = _part(request, municipality, measure, kind, part)
    if request.method == "POST":
        title = row.title
        actions.remove_part(kind, row, actor=request.user)
        messages.success(request, _("Entfernt: %(title)s.") % {"title": title})
        return _back(found, kind)
    return workbench_page(
        request, "delete", found.municipality, tab="reports", losses=[], heading=_("„%(title)s“ entfernen?") % {"title": row.title},
        text=_("Was erledigt ist, haken Sie besser ab: Dann bleibt nachzulesen, wann."),
        action_label=_("Entfernen"), cancel_url=_address(found),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def assess(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Say by hand how it goes, with a reason."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    form = HealthAssessmentForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        actions.assess(found, said["health"], said["reason"], until=said["until"], actor=request.user)
        messages.success(request, _("Die Lage ist festgehalten."))
        return redirect(_address(found))
    return _page(request, found, assessment_form=form)


@login_required
@require_POST
def withdraw(request: UserRequest, municipality: str, measure: uuid.UUID) -> HttpResponse:
    """Let the health be derived again."""
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    if actions.withdraw_assessment(found, actor=request.user):
        messages.success(request, _("Die Lage ergibt sich wieder aus den Angaben."))
    return redirect(_address(found))


def _page(request: UserRequest, measure: Measure, **typed: forms.Form) -> HttpResponse:
    found = queries.with_delivery(Measure.objects.filter(pk=measure.pk)).get()
    parts = {
        "meilenstein": (_("Meilensteine"), found.milestones.all()),
        "aufgabe": (_("Aufgaben"), found.tasks.all()),
        "hindernis": (_("Was im Weg steht"), found.blockers.all()),
        "risiko": (_("Risiken"), found.risk_rows.all()),
        "beschluss": (_("Beschlüsse"), found.decisions.all()),
    }
    sections = [
        (kind, title, list(rows), typed.get(kind) or PART_FORMS[kind](prefix=kind), kind in _TICKABLE)
        for kind, (title, rows) in parts.items()
    ]
    return workbench_page(
        request, "delivery", found.municipality, tab="reports", measure=found, standing=queries.health_of(found), sections=sections,
        assessment_form=typed.get("assessment_form") or HealthAssessmentForm(), open_assessment="assessment_form" in typed,
        indicators=found.indicators.all(), open_kind=next(iter(typed), ""),
    )  # fmt: skip


def _form(kind: str) -> type[forms.Form]:
    if kind not in PART_FORMS:
        raise Http404(_("Diese Seite gibt es hier nicht."))
    return PART_FORMS[kind]


def _part(
    request: UserRequest, municipality: str, measure: uuid.UUID, kind: str, part: uuid.UUID
) -> tuple[Measure, Part]:
    place = policies.editable_workbench(request, municipality)
    found = policies.editable_measure(request.user, place, measure)
    _form(kind)
    row: Part = get_object_or_404(actions.PARTS[kind]._default_manager.all(), public_id=part, measure=found)  # type: ignore[assignment]  # one of the parts
    row.measure = found
    return found, row


def _back(measure: Measure, kind: str) -> HttpResponse:
    return redirect(f"{_address(measure)}#{kind}")


def _address(measure: Measure) -> str:
    return reverse("workshop:delivery", args=[measure.municipality.slug, measure.public_id])
