"""The doors: to notifications, of which everyone sees their own, and to the hooks of a municipality, for its office."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from dorflinde.accounts.public import STAFF, TOWN_HALL, User, UserRequest, has_role, municipalities_of, require_role
from dorflinde.places.public import Place, at, open_municipality

from .models import Hook, Notification


def own_notification(user: User, public_id: uuid.UUID) -> Notification:
    """Return the person's own notification; 404 for anyone else's."""
    found = Notification.objects.filter(user=user, public_id=public_id).first()
    if found is None:
        raise Http404(_("Diese Mitteilung gibt es nicht."))
    return found


def own_municipalities(user: User) -> list[Place]:
    """Return the municipalities whose office the person is; 403 if there is none."""
    if not (places := list(municipalities_of(user, TOWN_HALL))):
        raise PermissionDenied
    return places


def hooks_office(request: UserRequest, slug: str) -> Place:
    """Open the hooks of a municipality to its office; for those who do not work here there are none."""
    place = open_municipality(slug)
    if not has_role(request.user, STAFF, place):
        raise Http404(_("Diese Seite gibt es hier nicht."))
    require_role(request.user, TOWN_HALL, place)
    return at(request, place)


def hook(place: Place, public_id: uuid.UUID) -> Hook:
    """Return a hook of this municipality."""
    return get_object_or_404(
        Hook.objects.select_related("place__parent", "created_by"), place=place, public_id=public_id
    )
