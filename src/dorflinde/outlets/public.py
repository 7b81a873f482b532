"""What other modules may use of the outlets."""

from .actions import Delivery, EventKind, call_waiting, deliver_waiting, event_kinds, register_events, tell_programs
from .models import Letter, Notification
from .tasks import call_programs_forever, run_forever

__all__ = [
    "Delivery",
    "EventKind",
    "Letter",
    "Notification",
    "call_programs_forever",
    "call_waiting",
    "deliver_waiting",
    "event_kinds",
    "register_events",
    "run_forever",
    "tell_programs",
]
