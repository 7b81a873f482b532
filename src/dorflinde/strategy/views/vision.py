"""The vision: drafts of the groups beside the common text, its versions, comments, adoption."""

import datetime
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.core import commenting, subjects
from dorflinde.methods.word_changes import compare_words
from dorflinde.strategy import actions, policies, queries
from dorflinde.strategy.forms import DraftForm, OpeningForm, VersionForm
from dorflinde.strategy.models import VisionDraft, VisionVersion

from .frame import workbench_page

_USUAL_TIME = datetime.timedelta(days=28)


@login_required
@require_http_methods(["GET", "POST"])
def vision(request: UserRequest, municipality: str) -> HttpResponse:
    """Write the common text with the drafts of the groups in view; saving makes a version."""
    read = request.method == "GET"
    place = policies.workbench(request, municipality) if read else policies.editable_workbench(request, municipality)
    strategy = queries.own_cycle(place)
    versions = list(VisionVersion.objects.of(strategy)) if strategy else []
    text = versions[0].text if versions else strategy.vision if strategy else ""
    form = VersionForm(request.POST or None, initial={"text": text})
    if strategy and form.is_valid():
        said = form.cleaned_data
        version = actions.save_version(strategy, actor=request.user, text=said["text"], reason=said["reason"])
        messages.success(request, _("Als Fassung %(number)s gespeichert.") % {"number": version.number})
        return redirect("workshop:vision", place.slug)
    drafts = VisionDraft.objects.filter(strategy=strategy) if strategy else []
    return workbench_page(
        request, "vision/index", place, tab="vision", strategy=strategy, drafts=drafts, form=form, text=text,
        versions=_with_comments(versions), may_open=commenting.opener_for(place.modules_off) is not None,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def draft_new(request: UserRequest, municipality: str) -> HttpResponse:
    """Take down what a group wrote."""
    place = policies.editable_workbench(request, municipality)
    strategy = queries.own_cycle(place)
    if strategy is None:
        messages.warning(request, _("Legen Sie zuerst die Strategie mit ihren Jahren an."))
        return redirect("workshop:strategy", place.slug)
    form = DraftForm(request.POST or None, instance=VisionDraft(strategy=strategy))
    if form.is_valid():
        actions.save_draft(form.save(commit=False), actor=request.user)
        messages.success(request, _("Der Entwurf ist aufgenommen."))
        return redirect("workshop:vision", place.slug)
    return workbench_page(request, "vision/draft", place, tab="vision", form=form, heading=_("Entwurf einer Gruppe"))


@login_required
@require_http_methods(["GET", "POST"])
def draft(request: UserRequest, municipality: str, draft: uuid.UUID) -> HttpResponse:
    """Change what a group wrote."""
    place = policies.editable_workbench(request, municipality)
    found = policies.vision_draft(place, draft)
    form = DraftForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.save_draft(form.save(commit=False), actor=request.user)
        messages.success(request, _("Der Entwurf ist gespeichert."))
        return redirect("workshop:vision", place.slug)
    return workbench_page(request, "vision/draft", place, tab="vision", form=form, draft=found, heading=found.group)


@login_required
@require_http_methods(["GET", "POST"])
def draft_delete(request: UserRequest, municipality: str, draft: uuid.UUID) -> HttpResponse:
    """Throw a group's draft away."""
    place = policies.editable_workbench(request, municipality)
    found = policies.vision_draft(place, draft)
    if request.method == "POST":
        actions.delete_draft(found, actor=request.user)
        messages.success(request, _("Der Entwurf ist gelöscht."))
        return redirect("workshop:vision", place.slug)
    return workbench_page(
        request, "delete", place, tab="vision", losses=[_("der Entwurf der Gruppe „%(group)s“") % {"group": found.group}],
        heading=_("Entwurf löschen?"), text=_("Der gemeinsame Text und seine Fassungen bleiben."),
        action_label=_("Löschen"), cancel_url=reverse("workshop:vision", args=[place.slug]),
    )  # fmt: skip


@login_required
@require_safe
def version(request: UserRequest, municipality: str, version: uuid.UUID) -> HttpResponse:
    """Read a version, and what changed since another one (`?mit=`, else the one before)."""
    place = policies.workbench(request, municipality)
    found = policies.vision_version(place, version)
    versions = list(VisionVersion.objects.of(found.strategy))
    wanted = request.GET.get("mit", "")
    earlier = [one for one in versions if one.number < found.number]
    other = next((one for one in versions if str(one.number) == wanted), earlier[0] if earlier else None)
    old, new = (other, found) if other is None or other.number < found.number else (found, other)
    return workbench_page(
        request, "vision/version", place, tab="vision", version=found, versions=versions, other=other, old=old, new=new,
        changes=compare_words(old.text, new.text) if old and old != new else [],
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def opening(request: UserRequest, municipality: str, version: uuid.UUID) -> HttpResponse:
    """Ask the place what it thinks of a version."""
    place = policies.editable_workbench(request, municipality)
    found = policies.vision_version(place, version)
    form = OpeningForm(request.POST or None, initial={"until": timezone.localdate() + _USUAL_TIME})
    if form.is_valid():
        try:
            actions.open_version(found, actor=request.user, until=form.cleaned_data["until"])
        except commenting.CommentingProblem as problem:
            messages.warning(request, str(problem))
        else:
            messages.success(request, _("Der Text ist öffentlich. Rückmeldungen zählt die Werkstatt mit."))
        return redirect("workshop:vision", place.slug)
    return workbench_page(request, "vision/opening", place, tab="vision", form=form, version=found)


@login_required
@require_http_methods(["GET", "POST"])
def adoption(request: UserRequest, municipality: str, version: uuid.UUID) -> HttpResponse:
    """Make a version the vision of the strategy."""
    place = policies.editable_workbench(request, municipality)
    found = policies.vision_version(place, version)
    if request.method == "POST":
        actions.adopt_version(found, actor=request.user)
        messages.success(request, _("Das ist jetzt das Leitbild. Es steht im Strategiepapier."))
        return redirect("workshop:vision", place.slug)
    return workbench_page(
        request, "delete", place, tab="vision", tone="main", action_label=_("Als Leitbild übernehmen"),
        heading=_("Fassung %(number)s als Leitbild übernehmen?") % {"number": found.number},
        text=_("Der Text steht danach im Strategiepapier. Eine frühere Fassung können Sie jederzeit wieder übernehmen."),
        cancel_url=reverse("workshop:vision", args=[place.slug]),
    )  # fmt: skip


def _with_comments(versions: list[VisionVersion]) -> list[tuple[VisionVersion, str, int]]:
    """Return each version with the address where people comment on it and how often they did."""
    refs = [one.opened.ref for one in versions if one.opened]
    described, counts = subjects.describe_all(refs), commenting.count(refs)
    rows = []
    for one in versions:
        ref = one.opened.ref if one.opened else None
        rows.append((one, described[ref].url if ref in described else "", counts.get(ref, 0) if ref else 0))
    return rows
