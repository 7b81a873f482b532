"""Pages of the moderation: notices, decisions, reasons, complaints, what waits for a look, house rules, pauses, the log."""

from .batches import intervene, take_back, together
from .deciding import answer, decision
from .house import rule_edit, rule_new, rule_strike, rules, rules_start
from .lists import log, log_csv, notices
from .looking import admit, refuse, review, reviews, take_back_admission
from .pausing import pause_lift, pause_new, pauses
from .reporting import complaint, mute_author, notice, received, statement

__all__ = [
    "admit",
    "answer",
    "complaint",
    "decision",
    "intervene",
    "log",
    "log_csv",
    "mute_author",
    "notice",
    "notices",
    "pause_lift",
    "pause_new",
    "pauses",
    "received",
    "refuse",
    "review",
    "reviews",
    "rule_edit",
    "rule_new",
    "rule_strike",
    "rules",
    "rules_start",
    "statement",
    "take_back",
    "take_back_admission",
    "together",
]
