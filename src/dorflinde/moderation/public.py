"""What other modules may use of the moderation."""

from .actions import answer_complaint, complain, decide, drop, forget_reporters, submit, take_notice
from .models import Decision, Notice
from .policies import require_voice
from .queries import Standing, Verdict, is_restricted, pause_sentence, restricted_among, screen, standing_of, waiting_of

__all__ = [
    "Decision",
    "Notice",
    "Standing",
    "Verdict",
    "answer_complaint",
    "complain",
    "decide",
    "drop",
    "forget_reporters",
    "is_restricted",
    "pause_sentence",
    "require_voice",
    "restricted_among",
    "screen",
    "standing_of",
    "submit",
    "take_notice",
    "waiting_of",
]
