"""Who asks and votes in a hall, who leads through its hour, who comes to a meeting."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.places.public import Place

from . import policies, queries
from .models import (
    Activity,
    Gathering,
    GatheringPhoto,
    GuestPass,
    HallOption,
    HallPoll,
    HallQuestion,
    QuestionHour,
    Signup,
)
from .policies import YES, Permit

QUESTION_HOUR = "question_hour"
MEETING = "meeting"


# --- Doors --------------------------------------------------------------------------------------------------------------
def visible_hour(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return a question hour to everyone who may see its project."""
    return policies.visible_activity(user, municipality, project_slug, slug, kind=QUESTION_HOUR)


def led_hour(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return a question hour to those who lead through it."""
    activity = visible_hour(user, municipality, project_slug, slug)
    if not may_lead(user, activity):
        raise PermissionDenied
    return activity


def managed_hour(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return a question hour to those in the town hall who name its moderators."""
    return policies.editable_activity(user, municipality, project_slug, slug, kind=QUESTION_HOUR)


def hour_by_code(user: Actor, code: str) -> Activity:
    """Return the question hour of a short address to everyone who may see its project."""
    way = "activity__project__municipality", "activity__project__publication", "activity__phase"
    found = QuestionHour.objects.select_related(*way).filter(code=code.upper()).first()
    project = found.activity.project if found else None
    if found is None or project is None or not policies.may_enter(user, project) or not project.municipality.has_module("participation"):  # fmt: skip
        raise Http404(_("Diese Adresse gibt es nicht (mehr)."))
    return found.activity


def shown_question(activity: Activity, key: str) -> HallQuestion:
    """Return a question everyone sees; one that was merged leads to that which it became part of."""
    found = question_of(activity, key)
    if found.merged_into is not None:
        found = found.merged_into
        found.activity = activity
    if found.is_hidden or found.shown_at is None:
        raise Http404(_("Diese Frage gibt es hier nicht (mehr)."))
    return found


def withdrawable_question(activity: Activity, key: str, user: User | None, guest: GuestPass | None) -> HallQuestion:
    """Return a question to whoever asked it on this phone or with this account, as long as it may be taken back."""
    question = question_of(activity, key)
    is_own = (user is not None and question.person_id == user.pk) or (
        guest is not None and question.guest_id == guest.pk
    )
    if not is_own:
        raise Http404(_("Diese Frage gibt es hier nicht (mehr)."))
    if not may_withdraw_question(question, activity.hour):
        raise PermissionDenied(_("Was gerade beantwortet wird oder schon beantwortet ist, bleibt stehen."))
    return question


def may_withdraw_question(question: HallQuestion, hour: QuestionHour) -> bool:
    """Tell whether its author may take a question back: until it is on the podium; what the moderation took off stays with it."""
    return not question.is_answered and not question.is_hidden and hour.podium_id != question.pk


def question_of(activity: Activity, key: str) -> HallQuestion:
    """Return a question of an hour somebody came in to."""
    found = HallQuestion.objects.complete().select_related("merged_into__hiding", "hiding", "answer")
    question = found.filter(activity=activity, public_id=_uuid(key)).first()
    if question is None:
        raise Http404(_("Diese Frage gibt es hier nicht (mehr)."))
    question.activity = activity
    return question


def poll_of(activity: Activity, key: str) -> HallPoll:
    """Return a poll of an hour somebody came in to."""
    found = HallPoll.objects.filter(activity=activity, public_id=_uuid(key)).first()
    if found is None:
        raise Http404(_("Diese Abstimmung gibt es hier nicht (mehr)."))
    found.activity = activity
    return found


def option_of(activity: Activity, key: str) -> HallOption:
    """Return an answer of a poll the hall knows."""
    here = HallOption.objects.select_related("poll").filter(poll__activity=activity, poll__opened_at__isnull=False)
    found = here.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None
    if found is None:
        raise Http404(_("Diese Antwort gibt es hier nicht (mehr)."))
    found.poll.activity = activity
    return found


# --- Rules --------------------------------------------------------------------------------------------------------------
def may_lead(user: Actor, activity: Activity) -> bool:
    """Tell whether someone leads through an hour: the town hall, or whom it named."""
    if policies.may_manage(user, activity.project.place):
        return True
    return isinstance(user, User) and queries.leads_hour(user, activity)


def takes_the_hall(activity: Activity) -> bool:
    """Tell whether everybody in the hall takes part without an account, or only who does so in the whole project."""
    return activity.options.get("who", "hall") == "hall" or policies.takes_guests(activity.project)


def may_join_hall(user: Actor, activity: Activity, guest: GuestPass | None = None) -> Permit:
    """Tell whether someone may support and vote now; who is in the hall needs no account."""
    if activity.options.get("who", "hall") == "hall":
        return policies.runs_now(activity)
    permit = policies.may_take_part(user, activity, guest)
    if permit and not isinstance(user, User) and not policies.takes_guests(activity.project):
        return Permit(False, _("Zum Mitmachen bitte anmelden, damit jede Stimme einmal zählt."), needs_account=True)
    return permit


def may_ask(user: Actor, activity: Activity, hour: QuestionHour, guest: GuestPass | None = None) -> Permit:
    """Tell whether someone may ask now."""
    permit = may_join_hall(user, activity, guest)
    if permit and hour.paused_at is not None:
        return Permit(False, _("Im Augenblick werden keine neuen Fragen angenommen."))
    return permit if not permit else YES


def asks_first(activity: Activity) -> bool:
    """Tell whether the moderation looks at questions before the hall does."""
    return bool(activity.options.get("approval", "first") == "first")


def _uuid(key: str) -> uuid.UUID:
    try:
        return uuid.UUID(key)
    except ValueError:
        raise Http404(_("Das gibt es hier nicht (mehr).")) from None


# --- Meetings -----------------------------------------------------------------------------------------------------------
def visible_gathering(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return a meeting to everyone who may see its project."""
    return policies.visible_activity(user, municipality, project_slug, slug, kind=MEETING)


def managed_gathering(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return a meeting to those in the town hall who plan it; who comes, nobody else reads."""
    return policies.editable_activity(user, municipality, project_slug, slug, kind=MEETING)


def signup_of(gathering: Gathering, key: str) -> Signup:
    """Return a line of the list of a meeting somebody came in to."""
    is_number = key.isascii() and key.isdecimal() and len(key) < 19
    found = gathering.signups.filter(pk=int(key)).first() if is_number else None
    if found is None:
        raise Http404(_("Diese Anmeldung gibt es hier nicht (mehr)."))
    found.gathering = gathering
    return found


def photo_of(gathering: Gathering, key: str) -> GatheringPhoto:
    """Return a photo of a meeting somebody came in to."""
    found = gathering.photos.filter(public_id=_uuid(key)).first()
    if found is None:
        raise Http404(_("Dieses Foto gibt es hier nicht (mehr)."))
    found.gathering = gathering
    return found


def signup_opened_by(municipality: Place, project_slug: str, slug: str, key: str) -> Signup:
    """Return a line of a list to whoever has the word from the letter: it is the permission, whoever sees the project."""
    found = Signup.opened_by(key)
    activity = found.gathering.activity if found else None
    here = (municipality.pk, project_slug, slug)
    if (
        found is None
        or activity is None
        or (activity.project.municipality_id, activity.project.slug, activity.slug) != here
    ):
        raise Http404(_("Diese Anmeldung gibt es hier nicht (mehr)."))
    return found


def may_sign_up(user: Actor, activity: Activity, gathering: Gathering, guest: GuestPass | None = None) -> Permit:
    """Tell whether someone may sign up: from the day it is announced until it begins."""
    if not gathering.takes_signups:
        return Permit(False, _("Sie brauchen sich nicht anzumelden. Kommen Sie einfach."))
    if not activity.project.is_published:
        return Permit(False, _("Diese Beteiligung ist noch ein Entwurf."))
    if gathering.starts_at is None:
        return Permit(False, _("Der Termin steht noch nicht fest."))
    if activity.is_closed or gathering.has_begun:
        return Permit(False, _("Anmelden kann man sich nicht mehr."))
    if not isinstance(user, User) and not policies.takes_guests(activity.project):
        words = _("Zum Anmelden brauchen Sie ein Konto. Ohne Konto rufen Sie bitte im Rathaus an.")
        return Permit(False, words, needs_account=True)
    return policies.belongs(user, activity.project, guest)
