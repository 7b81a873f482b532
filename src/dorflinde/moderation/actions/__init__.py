"""Changes to what may stay: notices, decisions, complaints."""

from .notices import (
    AlreadyDecidedError,
    answer_complaint,
    complain,
    decide,
    forget_person,
    forget_reporters,
    take_notice,
)

__all__ = [
    "AlreadyDecidedError",
    "answer_complaint",
    "complain",
    "decide",
    "forget_person",
    "forget_reporters",
    "take_notice",
]
