"""Answering a short survey in a frame of another website: without a cookie, without a session, once for each solved puzzle."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from dorflinde.accounts.public import allow
from dorflinde.participation import actions, policies, policies_survey
from dorflinde.participation.forms import SurveyForm
from dorflinde.participation.models import Activity, Question

_ANSWERS_A_DAY = (
    5  # from one address of the net and to one survey: a family; whoever comes later answers on our own page
)


def poll_in_frame(request: HttpRequest, activity: Activity) -> dict[str, Any]:
    """Return what the frame shows: the questions, what was wrong with the answers, or thanks; nothing where it does not fit."""
    if not policies_survey.fits_frame(activity) or not policies.may_take_part(AnonymousUser(), activity):
        return {}
    sent = request.POST if request.method == "POST" else None
    if sent is not None and not _comes_from_here(request):
        raise PermissionDenied(_("Diese Antwort kam nicht aus unserem Fenster. Bitte antworten Sie auf unserer Seite."))
    form = SurveyForm(sent, questions=list(Question.objects.of(activity)))
    if not form.is_valid():
        return {"form": form}
    try:  # first: a few empty requests may not use up what a household may send in a day
        actions.spend_puzzle(request.POST.get("puzzle", ""))
    except ValidationError as problem:
        return {"form": form, "problem": problem.messages[0]}
    if not allow(request, f"frame {activity.public_id}", limit=_ANSWERS_A_DAY, seconds=24 * 3600):
        return {
            "form": form,
            "problem": _("Von diesem Anschluss kamen heute schon mehrere Antworten. Auf unserer Seite geht es weiter."),
        }
    actions.answer_in_frame(activity, form.marks)
    return {"is_sent": True}


def _comes_from_here(request: HttpRequest) -> bool:
    """Tell whether the form of our own frame was sent; without a token the browser's word on where it comes from says so."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
