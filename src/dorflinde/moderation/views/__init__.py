"""Pages of the moderation: the notice anyone can give, the decision, the reasons, the complaint, the log."""

from .deciding import answer, decision
from .lists import log, log_csv, notices
from .reporting import complaint, notice, received, statement

__all__ = ["answer", "complaint", "decision", "log", "log_csv", "notice", "notices", "received", "statement"]
