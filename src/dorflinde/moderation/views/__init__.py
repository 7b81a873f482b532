"""Pages of the moderation: the notice anyone can give, the decision, the reasons, the complaint, the log."""

from .batches import intervene, take_back, together
from .deciding import answer, decision
from .lists import log, log_csv, notices
from .reporting import complaint, notice, received, statement

__all__ = [
    "answer",
    "complaint",
    "decision",
    "intervene",
    "log",
    "log_csv",
    "notice",
    "notices",
    "received",
    "statement",
    "take_back",
    "together",
]
