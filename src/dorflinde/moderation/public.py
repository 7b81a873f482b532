"""What other modules may use of the moderation."""

from .actions import answer_complaint, complain, decide, forget_reporters, take_notice
from .models import Decision, Notice
from .queries import is_restricted

__all__ = [
    "Decision",
    "Notice",
    "answer_complaint",
    "complain",
    "decide",
    "forget_reporters",
    "is_restricted",
    "take_notice",
]
