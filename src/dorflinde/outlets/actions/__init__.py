"""Delivers what waits in the feed's outbox: first to rows, one for each person, then by e-mail."""

from .delivery import Delivery, deliver_waiting
from .reading import mark_all_read, mark_read
from .retention import forget_what_is_due

__all__ = ["Delivery", "deliver_waiting", "forget_what_is_due", "mark_all_read", "mark_read"]
