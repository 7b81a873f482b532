"""Who may print a survey, type sheets of paper in and take them back."""

import datetime
import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor
from dorflinde.places.public import Place
from dorflinde.ui.clock import full_day

from . import formats, residence
from .models import Activity, AnswerSheet, Question
from .policies import SURVEY, YES, Permit, is_running, may_manage, takes_guests, visible_survey

# What needs no more room and no more help than a frame gives.
_IN_FRAME = frozenset(
    {Question.Kind.SINGLE, Question.Kind.MULTIPLE, Question.Kind.SCALE, Question.Kind.TEXT, Question.Kind.NUMBER}
)
_MOST_IN_FRAME = 3
DAYS_TO_TYPE_IN = 14  # sheets that were handed in on the last day still have to be typed


def printable_survey(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return a survey to those who may print it; 403 with the reason for others."""
    activity = visible_survey(user, municipality, project_slug, slug)
    if words := formats.missing_of([activity]).get(activity.pk):
        raise PermissionDenied(words)
    if not may_manage(user, activity.project.place) and not may_print_at_home(activity):
        raise PermissionDenied(_("Bögen auf Papier gibt es im Rathaus."))
    return activity


def may_print_at_home(activity: Activity) -> bool:
    """Tell whether anybody may print the form: where people take part without an account anyway."""
    return takes_guests(activity.project) and is_running(activity)


def may_type_in(activity: Activity) -> Permit:
    """Tell whether sheets can be typed in now: while the survey runs, and two weeks longer for those that came last."""
    if is_running(activity):
        return YES
    today = timezone.localdate()
    if not activity.project.is_published or not activity.is_past(today):
        return Permit(False, _("Bögen können Sie eingeben, sobald die Umfrage läuft."))
    last = _last_day(activity) + datetime.timedelta(days=DAYS_TO_TYPE_IN)
    if today <= last:
        return YES
    return Permit(False, _("Bögen konnten Sie bis zum %(day)s eingeben.") % {"day": full_day(last)})


def paper_until(activity: Activity) -> datetime.date | None:
    """Return until when sheets of paper may still change the result of a survey that is over."""
    today = timezone.localdate()
    last = _last_day(activity) + datetime.timedelta(days=DAYS_TO_TYPE_IN)
    return last if activity.is_past(today) and today <= last else None


def require_typing_in(activity: Activity) -> None:
    """Refuse (403) with the reason while no sheet can be typed in."""
    if not (permit := may_type_in(activity)):
        raise PermissionDenied(permit.reason)


def paper_sheet(activity: Activity, public_id: uuid.UUID) -> AnswerSheet:
    """Return a sheet that was typed in; what people gave on the screen is nobody's business."""
    found = AnswerSheet.objects.on_paper(activity).filter(public_id=public_id).first()
    if found is None:
        raise Http404(_("Diesen Bogen gibt es hier nicht (mehr)."))
    found.activity = activity
    return found


def _last_day(activity: Activity) -> datetime.date:
    if activity.is_closed:
        return min(timezone.localdate(activity.closure.closed_at), activity.phase.ends_on)
    return activity.phase.ends_on


def fits_frame(activity: Activity) -> bool:
    """Tell whether a survey can be answered in a frame of another website: open to all without proof, short, nothing to upload."""
    project = activity.project
    if activity.kind != SURVEY or not takes_guests(project) or project.proof != residence.NONE:
        return False
    kinds = list(Question.objects.of(activity).values_list("kind", "conditions"))
    return 0 < len(kinds) <= _MOST_IN_FRAME and all(kind in _IN_FRAME and not condition for kind, condition in kinds)
