"""The town hall's side: setting projects up, publishing them, taking their ideas along as a table."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseFormSet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.participation import actions, exports, policies, queries
from dorflinde.participation.forms import (
    ChangedPhases,
    CodesForm,
    NewPhases,
    PhaseForm,
    ProjectForm,
    phases_of,
    plans_of,
)
from dorflinde.participation.models import Project
from dorflinde.places.public import Place, at, open_municipality


@login_required
@never_cache
@require_safe
def manage(request: UserRequest, municipality: str) -> HttpResponse:
    """List all projects of a place, drafts too, with what waits in them."""
    place = _office(request, municipality)
    context = {"place": place, "rows": queries.projects_to_manage(place), "today": timezone.localdate()}
    return render(request, "participation/manage.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def project_new(request: UserRequest, municipality: str) -> HttpResponse:
    """Set up a project as a draft."""
    place = _office(request, municipality)
    form = ProjectForm(*_sent(request), municipality=place)
    phases = NewPhases(request.POST if request.method == "POST" else None, prefix="phasen")
    if not all([form.is_valid(), phases.is_valid()]):  # both say what is wrong
        return _project_page(request, place, form, phases)
    project = actions.create_project(form.plan(plans_of(phases)), actor=request.user)
    messages.success(
        request, _("Der Entwurf ist gespeichert. Sehen Sie ihn an und veröffentlichen Sie ihn, wenn er fertig ist.")
    )
    return redirect(project.get_absolute_url())


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: UserRequest, municipality: str, project: str) -> HttpResponse:
    """Change a project."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.editable_project(request.user, place, project)
    form = ProjectForm(*_sent(request), municipality=place, project=found)
    sent = request.POST if request.method == "POST" else None
    phases = ChangedPhases(sent, prefix="phasen", initial=phases_of(found))
    if not all([form.is_valid(), phases.is_valid()]):  # both say what is wrong
        return _project_page(request, place, form, phases, found)
    if found.is_published and not plans_of(phases):
        form.add_error(None, _("Eine veröffentlichte Beteiligung braucht mindestens eine Phase."))
        return _project_page(request, place, form, phases, found)
    try:
        actions.update_project(found, form.plan(plans_of(phases)), actor=request.user)
    except ValidationError as problem:
        form.add_error(None, problem)
        return _project_page(request, place, form, phases, found)
    messages.success(request, _("Die Änderungen sind gespeichert."))
    return redirect(found.get_absolute_url())


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def project_publish(request: UserRequest, municipality: str, project: str) -> HttpResponse:
    """Show a draft to everyone."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.editable_project(request.user, place, project)
    if request.method == "POST":
        try:
            actions.publish_project(found, actor=request.user)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
            return redirect("participation:project_edit", place.slug, found.slug)
        messages.success(request, _("Die Beteiligung ist veröffentlicht und steht auf dem Dorfplatz."))
        return redirect(found.get_absolute_url())
    context = {
        "heading": _("„%(title)s“ veröffentlichen?") % {"title": found.title},
        "text": _("Die Seite ist dann für alle zu lesen und steht als Nachricht auf dem Dorfplatz."),
        "action_label": _("Veröffentlichen"),
        "cancel_url": found.get_absolute_url(),
        "tone": "main",
    }
    return render(request, "ui/confirm.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def project_unpublish(request: UserRequest, municipality: str, project: str) -> HttpResponse:
    """Take a project off the page; nothing is lost, it is a draft again."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.editable_project(request.user, place, project)
    if request.method == "POST":
        actions.unpublish_project(found, actor=request.user)
        messages.success(request, _("Die Beteiligung ist wieder ein Entwurf."))
        return redirect("participation:manage", place.slug)
    context = {
        "heading": _("„%(title)s“ von der Seite nehmen?") % {"title": found.title},
        "text": _("Die Beteiligung wird wieder ein Entwurf. Beim nächsten Veröffentlichen ist alles wieder da."),
        "losses": [_("Bis dahin sieht niemand die Seite, die Ideen, die Unterstützungen und die Kommentare.")],
        "action_label": _("Von der Seite nehmen"),
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)


@login_required
@never_cache
@require_safe
def ideas_csv(request: UserRequest, municipality: str, project: str) -> StreamingHttpResponse:
    """Hand out the ideas of a project as a table."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.editable_project(request.user, place, project)
    response = StreamingHttpResponse(exports.ideas_as_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ideen-{found.slug}.csv"'
    return response


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: UserRequest, municipality: str) -> HttpResponse:
    """Make codes that prove a residence, to hand over or to send; they are shown this once."""
    place = _office(request, municipality)
    form = CodesForm(request.POST if request.method == "POST" else None)
    made: list[str] = []
    if form.is_valid():
        number, way = form.cleaned_data["number"], form.cleaned_data["way"]
        made = actions.make_codes(place, number, way=way, actor=request.user)
    return render(request, "participation/codes.html", {"place": place, "form": form, "codes": made})


def _office(request: UserRequest, municipality: str) -> Place:
    place = at(request, open_municipality(municipality, module="participation"))
    if not policies.may_manage(request.user, place):
        raise PermissionDenied
    return place


def _sent(request: UserRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _project_page(
    request: UserRequest,
    place: Place,
    form: ProjectForm,
    phases: BaseFormSet[PhaseForm],
    project: Project | None = None,
) -> HttpResponse:
    context = {"place": place, "form": form, "phases": phases, "project": project}
    return render(request, "participation/project_form.html", context)
