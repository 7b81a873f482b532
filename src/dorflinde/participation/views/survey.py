"""A survey as people see it: filling it in, keeping it half-filled, reading what came of it."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dorflinde.accounts.public import User, UserRequest, allow, needs_introduction, take_draft
from dorflinde.participation import actions, policies, policies_survey, queries
from dorflinde.participation.forms import SurveyForm
from dorflinde.participation.models import Activity, AnswerSheet, Question
from dorflinde.places.public import at, open_municipality

from .drafts import lead_first_to
from .guests import Participant, account_url, admit, participant_of
from .ideas import map_of

_SENDS_AN_HOUR = 60
_LARGEST_DRAFT = 60_000


def survey(request: HttpRequest, activity: Activity) -> HttpResponseBase:
    """Let somebody fill in a survey, correct it, or see why it cannot be filled in; nothing is asked that cannot be sent."""
    user, who = request.user, participant_of(request, activity.project)
    sheet = queries.sheet_of(activity, who.user, who.guest)
    has_answered = bool(sheet and sheet.sent_at) or queries.has_turned_out(activity, who.user, who.guest)
    permit = policies.may_take_part(user, activity, who.guest)
    may_correct = bool(permit) and bool(sheet and sheet.sent_at)
    if not permit or (has_answered and not (may_correct and ("aendern" in request.GET or request.method == "POST"))):
        return _standing(request, activity, permit, has_answered=has_answered, may_correct=may_correct)
    draft_name = f"participation.survey:{activity.public_id}"
    if isinstance(user, User) and needs_introduction(user):
        words = _("Ihre Antworten sind gespeichert. Es fehlt nur noch Ihr Name im Ort.")
        return lead_first_to("accounts:welcome", request, draft_name, words)
    form = _form(request, activity, sheet, draft_name)
    if request.method != "POST" or not form.is_valid():
        return survey_page(request, activity, form, sheet)
    if not isinstance(user, User) and not policies.takes_guests(activity.project):
        words = _("Ihre Antworten sind gespeichert. Noch kurz anmelden, dann gehen sie ab.")
        return lead_first_to("account_login", request, draft_name, words)
    if not allow(user if isinstance(user, User) else request, "survey sheets", limit=_SENDS_AN_HOUR, seconds=3600):
        form.add_error(
            None, _("Das ging sehr schnell. Bitte warten Sie ein wenig; Ihre Antworten bleiben hier stehen.")
        )
        return survey_page(request, activity, form, sheet)
    if not (who := admit(request, activity.project)):
        form.add_error(None, who.problem)
        return survey_page(request, activity, form, sheet)
    return _take(request, activity, form, who)


@login_required
@require_POST
def survey_draft(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Keep a half-filled survey with the account, so that it can be finished elsewhere."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.open_activity(request.user, place, project, activity)
    fields = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    if len(json.dumps(fields)) <= _LARGEST_DRAFT:
        actions.keep_sheet(found, fields, actor=request.user)
    return HttpResponse(status=204)


@require_safe
def survey_results(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Show what people answered, when it may be seen."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.visible_survey(request.user, place, project, activity)
    permit = policies.may_see_results(request.user, found)
    results = queries.results_of(found) if permit else None
    context = {
        "place": place, "project": found.project, "activity": found, "permit": permit, "results": results,
        "paper_until": policies_survey.paper_until(found) if results and results.paper else None,
        "may_manage": policies.may_manage(request.user, found.project.place), **map_of(found.project),
    }  # fmt: skip
    return render(request, "participation/survey_results.html", context)


def _form(request: HttpRequest, activity: Activity, sheet: AnswerSheet | None, draft_name: str) -> SurveyForm:
    questions = list(Question.objects.of(activity))
    marks = list(sheet.answers.select_related("question")) if sheet and sheet.sent_at else []
    if request.method == "POST":
        return SurveyForm(request.POST, request.FILES, questions=questions, marks=marks)
    if isinstance(request.user, User) and (waiting := take_draft(request, draft_name)):
        return SurveyForm(questions=questions, marks=marks, draft=_typed(questions, dict(waiting[0].lists())))
    kept = _typed(questions, sheet.draft) if sheet and sheet.draft else None
    return SurveyForm(questions=questions, marks=marks, draft=kept)


def _typed(questions: list[Question], fields: dict[str, Any]) -> dict[str, Any]:
    """Return a kept form as a form shows it: lists where several can be chosen, else single values."""
    several = {f"f{question.pk}" for question in questions if question.kind == Question.Kind.MULTIPLE}
    return {
        name: values if name in several else values[0]
        for name, values in fields.items()
        if isinstance(values, list) and values
    }


def _take(request: HttpRequest, activity: Activity, form: SurveyForm, who: Participant) -> HttpResponseBase:
    try:
        actions.hand_in(activity, form.marks, actor=who.user, guest=who.guest)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, _("Danke! Ihre Antworten sind da."))
    return who.remember(redirect(activity.get_absolute_url()))


def survey_page(
    request: HttpRequest,
    activity: Activity,
    form: SurveyForm,
    sheet: AnswerSheet | None = None,
    *,
    preview: bool = False,
    channels: Sequence[tuple[str, Any, bool]] = (),
) -> HttpResponse:
    """Return the page on which a survey is filled in."""
    user = request.user
    is_office = preview or bool(channels)
    is_named = isinstance(user, User) and not is_office and not activity.options.get("anonymous")
    takes_guests = policies.takes_guests(activity.project)
    context = {
        "place": activity.project.municipality, "project": activity.project, "activity": activity, "form": form,
        "is_correction": bool(sheet and sheet.sent_at), "is_preview": preview, "channels": channels, "is_office": is_office,
        "takes_guests": takes_guests, "may_print": not is_office and policies_survey.may_print_at_home(activity),
        "needs_puzzle": takes_guests and not isinstance(user, User) and not participant_of(request, activity.project),
        "is_anonymous": bool(activity.options.get("anonymous")),
        "keep_url": f"{activity.get_absolute_url()}zwischenstand/" if is_named else "",
        "who": user.pk if isinstance(user, User) else "", **map_of(activity.project),
    }  # fmt: skip
    response = render(request, "participation/survey_form.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _standing(
    request: HttpRequest, activity: Activity, permit: policies.Permit, *, has_answered: bool, may_correct: bool
) -> HttpResponse:
    context = {
        "place": activity.project.municipality, "project": activity.project, "activity": activity, "permit": permit,
        "has_answered": has_answered, "may_correct": may_correct,
        "may_see": policies.may_see_results(request.user, activity),
        "account_url": account_url(activity.project) if has_answered and not isinstance(request.user, User) else "",
    }  # fmt: skip
    response = render(request, "participation/survey_standing.html", context)
    if has_answered or isinstance(request.user, User):
        patch_cache_control(response, private=True, no_store=True)
    return response
