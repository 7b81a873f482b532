"""What people take part in beside ideas: its page, and the town hall's side of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dorflinde.accounts.public import UserRequest
from dorflinde.participation import actions, formats, policies, queries
from dorflinde.participation.forms import ActivityForm
from dorflinde.participation.models import Activity, Project
from dorflinde.places.public import at, open_municipality


@require_http_methods(["GET", "HEAD", "POST"])
def activity(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponseBase:
    """Show what people take part in, as its format does it."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.visible_activity(request.user, place, project, activity)
    return formats.format_of(found).page(request, found)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activities(request: UserRequest, municipality: str, project: str) -> HttpResponse:
    """List everything to take part in in a project, and put it into another order."""
    found = _project(request, municipality, project)
    if request.method == "POST":
        _move(request, found)
        return redirect("participation:activities", found.municipality.slug, found.slug)
    context = {"place": found.municipality, "project": found, "cards": queries.cards_of(found)}
    return render(request, "participation/activities.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD"])
def activity_choice(request: UserRequest, municipality: str, project: str) -> HttpResponse:
    """Let the town hall choose a format."""
    found = _project(request, municipality, project)
    context = {"place": found.municipality, "project": found, "formats": formats.all_formats()}
    return render(request, "participation/activity_choice.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activity_new(request: UserRequest, municipality: str, project: str, kind: str) -> HttpResponse:
    """Add something to take part in."""
    found = _project(request, municipality, project)
    if not formats.known(kind):
        raise Http404(_("Dieses Format gibt es nicht."))
    entry = next(entry for entry in formats.all_formats() if entry.kind == kind)
    sent = request.POST if request.method == "POST" else None
    form = ActivityForm(sent, project=found)
    options = entry.options(sent, prefix="optionen") if entry.options else None
    if not _all_valid(form, options):
        return _form_page(request, found, entry, form, options)
    made = actions.create_activity(found, kind, form.plan(_chosen(options)), actor=request.user)
    messages.success(request, _("„%(title)s“ ist angelegt.") % {"title": made.title})
    return redirect(entry.staff_url(made) if entry.staff_url_name else _list_url(made))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activity_edit(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Change what is said about it, its phase and its options."""
    found = _activity(request, municipality, project, activity)
    entry = formats.format_of(found)
    sent = request.POST if request.method == "POST" else None
    form = ActivityForm(sent, project=found.project, activity=found)
    options = entry.options(sent, prefix="optionen", initial=found.options) if entry.options else None
    if not _all_valid(form, options):
        return _form_page(request, found.project, entry, form, options, found)
    try:
        actions.update_activity(found, form.plan(_chosen(options)), actor=request.user)
    except ValidationError as problem:
        form.add_error(None, problem)
        return _form_page(request, found.project, entry, form, options, found)
    messages.success(request, _("Die Änderungen sind gespeichert."))
    return redirect(_list_url(found))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activity_close(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """End it before its phase does."""
    found = _activity(request, municipality, project, activity)
    if request.method == "POST":
        actions.close_activity(found, actor=request.user)
        messages.success(request, _("„%(title)s“ ist beendet.") % {"title": found.title})
        return redirect(_list_url(found))
    context = {
        "heading": _("„%(title)s“ jetzt beenden?") % {"title": found.title},
        "text": _("Niemand kann mehr mitmachen. Solange die Phase läuft, können Sie es wieder öffnen."),
        "action_label": _("Beenden"),
        "cancel_url": _list_url(found),
        "tone": "main",
    }
    return render(request, "ui/confirm.html", context)


@login_required
@never_cache
@require_http_methods(["POST"])
def activity_reopen(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Take an early end back."""
    found = _activity(request, municipality, project, activity)
    actions.reopen_activity(found, actor=request.user)
    messages.success(request, _("„%(title)s“ ist wieder offen.") % {"title": found.title})
    return redirect(_list_url(found))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activity_remove(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Take it out of the project as long as nobody took part."""
    found = _activity(request, municipality, project, activity)
    if request.method == "POST":
        try:
            actions.remove_activity(found, actor=request.user)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
        else:
            messages.success(request, _("„%(title)s“ ist entfernt.") % {"title": found.title})
        return redirect(_list_url(found))
    context = {
        "heading": _("„%(title)s“ entfernen?") % {"title": found.title},
        "text": _("Rückgängig machen können Sie das nicht."),
        "action_label": _("Entfernen"),
        "cancel_url": _list_url(found),
    }
    return render(request, "ui/confirm.html", context)


def _project(request: UserRequest, municipality: str, project: str) -> Project:
    place = at(request, open_municipality(municipality, module="participation"))
    return policies.editable_project(request.user, place, project)


def _activity(request: UserRequest, municipality: str, project: str, activity: str) -> Activity:
    place = at(request, open_municipality(municipality, module="participation"))
    return policies.editable_activity(request.user, place, project, activity)


def _move(request: UserRequest, project: Project) -> None:
    up = "hoch" in request.POST
    slug = request.POST.get("hoch" if up else "runter", "")
    if wanted := next((one for one in formats.activities_of(project) if one.slug == slug), None):
        actions.move_activity(wanted, up=up, actor=request.user)


def _all_valid(*several: forms.Form | None) -> bool:
    verdicts = [form.is_valid() for form in several if form is not None]  # each says what is wrong
    return all(verdicts)


def _chosen(options: forms.Form | None) -> dict[str, Any]:
    return options.cleaned_data if options is not None else {}


def _list_url(activity: Activity) -> str:
    project = activity.project
    return f"{project.get_absolute_url()}bausteine/"


def _form_page(
    request: UserRequest,
    project: Project,
    entry: formats.Format,
    form: ActivityForm,
    options: forms.Form | None,
    activity: Activity | None = None,
) -> HttpResponse:
    context = {
        "place": project.municipality,
        "project": project,
        "format": entry,
        "form": form,
        "options": options,
        "activity": activity,
    }
    return render(request, "participation/activity_form.html", context)
