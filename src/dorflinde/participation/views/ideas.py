"""Reading an idea, writing one, changing it, taking it back."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import User, UserRequest, needs_introduction, take_draft
from dorflinde.moderation.public import pause_sentence, require_voice, standing_of
from dorflinde.participation import actions, policies, policies_processes, queries
from dorflinde.participation.forms import CommentForm, IdeaForm
from dorflinde.participation.models import Idea, Project
from dorflinde.places.public import at, open_municipality
from dorflinde.trail.public import is_following, offspring_of, url_of

from .drafts import keep_photo, lead_first_to, recall_photo, say_it_is_closed

_LONGEST_TITLE = 120


@require_safe
def idea(request: HttpRequest, municipality: str, public_id: uuid.UUID) -> HttpResponse:
    """Show an idea: what the town hall says, what people say, what became of it."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.visible_idea(request.user, place, public_id)
    if found.is_merged and not found.is_hidden:
        return redirect("participation:idea", place.slug, found.merger.root.public_id)
    trail_url, gathered = url_of(found.ref), queries.gathered_in(found)
    may_answer = policies.may_answer(request.user, found)
    context = {
        "place": place,
        "idea": found,
        "project": found.project,
        "answers": list(found.answers.select_related("organisation__place__parent").order_by("-at", "-pk")),
        "threads": queries.threads_of(found, request.user, gathered),
        "voices": queries.voices_on([found], request.user)[found.pk],
        "may_speak": policies.may_speak(request.user, found.project),
        "takes_guests": policies.takes_guests(found.project),
        "may_edit": policies.may_edit(request.user, found),
        "may_withdraw": policies.may_withdraw(request.user, found),
        "may_answer": may_answer,
        "may_take_support": may_answer and policies_processes.takes_supports(found.project),
        "comment_form": CommentForm(),
        "only_this": [found],
        "tiles": settings.TILES_URL,
        "attribution": settings.TILES_ATTRIBUTION,
        "trail_url": trail_url,
        "follow_key": resolve(trail_url).kwargs["key"] if trail_url else None,
        "is_following": is_following(found.ref, request.user),
        "offspring": offspring_of(found.ref),
        "gathered": gathered,
        "parts": queries.parts_of(found),
        "origin": queries.origin_of(found),
        "standing": standing_of(found.ref) if found.is_hidden else None,
        "pause": pause_sentence(request.user, found.place),
    }
    return render(request, "participation/idea.html", context)


