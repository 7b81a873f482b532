"""Calls the programs that wait to hear something, after the Standard Webhooks; can be cut off at any point and begun again.

An attempt is counted and the next one set before the other side is asked: whoever stops in between tells it again, with
the same id, by which the other side knows it (at least once). A program that fails rests, so that it is not called for
every event; a single message it does not take stands aside and holds up no other.
"""

import base64
import datetime
import hashlib
import hmac
import json
import random

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from dorflinde.core import outward
from dorflinde.desk import public as desk
from dorflinde.outlets.models import TRIAL, Hook, HookCall, HookEvent

from .hooks import switch_off

# Until the next attempt; together about two days.
_MINUTES = (0.5, 5, 30, 120, 300, 600, 840, 1200)
MOST_ATTEMPTS = len(_MINUTES) + 1
_SECONDS = 10
_A_ROUND = 50
_GONE = 410


def call_waiting() -> int:
    """Call what is due and return how many calls were made; a program that fails is left alone for this round."""
    resting: set[int] = set()
    made = 0
    trials_first = Case(When(event__kind=TRIAL, then=Value(0)), default=Value(1))
    due = HookCall.objects.due().order_by(trials_first, "not_before", "pk")
    for key, hook in list(due.values_list("pk", "hook")[:_A_ROUND]):
        if hook in resting or (call := _claim(key)) is None:
            continue
        made += 1
        if not _call(call):
            resting.add(hook)
    return made


def body_of(event: HookEvent) -> bytes:
    """Return the message about an event: its kind, when it happened, and where to read more."""
    at = event.at.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return json.dumps({"type": event.kind, "timestamp": at, "data": event.data}, ensure_ascii=False).encode()


def signatures(hook: Hook, message: str, stamp: int, body: bytes) -> str:
    """Return what proves that a message comes from here and was not changed: one signature for each valid key."""
    signed = f"{message}.{stamp}.".encode() + body
    digests = [
        hmac.digest(base64.b64decode(key.removeprefix("whsec_")), signed, hashlib.sha256) for key in hook.secrets
    ]
    return " ".join(f"v1,{base64.b64encode(digest).decode('ascii')}" for digest in digests)


@transaction.atomic
def _claim(key: int) -> HookCall | None:
    """Take one call: the attempt is counted and the next one set before the other side is asked."""
    due = HookCall.objects.due().filter(pk=key)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    call = due.select_related("hook__place__parent", "event").first()
    if call is None:
        return None
    call.attempts += 1
    call.tried_at = timezone.now()
    call.not_before = call.tried_at + _pause(call.attempts)
    call.save(update_fields=["attempts", "tried_at", "not_before"])
    return call


def _call(call: HookCall) -> bool:
    message, stamp, body = str(call.event.public_id), int(timezone.now().timestamp()), body_of(call.event)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Dorflinde-Webhooks/1",
        "webhook-id": message,
        "webhook-timestamp": str(stamp),
        "webhook-signature": signatures(call.hook, message, stamp, body),
    }
    try:
        reply = outward.post(call.hook.url, body, headers, seconds=_SECONDS, loopback=settings.HOOKS_MAY_CALL_LOOPBACK)
    except (outward.NotAllowed, outward.NoAnswer) as problem:
        return _failed(call, None, "", str(problem))
    if reply.is_good:
        return _taken(call, reply)
    return _failed(call, reply.status, reply.text, "")


@transaction.atomic
def _taken(call: HookCall, reply: outward.Reply) -> bool:
    HookCall.objects.filter(pk=call.pk).update(
        done_at=timezone.now(), status=reply.status, answer=_readable(reply.text), problem=""
    )
    Hook.objects.filter(pk=call.hook_id, failures__gt=0).update(failures=0, rest_until=None)
    return True


@transaction.atomic
def _failed(call: HookCall, status: int | None, text: str, problem: str) -> bool:
    """Remember why, let the program rest, and give up what was tried too often."""
    if status is not None and 300 <= status < 400:
        problem = _("Die Gegenstelle leitet weiter; dem folgen wir nicht.")
    HookCall.objects.filter(pk=call.pk).update(status=status, answer=_readable(text), problem=problem[:300])
    hook = Hook.objects.select_for_update(of=("self",)).select_related("place__parent").filter(pk=call.hook_id).first()
    if call.event.kind == TRIAL:
        HookCall.objects.filter(pk=call.pk).update(given_up_at=timezone.now())  # a trial has shown what it was for
    elif hook is not None and hook.is_on:
        hook.failures += 1
        hook.rest_until = timezone.now() + _pause(hook.failures)
        hook.save(update_fields=["failures", "rest_until"])
        _give_up_in_the_end(hook, call, is_gone=status == _GONE)
    return False


def _give_up_in_the_end(hook: Hook, call: HookCall, *, is_gone: bool) -> None:
    """Switch off a program that is gone or silent for two days; let go of a single message it never takes. The office is told."""
    if is_gone or hook.failures >= MOST_ATTEMPTS:
        why = (
            gettext_lazy("Die Gegenstelle sagt, dass es sie nicht mehr gibt.")
            if is_gone
            else gettext_lazy("Die Gegenstelle hat zwei Tage lang nicht richtig geantwortet.")
        )
        switch_off(hook, actor=None, reason=str(why))
        _tell_office(hook, gettext_lazy("Ein Programm wird nicht mehr benachrichtigt"), why)
    elif call.attempts >= MOST_ATTEMPTS:
        HookCall.objects.filter(pk=call.pk).update(given_up_at=timezone.now())
        why = gettext_lazy("Eine Nachricht nahm die Gegenstelle zwei Tage lang nicht an; andere kommen an.")
        _tell_office(hook, gettext_lazy("Ein Programm hat eine Nachricht nicht angenommen"), why)


def _tell_office(hook: Hook, title: Promise, why: Promise) -> None:
    desk.ask(
        hook.ref,
        kind="hook",
        place=hook.place,
        label=gettext_lazy("Anschluss"),
        title=title,
        note=f"{hook.title}: {why}",
        action_url=reverse("hooks:hook", args=[hook.place.slug, hook.public_id]),
        action_label=gettext_lazy("Ansehen"),
    )


def _pause(failures: int) -> datetime.timedelta:
    """Return how long to wait after so many failures, a little different each time."""
    minutes = _MINUTES[min(failures, len(_MINUTES)) - 1]
    return datetime.timedelta(minutes=minutes * random.uniform(0.8, 1.2))  # noqa: S311 - spreads, hides nothing


def _readable(text: str) -> str:
    """Return what the other side said without signs that a page or a database would choke on."""
    return "".join(sign for sign in text if sign.isprintable() or sign == "\n")[:1000]
