"""A survey on paper: the form to print, and typing the sheets in."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest, allow
from dorflinde.participation import actions, exports, policies, policies_survey, queries
from dorflinde.participation.forms import TypedSheetForm
from dorflinde.participation.models import Activity, Question
from dorflinde.places.public import at, open_municipality

_PRINTS_AN_HOUR = 60


@require_safe
def survey_form(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Hand out the form to print."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_survey.printable_survey(request.user, place, project, activity)
    if not allow(request, "survey papers", limit=_PRINTS_AN_HOUR, seconds=3600):
        return HttpResponse(_("Bitte versuchen Sie es in einer Stunde wieder."), status=429)
    response = HttpResponse(exports.survey_as_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="fragebogen-{found.slug}.pdf"'
    return response


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_sheets(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Type sheets in one after the other; each answer leads back to an empty form."""
    found = _survey(request, municipality, project, activity)
    permit = policies_survey.may_type_in(found)
    if request.method == "POST" and not permit:
        raise PermissionDenied(permit.reason)
    form = TypedSheetForm(
        request.POST if request.method == "POST" else None, questions=list(Question.objects.of(found))
    )  # fmt: skip
    if form.is_valid():
        made = actions.type_in(found, form.marks, actor=request.user)
        messages.success(request, _("Bogen %(n)d ist eingegeben.") % {"n": made.paper_number or 0})
        if queries.is_like_the_one_before(made):
            words = _("Er gleicht dem davor Zeile für Zeile. War es derselbe, nehmen Sie ihn unten zurück.")
            messages.warning(request, words)
        return redirect(_url(found))
    context = {
        "place": found.project.municipality, "project": found.project, "activity": found, "form": form,
        "permit": permit, "heap": queries.heap_of(found, request.user),
    }  # fmt: skip
    return render(request, "participation/survey_sheets.html", context)


@login_required
@never_cache
@require_POST
def survey_sheet_back(
    request: UserRequest, municipality: str, project: str, activity: str, sheet: uuid.UUID
) -> HttpResponse:
    """Undo a sheet that was typed in wrongly."""
    found = _survey(request, municipality, project, activity)
    policies_survey.require_typing_in(found)
    wrong = policies_survey.paper_sheet(found, sheet)
    actions.take_paper_back(wrong, actor=request.user)
    words = _("Bogen %(n)d ist zurückgenommen. Sie können ihn neu eingeben.")
    messages.success(request, words % {"n": wrong.paper_number or 0})
    return redirect(_url(found))


def _survey(request: UserRequest, municipality: str, project: str, activity: str) -> Activity:
    place = at(request, open_municipality(municipality, module="participation"))
    return policies.editable_survey(request.user, place, project, activity)


def _url(activity: Activity) -> str:
    words = (activity.project.municipality.slug, activity.project.slug, activity.slug)
    return reverse("participation:survey_sheets", args=words)
