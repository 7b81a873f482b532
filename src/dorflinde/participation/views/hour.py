"""A question hour on the phone: asking, standing behind questions, voting; afterwards, what was asked and answered."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dorflinde.accounts.public import allow
from dorflinde.moderation.public import screen
from dorflinde.participation import actions, policies_hall, queries
from dorflinde.participation.forms import AskForm
from dorflinde.participation.models import Activity, HallQuestion
from dorflinde.participation.policies import Permit

from .guests import Participant, account_url, admit, participant_of

# A whole hall may stand behind one address of its Wi-Fi; what one phone may do is counted by its mark.
_GUESTS_A_DAY = 2000
_SENT_AN_HOUR = 30_000
_QUESTIONS_OF_ONE = 10


def hour_page(request: HttpRequest, activity: Activity) -> HttpResponseBase:
    """Show what goes on in the hall and let people ask, support and vote; nothing is asked that cannot be sent."""
    who = participant_of(request, activity.project)
    permit = policies_hall.may_join_hall(request.user, activity, who.guest)
    form, problem = AskForm(), ""
    if request.method == "POST":
        if not permit:
            problem = permit.reason
        else:
            who = admit(request, activity.project, most=_GUESTS_A_DAY)
            form, problem = _take(request, activity, who)
        if not problem and not form.errors:
            return who.remember(redirect(f"{activity.get_absolute_url()}{_anchor(request)}"))
    hall = queries.hall_of(activity)
    may_ask = policies_hall.may_ask(request.user, activity, hall.hour, who.guest)
    context = {
        "place": activity.project.municipality, "project": activity.project, "activity": activity, "hall": hall,
        "permit": permit, "may_ask": may_ask, "form": form, "problem": problem, "is_over": activity.is_past(timezone.localdate()),
        "needs_puzzle": not who and policies_hall.takes_the_hall(activity), "asks_first": policies_hall.asks_first(activity),
        "mine": queries.stood_behind(activity, who.user, who.guest), "chosen": queries.chosen_in_hall(activity, who.user, who.guest),
        "own": _own(activity, who), "may_lead": policies_hall.may_lead(request.user, activity),
        "account_url": account_url(activity.project) if who.guest else "",
    }  # fmt: skip
    response = render(request, "participation/hall/page.html", context)
    if permit or who:
        patch_cache_control(response, private=True, no_store=True)
    return who.remember(response)


def hour_card(request: HttpRequest, activity: Activity) -> SafeString | None:
    """Say on the project's page how much was asked."""
    hall = queries.hall_of(activity)
    if not hall.asked:
        return None
    return render_to_string("participation/hall/parts/card.html", {"hall": hall}, request)


def hour_result(activity: Activity) -> SafeString | None:
    """Show on the page of a project what was answered and how the hall voted."""
    hall = queries.hall_of(activity)
    if not (hall.answered or hall.closed_polls):
        return None
    return render_to_string(
        "participation/hall/parts/record.html", {"hall": hall, "activity": activity, "level": 3, "below": 4}
    )


@never_cache
@require_safe
def hall(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from the short address on the screen to its question hour."""
    return redirect(policies_hall.hour_by_code(request.user, code))


def _take(request: HttpRequest, activity: Activity, who: Participant) -> tuple[AskForm, str]:
    """Do what was sent: returns the form with its mistakes, or what to say instead."""
    sent = request.POST
    form = AskForm(sent) if "text" in sent and not _is_thumb(request) else AskForm()
    if not who:
        return form, who.problem or _("Bitte melden Sie sich an.")
    if not allow(who.user or request, "hall", limit=_SENT_AN_HOUR if who.guest else 2000, seconds=3600):
        return form, _("Das ging sehr schnell. Bitte warten Sie ein wenig.")
    if key := sent.get("unterstuetzen"):
        actions.stand_behind(policies_hall.shown_question(activity, key), person=who.user, guest=who.guest)
    elif key := sent.get("zuruecknehmen"):
        actions.step_back(policies_hall.shown_question(activity, key), person=who.user, guest=who.guest)
    elif key := sent.get("zurueckziehen"):
        actions.withdraw_question(policies_hall.withdrawable_question(activity, key, who.user, who.guest))
    elif key := sent.get("wahl"):
        try:
            actions.vote_in_hall(policies_hall.option_of(activity, key), person=who.user, guest=who.guest)
        except ValidationError as problem:
            return form, problem.messages[0]
    elif form.is_valid():
        _ask(request, activity, who, form)
    elif not form.is_bound:
        return form, _("Bitte schreiben Sie Ihre Frage.")
    return form, ""


def _ask(request: HttpRequest, activity: Activity, who: Participant, form: AskForm) -> None:
    permit: Permit = policies_hall.may_ask(request.user, activity, activity.hour, who.guest)
    if not permit:
        form.add_error(None, permit.reason)
        return
    asked = queries.questions_by(activity, who.user, who.guest)
    if len(asked) >= _QUESTIONS_OF_ONE:
        form.add_error(None, _("Sie haben schon %(n)d Fragen gestellt. Lassen Sie jetzt andere zu Wort kommen.") % {"n": len(asked)})  # fmt: skip
        return
    given = form.cleaned_data
    verdict = screen(request.user, place=activity.project.place, kind="participation.hall_question", text=f"{given['text']}\n{given['name']}")  # fmt: skip
    if verdict.refusal:
        form.add_error("text", verdict.refusal)
        return
    waits = policies_hall.asks_first(activity) or bool(verdict.why_held)
    actions.ask(
        activity, given["text"], name=given["name"], person=who.user, guest=who.guest, waits=waits,
        why_held=verdict.why_held[:300],
    )  # fmt: skip


def _own(activity: Activity, who: Participant) -> list[HallQuestion]:
    """Return what this phone or account asked, each with whether it may still be taken back."""
    own = list(queries.questions_by(activity, who.user, who.guest))
    for question in own:
        question.may_go = policies_hall.may_withdraw_question(question, activity.hour)
    return own


def _is_thumb(request: HttpRequest) -> bool:
    return any(name in request.POST for name in ("unterstuetzen", "zuruecknehmen", "zurueckziehen", "wahl"))


def _anchor(request: HttpRequest) -> str:
    key = request.POST.get("unterstuetzen") or request.POST.get("zuruecknehmen")
    if key:
        return f"#frage-{key}"
    return "#abstimmung" if "wahl" in request.POST else "#eigene"
