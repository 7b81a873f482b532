"""Keys with which a program acts in a person's name: made, used, revoked."""

import datetime
import secrets

from django.db import transaction
from django.utils import timezone

from dorflinde.accounts.models import AccessKey, User, digest_of

PREFIX = "linde_"  # by which people and scanners of published code know what they have found


@transaction.atomic
def make_key(user: User, *, name: str, scope: str, days: int) -> tuple[AccessKey, str]:
    """Make a key; the second part is the key itself, which nobody can ever read again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    made = AccessKey.objects.create(
        user=user, name=name, scope=scope, digest=digest_of(secret), ending=secret[-4:],
        ends_on=timezone.localdate() + datetime.timedelta(days=days),
    )  # fmt: skip
    return made, secret


def note_use(key: AccessKey) -> None:
    """Write down on which day a key was used last, once a day."""
    today = timezone.localdate()
    if key.last_used_on != today:
        AccessKey.objects.filter(pk=key.pk).update(last_used_on=today)


@transaction.atomic
def revoke_key(key: AccessKey) -> None:
    """Let a key open nothing any more, from this moment; twice is no error."""
    AccessKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())


@transaction.atomic
def revoke_all_keys(user: User) -> int:
    """Let no key of a person open anything any more; returns how many were in force."""
    return user.access_keys.in_force().update(revoked_at=timezone.now())
