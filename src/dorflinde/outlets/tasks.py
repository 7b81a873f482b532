"""The loops that deliver for as long as the platform runs: to people, and to programs elsewhere."""

import logging
import threading
import time

from django.db import DatabaseError, InterfaceError, close_old_connections

from dorflinde.core import personal

from .actions import call_waiting, deliver_waiting

log = logging.getLogger(__name__)
_SHORTEST, _LONGEST = 1.0, 2.0  # seconds between two looks into the outbox
_FORGET_SECONDS = 3600


def run_forever(stop: threading.Event) -> None:
    """Deliver what waits and, every hour, let the modules forget what is due, until told to stop.

    A database that does not answer for a while, or anything else that goes wrong in a round, is written to the log
    and tried again: what was not finished is found again by its rows.
    """
    pause, forget_at = _SHORTEST, time.monotonic()
    while not stop.is_set():
        busy = _round()
        if time.monotonic() >= forget_at:
            _forget()
            forget_at = time.monotonic() + _FORGET_SECONDS
        close_old_connections()
        pause = _SHORTEST if busy else min(_LONGEST, pause * 1.25)
        stop.wait(pause)


def call_programs_forever(stop: threading.Event) -> None:
    """Call the programs that wait to hear something until told to stop; apart from the letters, for others are slow to answer."""
    pause = _SHORTEST
    while not stop.is_set():
        pause = _SHORTEST if _call() else min(_LONGEST, pause * 1.25)
        close_old_connections()
        stop.wait(pause)


def _call() -> bool:
    """Call once; tells whether there was somebody to call."""
    try:
        return bool(call_waiting())
    except (DatabaseError, InterfaceError) as problem:
        log.warning("The calls to other programs cannot be reached: %s", " ".join(str(problem).split()))
    except Exception:
        log.exception("Calling other programs went wrong and is tried again")
    return False


def _round() -> bool:
    """Deliver once; tells whether there was something to do."""
    try:
        done = deliver_waiting()
    except (DatabaseError, InterfaceError) as problem:
        log.warning("The outbox cannot be reached: %s", " ".join(str(problem).split()))
        return False
    except Exception:
        log.exception("Delivering went wrong and is tried again")
        return False
    return bool(done.handed_out or done.delivered or done.failed)


def _forget() -> None:
    try:
        gone = {name: rows for name, rows in personal.forget_what_is_due().items() if rows}
    except (DatabaseError, InterfaceError) as problem:
        log.warning("Nothing could be forgotten: %s", " ".join(str(problem).split()))
    except Exception:
        log.exception("Forgetting went wrong and is tried again in an hour")
    else:
        if gone:
            log.info("Forgotten: %s", gone)
