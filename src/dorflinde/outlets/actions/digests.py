"""Many messages in one letter, on the day and at the hour a person chose: each once, none left out, whatever happens between.

Every message for a digest is a line that waits. A digest takes all lines that wait and sets the next date in one transaction:
a run that was missed sends later, a run that is repeated finds nothing to send.
"""

import datetime

from django.db import connection, transaction
from django.utils import timezone

from dorflinde.accounts.public import User, set_mail
from dorflinde.outlets.models import Digest, DigestLine, Letter, Notification, Rhythm

_MOST = 500  # digests in one round: letters already waiting are sent in between


@transaction.atomic
def set_rhythm(
    user: User,
    kind: str,
    *,
    weekday: int = Rhythm.FRIDAY,
    hour: int = Rhythm.MORNING,
    now: datetime.datetime | None = None,
) -> Rhythm | None:
    """Let somebody be written to every day, every week, or at once (no rhythm); what already waits is sent at once then."""
    set_mail(user, on=True)
    if kind not in Rhythm.Kind.values:
        _send_what_waits(user)
        Rhythm.objects.filter(user=user).delete()
        return None
    rhythm = Rhythm.objects.filter(user=user).first() or Rhythm(user=user)
    rhythm.kind, rhythm.weekday, rhythm.hour = kind, weekday, hour
    rhythm.next_at = rhythm.following(now or timezone.now())
    rhythm.save()
    return rhythm


def make_due_digests() -> int:
    """Make the digests whose time has come; returns how many there were to make."""
    made = 0
    due = Rhythm.objects.filter(next_at__lte=timezone.now()).order_by("next_at", "pk")
    for key in list(due.values_list("pk", flat=True)[:_MOST]):
        made += _make(key)
    return made + _send_what_nobody_collects()


def _send_what_nobody_collects() -> int:
    """Send lines of people who chose „at once“ while a line was just being written for their digest."""
    left = DigestLine.objects.waiting().filter(user__mail_rhythm__isnull=True).order_by("user")
    people = User.objects.filter(pk__in=list(left.values_list("user", flat=True).distinct()[:_MOST]))
    for person in people:
        with transaction.atomic():
            _send_what_waits(person)
    return len(people)


@transaction.atomic
def _make(key: int) -> bool:
    """Make one digest unless somebody else is at it or has made it; with nothing to tell, only the next date is set."""
    rows = Rhythm.objects.filter(pk=key, next_at__lte=timezone.now())
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    rhythm = rows.select_related("user").first()
    if rhythm is None:
        return False
    _send_what_waits(rhythm.user)
    rhythm.next_at = rhythm.following(timezone.now())
    rhythm.save(update_fields=["next_at"])
    return True


def _send_what_waits(user: User) -> None:
    """Put all lines that wait into one letter; what was read in the app meanwhile, or is not wanted by mail, goes."""
    lines = DigestLine.objects.waiting().filter(user=user)
    if not (user.is_active and user.wants_mail):
        lines.delete()
        return
    read = Notification.objects.filter(user=user, read_at__isnull=False, item__in=lines.values("item"))
    seen = list(lines.filter(item__in=read.values("item")).values_list("pk", flat=True))
    DigestLine.objects.filter(pk__in=seen).delete()
    keys = list(lines.values_list("pk", flat=True))
    if keys:
        digest = Digest.objects.create(user=user)
        DigestLine.objects.filter(pk__in=keys).update(digest=digest)
        Letter.objects.create(digest=digest, user=user, not_before=timezone.now())
