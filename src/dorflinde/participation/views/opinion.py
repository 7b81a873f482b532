"""An opinion map as people see it: one statement after the other, a statement of one's own, what came of it."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import User, allow
from dorflinde.moderation.public import screen
from dorflinde.participation import actions, policies, policies_opinion, queries
from dorflinde.participation.forms import StatementForm
from dorflinde.participation.models import Activity, Opinion, Statement
from dorflinde.places.public import at, open_municipality

from .guests import Participant, account_url, admit, participant_of

_VOTES_AN_HOUR = 600
_STATEMENTS_AN_HOUR = 20
_VOTES = {"ja": Opinion.Vote.AGREE, "nein": Opinion.Vote.DISAGREE, "weiss-nicht": Opinion.Vote.PASS}


def opinion_page(request: HttpRequest, activity: Activity) -> HttpResponseBase:
    """Ask one statement after the other; nothing is asked that cannot be sent."""
    who = participant_of(request, activity.project)
    permit = policies_opinion.may_vote_on_map(request.user, activity, who.guest)
    problem = ""
    if request.method == "POST" and permit:
        who, problem = _vote(request, activity, who)
        if not problem and "HX-Request" not in request.headers:
            return who.remember(redirect(f"{activity.get_absolute_url()}#aussage"))
    context = {**_context(request, activity, who), "permit": permit, "problem": problem}
    template = "participation/opinion/parts/vote.html" if "HX-Request" in request.headers else "participation/opinion/page.html"  # fmt: skip
    response = render(request, template, context)
    patch_cache_control(response, private=True, no_store=True)
    return who.remember(response)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def statement_new(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponseBase:
    """Take a statement of somebody's own."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_opinion.map_that_takes_statements(request.user, place, project, activity)
    who = participant_of(request, found.project)
    permit = policies_opinion.may_vote_on_map(request.user, found, who.guest)
    form = StatementForm(request.POST if request.method == "POST" else None)
    if permit and form.is_valid() and (who := _say(request, found, form, who)) and not form.errors:
        return who.remember(redirect(found.get_absolute_url()))
    context = {**_context(request, found, who), "permit": permit, "form": form}
    return who.remember(render(request, "participation/opinion/statement_form.html", context))


@require_safe
def opinion_map(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Show what came of it: the groups, what unites and what divides them."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_opinion.visible_map(request.user, place, project, activity)
    permit = policies_opinion.may_see_map(request.user, found)
    context = {
        "place": place, "project": found.project, "activity": found, "permit": permit,
        "picture": queries.picture_of(found) if permit else None,
        "is_running": policies.is_running(found),
    }  # fmt: skip
    response = render(request, "participation/opinion/map.html", context)
    patch_cache_control(response, private=True, no_store=True)  # it changes with every vote
    return response


def _context(request: HttpRequest, activity: Activity, who: Participant) -> dict[str, object]:
    voice = queries.voice_of(activity, who.user, who.guest)
    standing, said = queries.standing_of(activity, voice), queries.said_by(voice)
    if asked := request.GET.get("aussage"):
        standing = queries.asked_again(standing, activity, asked)
    return {
        "place": activity.project.municipality, "project": activity.project, "activity": activity,
        "standing": standing, "said": said, "takes_statements": policies_opinion.takes_statements(activity),
        "needs_puzzle": not who and policies.takes_guests(activity.project),
        "may_see": policies_opinion.may_see_map(request.user, activity),
        "account_url": account_url(activity.project) if who.guest else "",
    }  # fmt: skip


def _vote(request: HttpRequest, activity: Activity, who: Participant) -> tuple[Participant, str]:
    statement = _statement_of(activity, request.POST.get("aussage", ""))
    vote = _VOTES.get(request.POST.get("stimme", ""))
    if vote is None:
        return who, _("Bitte wählen Sie eine der drei Antworten.")
    if not allow(who.user or request, "opinions", limit=_VOTES_AN_HOUR, seconds=3600):
        return who, _("Das ging sehr schnell. Bitte warten Sie ein wenig.")
    if not (who := admit(request, activity.project)):
        return who, who.problem
    actions.vote_on(statement, vote, person=who.user, guest=who.guest)
    return who, ""


def _statement_of(activity: Activity, key: str) -> Statement:
    try:
        return Statement.objects.of(activity).shown().select_related("activity").get(public_id=uuid.UUID(key))
    except (ValueError, Statement.DoesNotExist):
        raise Http404(_("Diese Aussage gibt es hier nicht (mehr).")) from None


def _say(request: HttpRequest, activity: Activity, form: StatementForm, who: Participant) -> Participant:
    if not allow(who.user or request, "statements", limit=_STATEMENTS_AN_HOUR, seconds=3600):
        form.add_error(None, _("Das waren viele Aussagen auf einmal. Bitte warten Sie eine Stunde."))
        return who
    if not (who := admit(request, activity.project)):
        form.add_error(None, who.problem)
        return who
    text = form.cleaned_data["text"]
    verdict = screen(request.user, place=activity.project.place, kind="participation.statement", text=text)
    if verdict.refusal:
        form.add_error("text", verdict.refusal)
        return who
    why = verdict.why_held or _why_held(activity, who.user)
    try:
        actions.say(activity, text, actor=who.user, why_held=why)
    except ValidationError as problem:
        form.add_error("text", problem)
        return who
    thanks = _("Danke, Ihre Aussage ist angekommen. Sie steht da, sobald das Rathaus sie angesehen hat.")
    messages.success(request, thanks if why else _("Danke, Ihre Aussage steht jetzt zur Abstimmung."))
    return who


def _why_held(activity: Activity, user: User | None) -> str:
    if activity.options.get("own") == "yes" and user is not None:
        return ""
    return _("Eigene Aussagen werden hier vorher angesehen.") if user else _("Ohne Konto geschrieben.")
