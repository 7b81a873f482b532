"""Delivers what waits: to people as rows and by e-mail, to programs elsewhere as signed messages."""

from .calls import call_waiting
from .delivery import Delivery, deliver_waiting
from .digests import make_due_digests, set_rhythm
from .hooks import (
    MOST_HOOKS,
    EventKind,
    add_hook,
    change_hook,
    change_key,
    delete_hook,
    event_kinds,
    register_events,
    switch_off,
    switch_on,
    tell_programs,
    try_out,
)
from .reading import mark_all_read, mark_read
from .retention import forget_what_is_due

__all__ = [
    "MOST_HOOKS",
    "Delivery",
    "EventKind",
    "add_hook",
    "call_waiting",
    "change_hook",
    "change_key",
    "delete_hook",
    "deliver_waiting",
    "event_kinds",
    "forget_what_is_due",
    "make_due_digests",
    "mark_all_read",
    "mark_read",
    "register_events",
    "set_rhythm",
    "switch_off",
    "switch_on",
    "tell_programs",
    "try_out",
]
