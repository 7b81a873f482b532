"""Who may vote on an opinion map, write on it, and read what it shows."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.places.public import Place

from . import queries
from .models import Activity, GuestPass
from .policies import YES, Permit, editable_activity, may_take_part, takes_guests, visible_activity

OPINION_MAP = "opinion_map"


def visible_map(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return an opinion map to everyone who may see its project; another kind of activity has no statements."""
    return visible_activity(user, municipality, project_slug, slug, kind=OPINION_MAP)


def editable_map(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return an opinion map to those in the town hall who may change it."""
    return editable_activity(user, municipality, project_slug, slug, kind=OPINION_MAP)


def map_that_takes_statements(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return an opinion map on which people may write statements of their own."""
    activity = visible_map(user, municipality, project_slug, slug)
    if not takes_statements(activity):
        raise Http404(_("Hier schreibt das Rathaus die Aussagen."))
    return activity


def takes_statements(activity: Activity) -> bool:
    """Tell whether people may write statements of their own on an opinion map."""
    return bool(activity.options.get("own", "checked") != "no")


def may_vote_on_map(user: Actor, activity: Activity, guest: GuestPass | None = None) -> Permit:
    """Tell whether someone may vote on an opinion map now: nothing is shown to vote on that could not be sent."""
    permit = may_take_part(user, activity, guest)
    if permit and not isinstance(user, User) and not takes_guests(activity.project):
        return Permit(False, _("Zum Abstimmen bitte anmelden, damit jede Stimme einmal zählt."), needs_account=True)
    return permit


def may_see_map(user: Actor, activity: Activity) -> Permit:
    """Tell whether someone may read what an opinion map shows; until the end nobody does where it was chosen so."""
    if activity.options.get("shown") == "end" and not activity.is_past(timezone.localdate()):
        return Permit(False, _("Das Ergebnis steht hier, sobald die Abstimmung zu Ende ist. Bis dahin sieht es niemand."))  # fmt: skip
    people = queries.voices_on_maps([activity]).get(activity.pk, 0)
    if people < queries.LEAST_VOICES:
        words = _("Das Ergebnis zeigen wir ab %(n)d Menschen, damit niemand zu erkennen ist.")
        return Permit(False, words % {"n": queries.LEAST_VOICES})
    return YES


def require_map(user: Actor, activity: Activity) -> None:
    """Refuse (403) with the reason who may not see yet what a map shows."""
    if not (permit := may_see_map(user, activity)):
        raise PermissionDenied(permit.reason)
