"""Background work of participation: what is due by the calendar. Each round may run as often as it likes."""

from . import actions


def forget() -> int:
    """Look after the calendar and forget what has had its time; called every hour."""
    actions.announce_what_is_due()
    return actions.forget_sheets() + actions.forget_guests()
