"""The desk of those who lead through a question hour: look, remember, put on the podium, answer, merge, ask the hall."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dorflinde.accounts.public import User, UserRequest
from dorflinde.participation import actions, policies, policies_hall, queries
from dorflinde.participation.forms import HallPollForm, ModeratorForm, SpokenForm
from dorflinde.participation.models import Activity, HallPoll, HallQuestion
from dorflinde.places.public import at, open_municipality

_WITH_QUESTION: dict[str, Callable[..., object]] = {
    "freigeben": actions.let_through,
    "merken": actions.put_on_shortlist,
    "vergessen": actions.take_off_shortlist,
    "podium": actions.put_on_podium,
    "wieder-offen": actions.take_answer_back,
    "trennen": actions.part_question,
}
_WITH_POLL: dict[str, Callable[..., object]] = {
    "umfrage-auf": actions.open_poll,
    "umfrage-zu": actions.close_poll,
    "umfrage-weg": actions.drop_poll,
}
_WITH_HOUR: dict[str, Callable[..., object]] = {
    "podium-leer": actions.clear_podium,
    "fragen-zu": actions.pause_asking,
    "fragen-auf": actions.resume_asking,
}
_LONGEST_ANSWER = 1000


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hour_desk(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Show everything that was asked, and do with it what was pressed."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_hall.led_hour(request.user, place, project, activity)
    what = request.POST.get("was", "")
    spoken = SpokenForm(request.POST if what == "eintippen" else None, prefix="saal")
    poll = HallPollForm(request.POST if what == "umfrage-neu" else None, prefix="umfrage")
    if request.method == "POST":
        if what == "eintippen" and spoken.is_valid():
            actions.note_question(found, **spoken.cleaned_data, actor=request.user)
            return _back(found)
        if what == "umfrage-neu" and poll.is_valid():
            actions.prepare_poll(found, **poll.cleaned_data, actor=request.user)
            return _back(found, "#umfragen")
        if what not in {"eintippen", "umfrage-neu"}:
            _do(request, found, what)
            return _back(found)
    context = {
        "place": place, "project": found.project, "activity": found, "hall": queries.hall_of(found),
        "spoken": spoken, "poll_form": poll, "may_manage": policies.may_manage(request.user, found.project.place),
        "is_running": policies.is_running(found), "runs": policies.runs_now(found),
    }  # fmt: skip
    return render(request, "participation/hall/desk.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hour_moderators(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Let the town hall say who else leads through the hour."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_hall.managed_hour(request.user, place, project, activity)
    key = request.POST.get("entlassen", "")
    form = ModeratorForm(request.POST if request.method == "POST" and not key else None)
    if key.isascii() and key.isdecimal() and len(key) < 19:
        actions.dismiss_moderator(found, int(key), actor=request.user)
        return redirect("participation:hour_moderators", place.slug, found.project.slug, found.slug)
    if form.is_valid():
        person: User = form.cleaned_data["pseudonym"]
        actions.name_moderator(found, person, actor=request.user)
        messages.success(request, _("%(name)s leitet jetzt die Fragestunde mit.") % {"name": person.public_name})
        return redirect("participation:hour_moderators", place.slug, found.project.slug, found.slug)
    context = {
        "place": place, "project": found.project, "activity": found, "form": form,
        "moderators": queries.moderators_of(found),
        "desk_url": request.build_absolute_uri(_desk_url(found)),
    }  # fmt: skip
    return render(request, "participation/hall/moderators.html", context)


def _do(request: UserRequest, activity: Activity, what: str) -> None:
    key = request.POST.get("frage", "")
    if do := _WITH_HOUR.get(what):
        do(activity, actor=request.user)
    elif do := _WITH_POLL.get(what):
        poll: HallPoll = policies_hall.poll_of(activity, request.POST.get("umfrage", ""))
        do(poll, actor=request.user)
    elif what == "zusammenlegen":
        _merge(request, activity)
    elif do := _WITH_QUESTION.get(what):
        do(policies_hall.question_of(activity, key), actor=request.user)
    else:
        _say(request, policies_hall.question_of(activity, key), what)


def _say(request: UserRequest, question: HallQuestion, what: str) -> None:
    if what == "ausblenden":
        reason = request.POST.get("grund", "").strip()
        if reason:
            actions.hide_hall_question(question.public_id, actor=request.user, reason=reason)
        else:
            messages.error(request, _("Bitte nennen Sie den Grund: Wer gefragt hat, liest ihn."))
    elif what == "zurueckholen":
        actions.restore_hall_question(question.public_id, actor=request.user)
    elif what == "beantwortet":
        actions.answer_in_hall(question, request.POST.get("antwort", "")[:_LONGEST_ANSWER], actor=request.user)
    elif what in {"hoch", "runter"}:
        actions.move_on_shortlist(question, up=what == "hoch", actor=request.user)


def _merge(request: UserRequest, activity: Activity) -> None:
    """Merge what was ticked into the question most people stand behind."""
    keys = set(request.POST.getlist("frage"))
    hall = queries.hall_of(activity)
    ticked = [one for one in (*hall.shortlist, *hall.open, *hall.waiting) if str(one.question.public_id) in keys]
    if hall.podium and str(hall.podium.question.public_id) in keys:
        ticked.insert(0, hall.podium)
    if len(ticked) < 2:
        messages.error(request, _("Bitte mindestens zwei Fragen markieren."))
        return
    into = max(ticked, key=lambda one: (one == hall.podium, one.question.shown_at is not None, one.supports)).question
    into.activity = activity
    try:
        actions.merge_questions([one.question for one in ticked], into, actor=request.user)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])


def _back(activity: Activity, anchor: str = "") -> HttpResponse:
    return redirect(f"{_desk_url(activity)}{anchor}")


def _desk_url(activity: Activity) -> str:
    return f"{activity.get_absolute_url()}pult/"
