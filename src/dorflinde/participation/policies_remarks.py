"""Who may read, say, support, take back and answer remarks in an activity."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.places.public import Place

from .models import DEBATE, DOCUMENT, PETITION, Activity, Paragraph, Petition, Remark
from .policies import Permit, editable_activity, is_running, may_manage, may_take_part, visible_activity

TALKS = frozenset({DOCUMENT, DEBATE})  # kinds of activities in which people talk


def visible_talk(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return an activity in which people talk; in another kind of activity there is nothing to say."""
    return _talk(visible_activity(user, municipality, project_slug, slug))


def visible_words(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return an activity in which people say something, be it to each other or about a petition."""
    found = visible_activity(user, municipality, project_slug, slug)
    return found if found.kind == PETITION else _talk(found)


def editable_talk(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return an activity in which people talk to those in the town hall who answer there."""
    return _talk(editable_activity(user, municipality, project_slug, slug))


def visible_document(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return a draft to everyone who may see its project."""
    return visible_activity(user, municipality, project_slug, slug, kind=DOCUMENT)


def editable_document(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return a draft to those in the town hall who may change it."""
    return editable_activity(user, municipality, project_slug, slug, kind=DOCUMENT)


def editable_debate(user: Actor, municipality: Place, project_slug: str, slug: str) -> Activity:
    """Return a debate to those in the town hall who sum it up."""
    return editable_activity(user, municipality, project_slug, slug, kind=DEBATE)


def paragraph_of(activity: Activity, public_id: uuid.UUID) -> Paragraph:
    """Return a paragraph of a draft somebody came in to; headings have no page of their own."""
    found = Paragraph.objects.filter(activity=activity, public_id=public_id, level=0).first()
    if found is None:
        raise Http404(_("Diesen Absatz gibt es hier nicht (mehr)."))
    found.activity = activity
    return found


def remark_of(activity: Activity, public_id: uuid.UUID) -> Remark:
    """Return a remark everyone may see, in an activity somebody came in to."""
    found = Remark.objects.filter(activity=activity, public_id=public_id).visible().complete().first()
    if found is None:
        raise Http404(_("Diese Wortmeldung gibt es hier nicht (mehr)."))
    found.activity = activity
    return found


def remark_to_support(activity: Activity, public_id: uuid.UUID) -> Remark:
    """Return a remark people may stand behind; a reply is none."""
    found = remark_of(activity, public_id)
    if found.parent_id is not None:
        raise Http404(_("Eine Antwort kann niemand unterstützen."))
    return found


def remark_to_reply(activity: Activity, public_id: str) -> Remark | None:
    """Return the remark somebody replies to, always the one on top of a thread; None when there is no such remark."""
    try:
        wanted = uuid.UUID(public_id)
    except ValueError:
        return None
    found = Remark.objects.filter(activity=activity, public_id=wanted).visible().complete()
    one = found.select_related("parent__author", "parent__paragraph", "parent__petition").first()
    if one is not None:
        one.activity = activity
    return one


def withdrawable_remark(user: User, activity: Activity, public_id: uuid.UUID) -> Remark:
    """Return somebody's own remark as long as it may be taken back."""
    found = remark_of(activity, public_id)
    if not may_withdraw_remark(user, found):
        raise PermissionDenied
    return found


def answerable_remark(user: User, activity: Activity, public_id: uuid.UUID) -> Remark:
    """Return a remark to those in the town hall who answer; a reply needs no answer of its own."""
    if not may_manage(user, activity.project.place):
        raise PermissionDenied
    return remark_to_support(activity, public_id)


def may_remark(
    user: Actor, activity: Activity, paragraph: Paragraph | None = None, petition: Petition | None = None
) -> Permit:
    """Tell whether somebody may say something now; to a paragraph that is gone or a petition that waits nobody does."""
    if petition is not None and petition.is_hidden:
        return Permit(False, _("Das wird noch geprüft."))
    if paragraph is not None and paragraph.is_removed:
        return Permit(False, _("Dieser Absatz ist gestrichen. Was dazu gesagt wurde, bleibt stehen."))
    return may_take_part(user, activity)


def may_withdraw_remark(user: Actor, made: Remark) -> bool:
    """Tell whether somebody may take a remark back: while people talk, until it is answered or replied to."""
    is_own = isinstance(user, User) and made.author_id == user.pk
    return is_own and not made.is_answered and not made.replies.exists() and is_running(made.activity)


def _talk(activity: Activity) -> Activity:
    if activity.kind not in TALKS:
        raise Http404(_("Hier gibt es nichts zu kommentieren."))
    return activity
