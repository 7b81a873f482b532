"""Lets programs elsewhere hear what happens: who is told, with which key, and what there is to hear."""

import base64
import datetime
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.ids import uuid7
from dorflinde.desk import public as desk
from dorflinde.outlets.models import TRIAL, Hook, HookCall, HookEvent
from dorflinde.places.public import Place

MOST_HOOKS = 10  # of one municipality
BOTH_KEYS = datetime.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event a program can hear of."""

    name: str  # as it stands in the message: „measure.changed“
    label: Any  # a lazy translation


_kinds: dict[str, EventKind] = {}


def register_events(kinds: Iterable[EventKind]) -> None:
    """Make kinds of events known; the same name twice is a programming error."""
    for kind in kinds:
        if kind.name in _kinds:
            raise ValueError(f"{kind.name} is registered already")
        _kinds[kind.name] = kind


def event_kinds() -> list[EventKind]:
    """Return everything a program can hear of, in the order of registration."""
    return list(_kinds.values())


def tell_programs(place: Place, kind: str, data: Mapping[str, Any], *, key: str = "") -> None:
    """Put an event into the outbox of every program that listens, in the transaction of what happened.

    The data are for everyone: ids and public addresses. The same kind with the same key is told once.
    """
    if kind not in _kinds:
        raise KeyError(kind)
    hooks = [hook for hook in Hook.objects.of(place.municipality).switched_on() if kind in hook.events]
    if hooks:
        event, is_new = HookEvent.objects.get_or_create(
            place=place.municipality, kind=kind, key=key or str(uuid7()), defaults={"data": dict(data)}
        )
        if is_new:
            HookCall.objects.bulk_create(HookCall(hook=hook, event=event) for hook in hooks)


@transaction.atomic
def add_hook(hook: Hook, *, actor: Actor | None) -> str:
    """Store a new hook and return its key, which is not shown again."""
    hook.secret = _new_key()
    hook.created_by = actor if isinstance(actor, User) else None
    hook.save()
    _note("added", hook, actor)
    return hook.secret


@transaction.atomic
def change_hook(hook: Hook, *, actor: Actor | None) -> None:
    """Store another name, address or choice of events."""
    hook.failures, hook.rest_until = 0, None
    hook.save(update_fields=["title", "url", "events", "failures", "rest_until"])
    hook.calls.waiting().update(not_before=timezone.now())  # perhaps the address was wrong
    _note("changed", hook, actor)


@transaction.atomic
def change_key(hook: Hook, *, actor: Actor | None) -> str:
    """Make a new key and return it; for a day the old one signs as well.

    A second new key within that day replaces the first one, so that a double click does not cut off the key in use.
    """
    if len(hook.secrets) == 1:
        hook.old_secret, hook.old_until = hook.secret, timezone.now() + BOTH_KEYS
    hook.secret = _new_key()
    hook.save(update_fields=["secret", "old_secret", "old_until"])
    _note("key_changed", hook, actor)
    return hook.secret


@transaction.atomic
def switch_on(hook: Hook, *, actor: Actor | None) -> None:
    """Let a program hear again what happens from now on."""
    hook.off_at, hook.off_reason, hook.failures, hook.rest_until = None, "", 0, None
    hook.save(update_fields=["off_at", "off_reason", "failures", "rest_until"])
    desk.settle(hook.ref, kind="hook", actor=actor)
    _note("switched_on", hook, actor)


@transaction.atomic
def switch_off(hook: Hook, *, actor: Actor | None, reason: str = "") -> None:
    """Tell a program nothing more; what still waited for it is given up."""
    now = timezone.now()
    hook.off_at, hook.off_reason = now, reason[:300]
    hook.save(update_fields=["off_at", "off_reason"])
    hook.calls.waiting().update(given_up_at=now)
    if actor is not None:
        desk.settle(hook.ref, kind="hook", actor=actor)
    _note("switched_off", hook, actor)


@transaction.atomic
def delete_hook(hook: Hook, *, actor: Actor | None) -> None:
    """Forget a program and what it was told."""
    desk.settle(hook.ref, kind="hook", actor=actor)
    _note("deleted", hook, actor)
    hook.delete()


@transaction.atomic
def try_out(hook: Hook, *, actor: Actor | None) -> HookCall:
    """Send a trial that says nothing but that it is one; it goes out with the next round, rest or no rest."""
    event = HookEvent.objects.create(
        place=hook.place, kind=TRIAL, key=str(uuid7()), data={"municipality": hook.place.slug}
    )
    _note("tried_out", hook, actor)
    return HookCall.objects.create(hook=hook, event=event)


def _new_key() -> str:
    """Return a key in the form of the Standard Webhooks: whsec_ and 32 random bytes in base64."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode('ascii')}"


def _note(verb: str, hook: Hook, actor: Actor | None) -> None:
    audit.record(f"outlets.hook.{verb}", hook.ref, actor=actor, place=hook.place)
