"""The course of a project: invitations, copies, following, and what came of it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dorflinde.accounts.public import UserRequest
from dorflinde.desk.public import came_from_desk
from dorflinde.feed.public import Sender
from dorflinde.participation import actions, policies, policies_processes, queries
from dorflinde.participation.forms import CopyForm, InvitationForm, OutcomeForm
from dorflinde.participation.models import Project
from dorflinde.places.public import at, open_municipality
from dorflinde.trail.public import follow, is_following, unfollow


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: UserRequest, municipality: str, token: str) -> HttpResponse:
    """Let somebody who was handed a link into a private project."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_processes.open_invitation(place, token)
    if request.method == "POST":
        actions.accept(found, actor=request.user)
        return redirect(found.project.get_absolute_url())
    context = {
        "heading": _("Sie sind eingeladen: %(title)s") % {"title": found.project.title},
        "text": found.project.summary,
        "action_label": _("Einladung annehmen"),
        "cancel_url": place.get_absolute_url(),
        "tone": "main",
    }
    return render(request, "ui/confirm.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: UserRequest, municipality: str, project: str) -> HttpResponse:
    """List the links into a private project, with how many came by each, and make new ones."""
    found = _project(request, municipality, project)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.invite(found, form.cleaned_data["label"], actor=request.user)
        return redirect(request.path)
    context = {
        "place": found.municipality, "project": found, "form": form, "invitations": queries.invitations_of(found),
        "base": f"{request.scheme}://{request.get_host()}",
    }  # fmt: skip
    return render(request, "participation/invitations.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_revoke(request: UserRequest, municipality: str, project: str, invitation: uuid.UUID) -> HttpResponse:
    """Take a link back."""
    found = _project(request, municipality, project)
    link = policies_processes.invitation_of(found, invitation)
    back = f"{found.get_absolute_url()}einladungen/"
    if request.method == "POST":
        actions.revoke(link, actor=request.user)
        return redirect(back)
    context = {
        "heading": _("Einladung „%(label)s“ zurücknehmen?") % {"label": link.label},
        "text": _(
            "Der Link führt dann niemanden mehr hinein. Wer mit ihm gekommen ist, sieht die Beteiligung nicht mehr."
        ),
        "action_label": _("Zurücknehmen"),
        "cancel_url": back,
    }
    return render(request, "ui/confirm.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def project_copy(request: UserRequest, municipality: str, project: str) -> HttpResponse:
    """Make a new draft after a project."""
    found = _project(request, municipality, project)
    initial = {"title": found.title, "first_day": timezone.localdate()}
    form = CopyForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        made = actions.copy_project(found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Die Kopie ist ein Entwurf. Bitte sehen Sie Tage und Texte durch."))
        return redirect("participation:project_edit", found.municipality.slug, made.slug)
    context = {"place": found.municipality, "project": found, "form": form}
    return render(request, "participation/project_copy.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: UserRequest, municipality: str, project: str) -> HttpResponse:
    """Say what came of a project."""
    found = _project(request, municipality, project)
    said = queries.outcome_of(found)
    initial = {"text": said.text, "by": said.by} if said else {"by": Sender.town_hall(found.place).name}
    form = OutcomeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.write_outcome(found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Das Ergebnis steht oben auf der Seite der Beteiligung."))
        return redirect("desk:inbox" if came_from_desk(request) else found.get_absolute_url())
    context = {"place": found.municipality, "project": found, "form": form, "is_published": found.is_published}
    return render(request, "participation/outcome.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def project_follow(request: UserRequest, municipality: str, project: str) -> HttpResponse:
    """Let somebody hear of a project, or no longer."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_processes.followable_project(request.user, place, project)
    follows = is_following(found.ref, request.user)
    if request.method == "POST":
        (unfollow if follows else follow)(found.ref, request.user)
        words = _("Sie bekommen keine Nachrichten mehr.") if follows else _("Sie bekommen Bescheid, wenn etwas beginnt, endet oder entschieden ist.")  # fmt: skip
        messages.success(request, words)
        return redirect(found.get_absolute_url())
    context = {
        "heading": _("Nicht mehr folgen?") if follows else _("„%(title)s“ folgen?") % {"title": found.title},
        "text": _("Wer folgt, bekommt Bescheid, wenn eine Phase beginnt oder endet und wenn das Ergebnis feststeht."),
        "action_label": _("Nicht mehr folgen") if follows else _("Folgen"),
        "cancel_url": found.get_absolute_url(),
        "tone": "main",
    }
    return render(request, "ui/confirm.html", context)


def _project(request: UserRequest, municipality: str, project: str) -> Project:
    place = at(request, open_municipality(municipality, module="participation"))
    return policies.editable_project(request.user, place, project)
