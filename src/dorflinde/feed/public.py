"""What other modules may use of the feed."""

from .actions import Sender, post, tell_address, tell_followers, tell_person, withdraw
from .models import Entry, OutboxItem, SenderKind

__all__ = [
    "Entry",
    "OutboxItem",
    "Sender",
    "SenderKind",
    "post",
    "tell_address",
    "tell_followers",
    "tell_person",
    "withdraw",
]
