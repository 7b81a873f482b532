"""Versions of the strategy paper in the town hall: keep, read, decide, publish, ask."""

import datetime
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.core import commenting, subjects
from dorflinde.places.public import Place
from dorflinde.strategy import actions, policies
from dorflinde.strategy.forms import OpeningForm, PaperVersionForm, ResolutionForm, TakeBackForm
from dorflinde.strategy.models import PaperVersion, Resolution, Strategy
from dorflinde.strategy.paper.press import FORMS
from dorflinde.strategy.paper.version import sheet_of

from .frame import workbench_page
from .paper import paper_handed_out

_USUAL_TIME = datetime.timedelta(days=28)


@login_required
@require_safe
def papers(request: UserRequest, municipality: str) -> HttpResponse:
    """List the versions with their state, and today's paper to look at."""
    place = policies.workbench(request, municipality)
    versions = PaperVersion.objects.of(place).defer("tree")
    return workbench_page(
        request, "paper/index", place, tab="papers", strategy=_own_strategy(place), versions=versions,
        forms=FORMS,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def new(request: UserRequest, municipality: str) -> HttpResponse:
    """Keep today's paper as a version."""
    place = policies.editable_workbench(request, municipality)
    strategy = _own_strategy(place)
    if strategy is None:
        messages.warning(request, _("Legen Sie zuerst die Strategie mit ihren Jahren an."))
        return redirect("workshop:strategy", place.slug)
    form = PaperVersionForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        version = actions.keep_paper(strategy, actor=request.user, title=said["title"], note=said["note"])
        messages.success(request, _("Als Fassung %(number)s festgehalten.") % {"number": version.number})
        return redirect("workshop:paper_version", place.slug, version.public_id)
    return workbench_page(
        request, "paper/form", place, tab="papers", form=form, heading=_("Fassung festhalten"),
        text=_("Das Papier bleibt so, wie es heute ist, auch wenn sich Maßnahmen später ändern."),
        action_label=_("Fassung festhalten"), cancel_url=reverse("workshop:papers", args=[place.slug]),
    )  # fmt: skip


@login_required
@require_safe
def version(request: UserRequest, municipality: str, version: uuid.UUID) -> HttpResponse:
    """Show a version with its files, its comments and what the council said."""
    place = policies.workbench(request, municipality)
    found = policies.paper_version(place, version)
    refs = [found.opened.ref] if found.opened else []
    described, counts = subjects.describe_all(refs), commenting.count(refs)
    return workbench_page(
        request, "paper/version", place, tab="papers", version=found, forms=FORMS,
        comments=sum(counts.values()), comments_url=next((one.url for one in described.values()), ""),
        may_open=commenting.opener_for(place.modules_off) is not None,
    )  # fmt: skip


@login_required
@require_safe
def file(request: UserRequest, municipality: str, version: uuid.UUID, form: str) -> HttpResponse:
    """Hand out a version to the town hall."""
    place = policies.workbench(request, municipality)
    found = policies.paper_version(place, version)
    if form not in FORMS:
        raise Http404(_("In dieser Form gibt es das Strategiepapier nicht."))
    return paper_handed_out(request, sheet_of(found, form), form, f"{place.slug}-fassung-{found.number}", private=True)


@login_required
@require_http_methods(["GET", "POST"])
def resolution(request: UserRequest, municipality: str, version: uuid.UUID) -> HttpResponse:
    """Write down or correct what the council decided."""
    place = policies.editable_workbench(request, municipality)
    found = policies.paper_version(place, version)
    form = ResolutionForm(request.POST or None, instance=found.decided or Resolution(version=found))
    if form.is_valid():
        actions.record_resolution(form.save(commit=False), actor=request.user)
        messages.success(request, _("Der Beschluss ist eingetragen. Er steht jetzt auf dem Titelblatt der Fassung."))
        return redirect("workshop:paper_version", place.slug, found.public_id)
    return workbench_page(
        request, "paper/form", place, tab="papers", form=form, heading=_("Beschluss eintragen"),
        text=_("Fassung %(number)s: %(title)s") % {"number": found.number, "title": found.title},
        action_label=_("Beschluss speichern"), cancel_url=_address(place.slug, found),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def resolution_back(request: UserRequest, municipality: str, version: uuid.UUID) -> HttpResponse:
    """Take back a resolution that was written down by mistake or has fallen."""
    place = policies.editable_workbench(request, municipality)
    found = policies.decided_paper_version(place, version)
    form = TakeBackForm(request.POST or None)
    if form.is_valid():
        actions.take_back_resolution(found, actor=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Der Beschluss ist zurückgenommen. Die Fassung gilt wieder als Entwurf."))
        return redirect("workshop:paper_version", place.slug, found.public_id)
    return workbench_page(
        request, "paper/form", place, tab="papers", form=form, heading=_("Beschluss zurücknehmen"),
        text=_("Fassung %(number)s: %(title)s") % {"number": found.number, "title": found.title},
        action_label=_("Beschluss zurücknehmen"), cancel_url=_address(place.slug, found),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: UserRequest, municipality: str, version: uuid.UUID) -> HttpResponse:
    """Let everyone read a version."""
    place = policies.editable_workbench(request, municipality)
    found = policies.paper_version(place, version)
    if request.method == "POST":
        actions.publish_paper(found, actor=request.user)
        messages.success(request, _("Alle können diese Fassung jetzt lesen."))
        return redirect("workshop:paper_version", place.slug, found.public_id)
    return workbench_page(
        request, "delete", place, tab="papers", tone="main", heading=_("Fassung veröffentlichen?"),
        text=_("Sie steht danach für alle auf der Seite des Strategiepapiers. Sie können sie wieder zurückziehen."),
        action_label=_("Veröffentlichen"), cancel_url=_address(place.slug, found),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: UserRequest, municipality: str, version: uuid.UUID) -> HttpResponse:
    """Take a version back from the public page."""
    place = policies.editable_workbench(request, municipality)
    found = policies.paper_version(place, version)
    is_asked = found.open_until is not None
    if request.method == "POST":
        actions.withdraw_paper(found, actor=request.user)
        said = _("Die Fassung ist nicht mehr öffentlich. Im Rathaus bleibt sie erhalten.")
        closed = _("Die Runde für Rückmeldungen ist beendet; dort steht, warum.")
        messages.success(request, f"{said} {closed}" if is_asked else said)
        return redirect("workshop:paper_version", place.slug, found.public_id)
    text = _("Ihre öffentliche Adresse führt danach ins Leere. Sie können sie wieder veröffentlichen.")
    ends = _("Die laufende Runde für Rückmeldungen endet damit; was schon gesagt wurde, bleibt lesbar.")
    return workbench_page(
        request, "delete", place, tab="papers", heading=_("Fassung zurückziehen?"), text=f"{text} {ends}" if is_asked else text,
        action_label=_("Zurückziehen"), cancel_url=_address(place.slug, found),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def opening(request: UserRequest, municipality: str, version: uuid.UUID) -> HttpResponse:
    """Ask the place what it thinks of a draft."""
    place = policies.editable_workbench(request, municipality)
    found = policies.paper_version(place, version)
    form = OpeningForm(request.POST or None, initial={"until": timezone.localdate() + _USUAL_TIME})
    if form.is_valid():
        try:
            actions.open_paper(found, actor=request.user, until=form.cleaned_data["until"])
        except commenting.CommentingProblem as problem:
            messages.warning(request, str(problem))
        else:
            messages.success(request, _("Der Entwurf ist öffentlich, und alle können mitreden."))
        return redirect("workshop:paper_version", place.slug, found.public_id)
    return workbench_page(
        request, "paper/form", place, tab="papers", form=form, heading=_("Rückmeldungen sammeln"),
        text=_("Der Entwurf wird für alle sichtbar, und alle können sagen, was sie davon halten."),
        action_label=_("Jetzt öffentlich fragen"), cancel_url=_address(place.slug, found),
    )  # fmt: skip


def _address(slug: str, version: PaperVersion) -> str:
    return reverse("workshop:paper_version", args=[slug, version.public_id])


def _own_strategy(place: Place) -> Strategy | None:
    """The place's own strategy: versions of the region's paper are made at the region."""
    return Strategy.objects.of(place).newest_first().first()
