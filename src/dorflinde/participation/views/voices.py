"""Supporting an idea and talking about it."""

import uuid

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dorflinde.accounts.public import User, needs_introduction, take_draft
from dorflinde.moderation.public import require_voice
from dorflinde.participation import actions, policies, queries
from dorflinde.participation.forms import CommentForm
from dorflinde.participation.models import Idea
from dorflinde.places.public import at, open_municipality

from .drafts import lead_first_to, say_it_is_closed
from .guests import account_url, admit, participant_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_support(request: HttpRequest, municipality: str, public_id: uuid.UUID) -> HttpResponseBase:
    """Stand behind an idea or no longer; who comes here from signing in confirms with one click."""
    place = at(request, open_municipality(municipality, module="participation"))
    if not isinstance(request.user, User) and not policies.takes_guests_at(place, public_id):
        return redirect_to_login(request.get_full_path())
    found = policies.discussed_idea(request.user, place, public_id)
    if not isinstance(request.user, User):
        return _support_as_guest(request, found)
    if not (permit := policies.may_speak(request.user, found.project)):
        return say_it_is_closed(request, "", found.project, permit, idea=found)
    if request.method != "POST":
        return _confirm_support(request, found.title, found.get_absolute_url())
    if not actions.may_support_again(request.user):
        messages.error(
            request, _("Das ging sehr schnell. Bitte warten Sie ein wenig und versuchen Sie es dann noch einmal.")
        )
        return redirect(found.get_absolute_url())
    if request.POST.get("zurueck"):
        actions.withdraw_support(found, actor=request.user)
    else:
        actions.support_idea(found, actor=request.user)
    if "HX-Request" not in request.headers:
        return redirect(f"{found.get_absolute_url()}#unterstuetzen")
    voices = queries.voices_on([found], request.user)[found.pk]
    return render(request, "participation/parts/support.html", {"idea": found, "voices": voices, "may_speak": permit})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_new(request: HttpRequest, municipality: str, public_id: uuid.UUID) -> HttpResponse:
    """Take a comment or a reply; guests write first and sign in on sending."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.discussed_idea(request.user, place, public_id)
    draft_name, user = f"participation.comment:{found.public_id}", request.user
    if not (permit := policies.may_speak(user, found.project)):
        return say_it_is_closed(request, draft_name, found.project, permit, idea=found)
    if request.method != "POST":
        require_voice(user, found.place)
    reply_to = policies.comment_to_answer(found, request.GET.get("auf", ""))
    if isinstance(user, User) and needs_introduction(user):
        return lead_first_to(
            "accounts:welcome",
            request,
            draft_name,
            _("Ihr Kommentar ist gespeichert. Es fehlt nur noch Ihr Name im Ort."),
        )
    draft = take_draft(request, draft_name) if request.method != "POST" and isinstance(user, User) else None
    form = CommentForm(request.POST if request.method == "POST" else draft[0] if draft else None)
    context = {"place": place, "idea": found, "project": found.project, "form": form, "reply_to": reply_to}
    if not form.is_valid():
        return render(request, "participation/comment_form.html", context)
    if not isinstance(user, User):
        return lead_first_to(
            "account_login",
            request,
            draft_name,
            _("Ihr Kommentar ist gespeichert. Noch kurz anmelden, dann geht er ab."),
        )
    sent = actions.send_comment(found, actor=user, text=form.cleaned_data["text"], reply_to=reply_to)
    if sent.thing is None:
        form.add_error(None, sent.refusal)
        return render(request, "participation/comment_form.html", context)
    if sent.is_waiting:
        messages.success(request, _("Ihr Kommentar ist angekommen und wird geprüft. Sie bekommen Bescheid."))
    return redirect(sent.thing.get_absolute_url())


def _support_as_guest(request: HttpRequest, idea: Idea) -> HttpResponseBase:
    """Let somebody without an account stand behind an idea, or no longer."""
    who = participant_of(request, idea.project)
    if not (permit := policies.may_speak(request.user, idea.project, who.guest)):
        return say_it_is_closed(request, "", idea.project, permit, idea=idea)
    if request.method == "POST" and (who := admit(request, idea.project)):
        if request.POST.get("zurueck"):
            actions.withdraw_support(idea, actor=None, guest=who.guest)
        else:
            actions.support_idea(idea, actor=None, guest=who.guest)
            messages.success(request, _("Danke, Ihre Unterstützung zählt."))
        return who.remember(redirect(f"{idea.get_absolute_url()}#unterstuetzen"))
    context = {
        "place": idea.project.municipality, "idea": idea, "problem": who.problem, "needs_puzzle": not who,
        "is_mine": queries.is_supported_by(idea, who.guest), "account_url": account_url(idea.project),
    }  # fmt: skip
    return render(request, "participation/support_guest.html", context)


def _confirm_support(request: HttpRequest, title: str, url: str) -> HttpResponse:
    context = {
        "heading": _("„%(title)s“ unterstützen?") % {"title": title},
        "text": _("Die anderen sehen nur, wie viele es sind. Zurücknehmen können Sie es jederzeit."),
        "action_label": _("Ja, ich unterstütze das"),
        "cancel_url": url,
        "tone": "main",
    }
    return render(request, "ui/confirm.html", context)
