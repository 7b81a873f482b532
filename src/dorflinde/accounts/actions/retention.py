"""Forgets what is kept no longer: accounts nobody ever entered, sessions that ended, keys long out of force, notes of old role changes."""

import datetime

from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from dorflinde.accounts.models import AccessKey, RoleChange, User

UNUSED_ACCOUNT = datetime.timedelta(days=1)
ROLE_CHANGES = datetime.timedelta(days=3 * 365)
ENDED_KEY = datetime.timedelta(days=365)
_MOST = 1000  # a round; the next one follows within the hour


def forget_what_is_due() -> int:
    """Delete what has had its time; returns how many rows went."""
    now = timezone.now()
    unused = User.objects.filter(
        last_login__isnull=True, pseudonym__isnull=True, is_sample=False, is_staff=False, roles__isnull=True,
        date_joined__lt=now - UNUSED_ACCOUNT,
    )  # fmt: skip
    gone, _details = User.objects.filter(pk__in=list(unused.values_list("pk", flat=True)[:_MOST])).delete()
    ended = Session.objects.filter(expire_date__lt=now).values_list("pk", flat=True)
    gone += Session.objects.filter(pk__in=list(ended[:_MOST])).delete()[0]
    day = timezone.localdate(now - ENDED_KEY)
    gone += AccessKey.objects.filter(Q(ends_on__lt=day) | Q(revoked_at__lt=now - ENDED_KEY)).delete()[0]
    return gone + RoleChange.objects.filter(at__lt=now - ROLE_CHANGES).delete()[0]
