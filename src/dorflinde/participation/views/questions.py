"""The town hall's side of a survey: wording the questions, trying them out, taking the answers along."""

import uuid
from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.participation import actions, exports, policies, queries
from dorflinde.participation.forms import QuestionForm, SurveyForm
from dorflinde.participation.models import Activity, AnswerSheet, Question, SurveyAnswer
from dorflinde.places.public import at, open_municipality

from .survey import survey_page

_TAKEN_DOWN = (AnswerSheet.Channel.DESK, AnswerSheet.Channel.PHONE)
_FILES = {
    "csv": ("antworten", "text/csv; charset=utf-8"),
    "xlsx": ("antworten", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "codebuch.csv": ("codebuch", "text/csv; charset=utf-8"),
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """List the questions of a survey and put them into another order."""
    found = _survey(request, municipality, project, activity)
    if request.method == "POST":
        moved = _move(request, found)
        return redirect(f"{_list_url(found)}#frage-{moved}" if moved else _list_url(found))
    context = {
        "place": found.project.municipality, "project": found.project, "activity": found,
        "questions": list(Question.objects.of(found)), "kinds": Question.Kind.choices,
        "is_locked": actions.is_answered(found), "sheets": queries.sheets_sent([found]).get(found.pk, 0),
        "may_see": policies.may_see_results(request.user, found), "is_running": policies.is_running(found),
    }  # fmt: skip
    return render(request, "participation/questions.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: UserRequest, municipality: str, project: str, activity: str, kind: str) -> HttpResponse:
    """Add a question."""
    found = _survey(request, municipality, project, activity)
    if kind not in Question.Kind.values:
        raise Http404(_("Diese Art von Frage gibt es nicht."))
    form = QuestionForm(request.POST if request.method == "POST" else None, activity=found, kind=kind)
    return _save(request, found, form)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(
    request: UserRequest, municipality: str, project: str, activity: str, question: uuid.UUID
) -> HttpResponse:
    """Change a question; after the first answers only its wording."""
    found = _survey(request, municipality, project, activity)
    asked = policies.question_of(found, question)
    sent = request.POST if request.method == "POST" else None
    form = QuestionForm(
        sent, activity=found, kind=asked.kind, question=asked, is_locked=actions.is_answered(found)
    )  # fmt: skip
    return _save(request, found, form)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_remove(
    request: UserRequest, municipality: str, project: str, activity: str, question: uuid.UUID
) -> HttpResponse:
    """Take a question away."""
    found = _survey(request, municipality, project, activity)
    asked = policies.question_of(found, question)
    if request.method == "POST":
        try:
            actions.remove_question(asked, actor=request.user)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
        return redirect(_list_url(found))
    context = {
        "heading": _("„%(title)s“ entfernen?") % {"title": asked.title},
        "text": _("Rückgängig machen können Sie das nicht."),
        "action_label": _("Entfernen"),
        "cancel_url": _list_url(found),
    }
    return render(request, "ui/confirm.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_preview(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Let the town hall fill in its survey as residents do; nothing is kept."""
    found = _survey(request, municipality, project, activity)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SurveyForm(*sent, questions=list(Question.objects.of(found)))
    if form.is_valid():
        messages.success(request, _("So käme es an. Gespeichert wurde nichts, es war nur die Vorschau."))
        return redirect(_list_url(found))
    return survey_page(request, found, form, preview=True)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_take_down(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Fill in a survey for somebody at the desk or on the phone."""
    found = _survey(request, municipality, project, activity)
    policies.require_running(found)
    channel = request.POST.get("channel", AnswerSheet.Channel.DESK)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SurveyForm(*sent, questions=list(Question.objects.of(found)))
    if form.is_valid() and channel in _TAKEN_DOWN:
        actions.take_down(found, form.marks, channel=channel, actor=request.user)
        messages.success(request, _("Aufgenommen. Der nächste Bogen ist leer."))
        return redirect(request.path)
    channels = [(key, AnswerSheet.Channel(key).label, key == channel) for key in _TAKEN_DOWN]
    return survey_page(request, found, form, channels=channels)


@login_required
@never_cache
@require_safe
def survey_export(
    request: UserRequest, municipality: str, project: str, activity: str, ending: str
) -> HttpResponseBase:
    """Hand out the answers or the codebook."""
    found = _survey(request, municipality, project, activity)
    if ending not in _FILES:
        raise Http404(_("Diese Datei gibt es nicht."))
    if ending != "codebuch.csv":
        policies.require_results(request.user, found)
    name, content_type = _FILES[ending]
    if ending == "xlsx":
        response: HttpResponseBase = HttpResponse(exports.answers_as_workbook(found), content_type=content_type)
    else:
        lines = exports.codebook_as_csv(found) if name == "codebuch" else exports.answers_as_csv(found)
        response = StreamingHttpResponse(lines, content_type=content_type)
    suffix = ending.rpartition(".")[2]
    response["Content-Disposition"] = f'attachment; filename="{name}-{found.slug}.{suffix}"'
    return response


@login_required
@never_cache
@require_safe
def survey_file(
    request: UserRequest, municipality: str, project: str, activity: str, sheet: uuid.UUID, question: uuid.UUID
) -> HttpResponse:
    """Hand a photo or PDF that belongs to an answer to the town hall, and to nobody else."""
    found = _survey(request, municipality, project, activity)
    policies.require_results(request.user, found)
    mark = SurveyAnswer.objects.filter(
        sheet__activity=found, sheet__public_id=sheet, question__public_id=question
    ).exclude(file="").first()  # fmt: skip
    if mark is None:
        raise Http404(_("Diese Datei gibt es nicht (mehr)."))
    name = Path(str(mark.file)).name
    with mark.file.open("rb") as file:  # at most 15 MB, and closed whatever becomes of the answer
        response = HttpResponse(file.read(), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _survey(request: UserRequest, municipality: str, project: str, activity: str) -> Activity:
    place = at(request, open_municipality(municipality, module="participation"))
    return policies.editable_survey(request.user, place, project, activity)


def _save(request: UserRequest, activity: Activity, form: QuestionForm) -> HttpResponse:
    if form.is_valid():
        try:
            saved = actions.save_question(activity, form.plan, actor=request.user, question=form.question)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return redirect(f"{_list_url(activity)}#frage-{saved.public_id}")
    context = {
        "place": activity.project.municipality, "project": activity.project, "activity": activity, "form": form,
        "kind_label": form.kind.label, "list_url": _list_url(activity), "is_locked": actions.is_answered(activity),
    }  # fmt: skip
    return render(request, "participation/question_form.html", context)


def _move(request: UserRequest, activity: Activity) -> str:
    up = "hoch" in request.POST
    key = request.POST.get("hoch" if up else "runter", "")
    wanted = next((one for one in Question.objects.of(activity) if str(one.public_id) == key), None)
    if wanted is None:
        return ""
    try:
        actions.move_question(wanted, up=up, actor=request.user)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    return key


def _list_url(activity: Activity) -> str:
    words = (activity.project.municipality.slug, activity.project.slug, activity.slug)
    return reverse("participation:questions", args=words)
