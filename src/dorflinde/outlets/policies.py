"""The door to notifications: everyone sees their own."""

import uuid

from django.http import Http404
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User

from .models import Notification


def own_notification(user: User, public_id: uuid.UUID) -> Notification:
    """Return the person's own notification; 404 for anyone else's."""
    found = Notification.objects.filter(user=user, public_id=public_id).first()
    if found is None:
        raise Http404(_("Diese Mitteilung gibt es nicht."))
    return found
