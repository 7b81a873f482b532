"""Changes to what may stay: notices and decisions, what waits for a look, house rules, pauses."""

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
from .pauses import lift_pause, pause_person
from .retention import forget_what_is_due
from .reviews import admit, drop, refuse, submit, take_back_admission
from .rules import set_checkpoints, strike_rule, write_rule

__all__ = [
    "AlreadyDecidedError",
    "Batch",
    "TooLateToTakeBackError",
    "admit",
    "answer_complaint",
    "complain",
    "decide",
    "decide_together",
    "drop",
    "forget_person",
    "forget_reporters",
    "forget_what_is_due",
    "intervene",
    "lift_pause",
    "pause_person",
    "refuse",
    "set_checkpoints",
    "strike_rule",
    "submit",
    "take_back",
    "take_back_admission",
    "take_notice",
    "write_rule",
]