@require_safe
def compose(request: HttpRequest, municipality: str) -> HttpResponse:
    """Lead from „I have an idea“ to the project that collects ideas; with several, let people choose."""
    place = at(request, open_municipality(municipality, module="participation"))
    collecting = queries.projects_collecting_ideas(place)
    origin = request.GET.get("aus", "").replace("\0", "")[:100]
    goal = "participation:idea_take_down" if origin else "participation:idea_new"
    query = (
        f"?{urlencode({'aus': origin})}" if origin else ""
    )  # the town hall makes an idea of something told elsewhere
    if len(collecting) == 1:
        return redirect(reverse(goal, args=[place.slug, collecting[0].project.slug]) + query)
    context = {
        "goal": goal,
        "query": query,
        "place": place,
        "collecting": collecting,
        "coming": [] if collecting else queries.coming_projects(place),
        "next_door": [] if collecting else queries.projects_next_door(place),
    }
    return render(request, "participation/compose.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_new(request: HttpRequest, municipality: str, project: str) -> HttpResponse:
    """Take an idea; guests fill the form in first and sign in on sending, and nothing they typed is lost."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.visible_project(request.user, place, project)
    draft_name, user = f"participation.idea:{found.public_id}", request.user
    if not (permit := policies.may_post(user, found)):
        return say_it_is_closed(request, draft_name, found, permit)
    if request.method != "POST":
        require_voice(user, found.place)
    if isinstance(user, User) and needs_introduction(user):
        return lead_first_to(
            "accounts:welcome", request, draft_name, _("Ihre Idee ist gespeichert. Es fehlt nur noch Ihr Name im Ort.")
        )
    if request.method == "POST":
        recall_photo(request, draft_name)
        form = IdeaForm(request.POST, request.FILES, project=found, user=user)
    elif isinstance(user, User) and (draft := take_draft(request, draft_name)):
        form = IdeaForm(*draft, project=found, user=user)
    else:
        return _idea_page(request, IdeaForm(project=found, user=user))
    if not form.is_valid():
        return _idea_page(request, form, has_photo=keep_photo(request, form, draft_name))
    if not form.cleaned_data["seen_similar"] and (alike := queries.similar_ideas(found, form.cleaned_data["title"])):
        return _idea_page(request, form, has_photo=keep_photo(request, form, draft_name), alike=alike)
    if not isinstance(user, User):
        return lead_first_to(
            "account_login", request, draft_name, _("Ihre Idee ist gespeichert. Noch kurz anmelden, dann geht sie ab.")
        )
    return _send_idea(request, found, user, form, draft_name)


@never_cache
@require_POST
def idea_similar(request: HttpRequest, municipality: str, project: str) -> HttpResponse:
    """Show the ideas that are similar to a title while it is being typed; nothing of it is kept."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.visible_project(request.user, place, project)
    alike = queries.similar_ideas(found, request.POST.get("title", "")[:_LONGEST_TITLE])
    return render(request, "participation/parts/similar.html", {"alike": alike})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_edit(request: UserRequest, municipality: str, public_id: uuid.UUID) -> HttpResponse:
    """Let the author change an idea until it is answered."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.editable_idea(request.user, place, public_id)
    filled = (request.POST, request.FILES) if request.method == "POST" else ()
    form = IdeaForm(*filled, project=found.project, user=request.user, idea=found)
    if not form.is_valid():
        return _idea_page(request, form)
    without_photo = bool(form.cleaned_data.get("without_photo"))
    sent = actions.send_change(found, actor=request.user, without_photo=without_photo, **form.answers)
    if sent.refusal:
        form.add_error(None, sent.refusal)
        return _idea_page(request, form)
    if sent.is_waiting:
        messages.success(request, _("Ihre Änderungen werden geprüft. Bis dahin steht die Idee nicht auf der Seite."))
    else:
        messages.success(request, _("Ihre Änderungen stehen auf der Seite."))
    return redirect(found.get_absolute_url())


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_withdraw(request: UserRequest, municipality: str, public_id: uuid.UUID) -> HttpResponse:
    """Ask the author once, naming what goes, then take the idea back."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.withdrawable_idea(request.user, place, public_id)
    if request.method == "POST":
        actions.withdraw_idea(found, actor=request.user)
        messages.success(request, _("Sie haben Ihre Idee zurückgezogen."))
        return redirect(found.project.get_absolute_url())
    context = {
        "heading": _("„%(title)s“ zurückziehen?") % {"title": found.title},
        "text": _("Die Idee verschwindet von allen Seiten. Rückgängig machen können Sie das nicht."),
        "losses": _losses(found),
        "action_label": _("Idee zurückziehen"),
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)


def _send_idea(request: HttpRequest, project: Project, user: User, form: IdeaForm, draft_name: str) -> HttpResponse:
    """Post the idea, or let it wait for a look, or say which rule of the place it breaks."""
    sent = actions.send_idea(project, actor=user, **form.answers)
    if sent.thing is None:
        form.add_error(None, sent.refusal)
        return _idea_page(request, form, has_photo=keep_photo(request, form, draft_name))
    if sent.is_waiting:
        messages.success(request, _("Ihre Idee ist angekommen und wird geprüft. Sie bekommen Bescheid."))
    else:
        messages.success(
            request, _("Ihre Idee steht jetzt auf der Seite. Das Rathaus will innerhalb von zwei Wochen antworten.")
        )
    return redirect(sent.thing.get_absolute_url())


def _losses(idea: Idea) -> list[str]:
    comments = idea.comments.visible().count()
    losses = [_("Ihr Text und Ihr Foto") if idea.photo else _("Ihr Text")]
    if idea.support_count:
        losses.append(
            ngettext("%(n)d Unterstützung", "%(n)d Unterstützungen", idea.support_count) % {"n": idea.support_count}
        )
    if comments:
        losses.append(ngettext("%(n)d Kommentar", "%(n)d Kommentare", comments) % {"n": comments})
    return losses


def _idea_page(
    request: HttpRequest, form: IdeaForm, *, has_photo: bool = False, alike: list[Idea] | None = None
) -> HttpResponse:
    project: Project = form.project
    context = {
        "place": project.municipality,
        "project": project,
        "form": form,
        "idea": form.idea,
        "has_photo": has_photo,
        "alike": alike,
        "waits": bool(alike),
        **map_of(project),
        "cancel_url": form.idea.get_absolute_url() if form.idea else project.get_absolute_url(),
    }
    return render(request, "participation/idea_form.html", context)


def map_of(project: Project) -> dict[str, Any]:
    """Return what a page needs to show a map of the project's place."""
    return {
        "center": _center(project),
        "tiles": settings.TILES_URL,
        "attribution": settings.TILES_ATTRIBUTION,
    }


def _center(project: Project) -> tuple[float, float] | None:
    for place in (project.place, project.municipality):
        if place.lat is not None and place.lon is not None:
            return place.lat, place.lon
    return None
