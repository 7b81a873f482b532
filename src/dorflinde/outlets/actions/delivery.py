"""Hands out and sends, in steps that can be cut off at any point and begun again: nobody is told twice, nobody forgotten."""

import datetime
from dataclasses import dataclass

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import Case, Max, Value, When
from django.utils import timezone

from dorflinde.accounts.public import User, has_muted, is_staff_anywhere
from dorflinde.feed.public import OutboxItem
from dorflinde.outlets.models import DigestLine, Letter, Notification, Rhythm
from dorflinde.places.public import Place
from dorflinde.trail.public import followers_of

from .collected import compose_digest
from .digests import make_due_digests
from .hearers import hearers_of, still_shown
from .letters import compose_single

_BATCH = 500  # people in one transaction: others get to write in between, memory stays small
_PAUSES = (1, 5, 30, 120, 720)  # minutes until the next attempt; after the last the letter is given up
_MOST_ATTEMPTS = len(_PAUSES) + 1
_TO_MANY = (OutboxItem.Audience.PLACE, OutboxItem.Audience.FOLLOWERS)


@dataclass(frozen=True)
class Delivery:
    """How one round of delivering went."""

    handed_out: int = 0
    delivered: int = 0
    failed: int = 0


def deliver_waiting() -> Delivery:
    """Hand out what waits in the outbox and send the letters that are due; safe to stop at any point and to repeat.

    Between two parts of a long post the outbox is looked into again, so that nobody's news wait for forty thousand letters.
    """
    handed_out = delivered = failed = 0
    while True:
        handed_out += _hand_out()
        make_due_digests()
        went, stuck, more = _send_some()
        delivered, failed = delivered + went, failed + stuck
        if not more:
            return Delivery(handed_out, delivered, failed)


def _hand_out() -> int:
    """Hand out until nothing waits; asked without taking the lock for writing."""
    items = 0
    while OutboxItem.objects.filter(handed_out_at__isnull=True).exists():
        done = _hand_out_part()
        if done is None:
            break
        items += done
    return items


@transaction.atomic
def _hand_out_part() -> int | None:
    """Tell the next people of the oldest waiting item; rows and mark are one transaction. None when all are taken.

    How far an item has come is read from its own rows: people are told in the order of their keys.
    """
    waiting = OutboxItem.objects.filter(handed_out_at__isnull=True).order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True, of=("self",))
    item = waiting.first()
    if item is None:
        return None
    if item.audience == OutboxItem.Audience.ADDRESS:
        Letter.objects.create(item=item, address=item.address, not_before=timezone.now())
        item.address = ""
    else:
        reached = Notification.objects.filter(item=item).aggregate(key=Max("user"))["key"] or 0
        people = _recipients(item, after=reached)
        hearing = hearers_of(item, {person.pk for person in people} - {item.actor_id})
        _hand_to(item, [person for person in people if person.pk in hearing])
        if len(people) == _BATCH:
            return 0
    item.handed_out_at = timezone.now()
    item.save(update_fields=["handed_out_at", "address"])
    return 1


def _recipients(item: OutboxItem, *, after: int) -> list[User]:
    """Return the next people an item is for, by key."""
    if item.audience == OutboxItem.Audience.FOLLOWERS and item.ref is not None:
        return followers_of(item.ref, after=after, most=_BATCH)
    people = User.objects.filter(is_active=True, pk__gt=after).order_by("pk")
    if item.audience == OutboxItem.Audience.PERSON and item.recipient_id is not None:
        return [] if _is_muted(item) else list(people.filter(pk=item.recipient_id))
    if item.audience == OutboxItem.Audience.PLACE and item.place is not None:
        return list(people.filter(home__in=Place.objects.within(item.place))[:_BATCH])
    return []


def _is_muted(item: OutboxItem) -> bool:
    """Tell whether the one it is for does not want to read the one it is from; what an office says is heard all the same."""
    if item.recipient_id is None or item.actor is None or not has_muted(item.recipient_id, item.actor.pk):
        return False
    return not is_staff_anywhere(item.actor)


def _hand_to(item: OutboxItem, people: list[User]) -> None:
    now = timezone.now()
    Notification.objects.bulk_create(
        [
            Notification(
                item=item, user=person, title=item.title, text=item.text, url=item.url, created_at=item.created_at
            )
            for person in people
        ],
        ignore_conflicts=True,
    )
    by_mail = [person for person in people if person.wants_mail]
    collected = set(Rhythm.objects.filter(user__in=by_mail).values_list("user", flat=True)) if by_mail else set()
    Letter.objects.bulk_create(
        [Letter(item=item, user=person, not_before=now) for person in by_mail if person.pk not in collected],
        ignore_conflicts=True,
    )
    DigestLine.objects.bulk_create(
        [DigestLine(item=item, user=person) for person in by_mail if person.pk in collected], ignore_conflicts=True
    )


def _send_some() -> tuple[int, int, bool]:
    """Send some letters over one connection: how many went, how many did not, whether there may be more.

    What concerns one person goes before what is for many. A letter that fails waits for its next attempt.
    """
    to_many = Case(When(item__audience__in=_TO_MANY, then=Value(1)), default=Value(0))
    due = Letter.objects.due(attempts=_MOST_ATTEMPTS).order_by(to_many, "pk")
    keys = list(due.values_list("pk", flat=True)[:_BATCH])
    mail = get_connection()
    try:
        done = [_send(key, mail) for key in keys]
    finally:
        mail.close()
    return done.count(True), done.count(False), len(keys) == _BATCH


def _send(key: int, mail: BaseEmailBackend) -> bool | None:
    """Send one letter: True if it went, False if not, None if it is somebody else's or nobody wants it any more."""
    letter = _claim(key)
    if letter is None:
        return None
    message = _compose(letter, mail)
    if message is None:
        letter.delete()
        return None
    try:
        mail.open()
        message.send()
    except (
        OSError,
        ValueError,
    ) as problem:  # smtplib's exceptions are OSErrors; ValueError: an address no server takes
        mail.close()
        given_up = {"address": ""} if letter.attempts >= _MOST_ATTEMPTS else {}
        Letter.objects.filter(pk=key).update(problem=str(problem)[:300], **given_up)
        return False
    Letter.objects.filter(pk=key).update(sent_at=timezone.now(), address="", problem="")
    return True


def _compose(letter: Letter, mail: BaseEmailBackend) -> EmailMessage | None:
    """Write a letter; None when its reader does not want it any more, or nothing is left to say."""
    person = letter.user
    if person is not None and not (person.is_active and person.wants_mail):
        return None
    if letter.item is not None and not still_shown([letter.item]):
        return None
    if letter.item is not None:
        return compose_single(letter, letter.item, mail)
    return compose_digest(letter, person, mail) if person is not None else None


@transaction.atomic
def _claim(key: int) -> Letter | None:
    """Take one letter for sending: the attempt is counted and the next one set before the mail server is asked."""
    due = Letter.objects.due(attempts=_MOST_ATTEMPTS).filter(pk=key)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    letter = due.select_related("user", "item").first()
    if letter is None:
        return None
    pause = _PAUSES[min(letter.attempts, len(_PAUSES) - 1)]
    letter.attempts += 1
    letter.not_before = timezone.now() + datetime.timedelta(minutes=pause)
    letter.save(update_fields=["attempts", "not_before"])
    return letter
