"""Who may read, sign, change, take back and answer petitions."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from dorflinde.accounts.public import MODERATION, Actor, User, has_role
from dorflinde.places.public import Place

from .models import PETITION, Activity, Petition
from .policies import Permit, is_running, may_manage, may_take_part, visible_activity


def visible_petitions(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return an activity with petitions to everyone who may see its project."""
    return visible_activity(user, municipality, project_slug, slug, kind=PETITION)


def petition_of(user: Actor, activity: Activity, public_id: uuid.UUID) -> Petition:
    """Return a petition: what is listed to everyone, what is not yet to whoever has an account and its address.

    The address cannot be guessed; its author passes it on to those who shall sign first.
    """
    found = Petition.objects.complete().filter(activity=activity, public_id=public_id).first()
    if found is None or found.withdrawn_at is not None or not _may_read(user, found):
        raise Http404(_("Diesen Vorschlag gibt es hier nicht (mehr)."))
    found.activity = activity
    return found


def needs_account_to_read(activity: Activity, public_id: uuid.UUID) -> bool:
    """Tell whether a petition is there that only people with an account read yet."""
    return Petition.objects.filter(activity=activity, public_id=public_id, published_at=None).standing().exists()


def editable_petition(user: User, activity: Activity, public_id: uuid.UUID) -> Petition:
    """Return a petition to its author as long as its words may change."""
    found = petition_of(user, activity, public_id)
    if not may_change(user, found):
        raise PermissionDenied
    return found


def answerable_petition(user: User, activity: Activity, public_id: uuid.UUID) -> Petition:
    """Return a petition to those in the town hall who answer it."""
    found = petition_of(user, activity, public_id)
    if not may_answer_petition(user, found):
        raise PermissionDenied
    return found


def may_sign(user: Actor, petition: Petition) -> Permit:
    """Tell whether somebody may sign now; under a name, so with an account."""
    if petition.is_hidden:
        return Permit(False, _("Das wird noch geprüft."))
    permit = may_take_part(user, petition.activity)
    if permit and not isinstance(user, User):
        return Permit(False, _("Zum Mitzeichnen bitte anmelden, damit jede Stimme einmal zählt."), needs_account=True)
    return permit


def may_change(user: Actor, petition: Petition) -> bool:
    """Tell whether its author may change or take back a petition: while people sign, until enough have."""
    is_own = isinstance(user, User) and petition.author_id == user.pk
    return is_own and petition.quorum_at is None and is_running(petition.activity) and not petition.is_hidden


def may_answer_petition(user: Actor, petition: Petition) -> bool:
    """Tell whether somebody answers a petition for the town hall; what waits for moderation waits for no answer."""
    return petition.is_listed and may_manage(user, petition.activity.project.place)


def _may_read(user: Actor, petition: Petition) -> bool:
    if petition.is_listed:
        return True
    if not isinstance(user, User):
        return False
    if petition.is_hidden:
        return petition.author_id == user.pk or has_role(user, MODERATION, petition.activity.project.place)
    return True
