"""A survey on paper: the form to print, and typing the sheets in."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest, allow
from dorflinde.participation import actions, exports, policies, queries
from dorflinde.participation.forms import TypedSheetForm
from dorflinde.participation.models import Activity, AnswerSheet, Question
from dorflinde.places.public import at, open_municipality

_PRINTS_AN_HOUR = 60


@require_safe
def survey_paper(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Hand out the form to print, to everyone who may see the survey."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.printable_survey(request.user, place, project, activity)
    if not allow(request, "survey papers", limit=_PRINTS_AN_HOUR, seconds=3600):
        return HttpResponse(_("Bitte versuchen Sie es in einer Stunde wieder."), status=429)
    response = HttpResponse(exports.survey_as_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.slug}.pdf"'
    return response


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_type_in(request: UserRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Type in sheets of paper, one after the other."""
    found = _survey(request, municipality, project, activity)
    policies.require_typing_in(found)
    form = TypedSheetForm(
        request.POST if request.method == "POST" else None, questions=list(Question.objects.of(found))
    )  # fmt: skip
    if form.is_valid():
        actions.take_down(found, form.marks, channel=AnswerSheet.Channel.PAPER, actor=request.user)
        return redirect(f"{request.path}?gespeichert=ja")
    context = {
        "place": found.project.municipality, "project": found.project, "activity": found, "form": form,
        "is_saved": "gespeichert" in request.GET and not form.is_bound, "number": queries.typed_in(found),
        "last": queries.last_typed_in(found, request.user),
    }  # fmt: skip
    return render(request, "participation/survey_type_in.html", context)


@login_required
@require_POST
def sheet_drop(request: UserRequest, municipality: str, project: str, activity: str, sheet: uuid.UUID) -> HttpResponse:
    """Take back a sheet one has typed in oneself, a slip of the fingers for instance."""
    found = _survey(request, municipality, project, activity)
    policies.require_typing_in(found)
    actions.drop_sheet(policies.own_typed_sheet(request.user, found, sheet), actor=request.user)
    messages.success(request, _("Der Bogen ist wieder heraus. Sie können ihn noch einmal eintippen."))
    return redirect(f"{found.get_absolute_url()}eintippen/")


def _survey(request: UserRequest, municipality: str, project: str, activity: str) -> Activity:
    place = at(request, open_municipality(municipality, module="participation"))
    return policies.editable_survey(request.user, place, project, activity)
