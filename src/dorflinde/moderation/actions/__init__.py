"""Changes to what may stay: notices, decisions, complaints."""

from .batches import Batch, TooLateToTakeBackError, decide_together, intervene, take_back
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
    "Batch",
    "TooLateToTakeBackError",
    "answer_complaint",
    "complain",
    "decide",
    "decide_together",
    "forget_person",
    "forget_reporters",
    "intervene",
    "take_back",
    "take_notice",
]
