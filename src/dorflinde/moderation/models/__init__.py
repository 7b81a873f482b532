"""Notices with their decisions and complaints, what waits for a look, house rules, and pauses."""

from .notice import (
    COMPLAINT_DAYS,
    TIME_TO_TAKE_BACK,
    Complaint,
    Decision,
    DecisionQuerySet,
    Notice,
    NoticeQuerySet,
    Restriction,
)
from .pause import KEPT_AFTER_THE_END, PAUSE, WritingPause, WritingPauseQuerySet
from .review import DAYS_TO_LOOK, Checkpoint, Clearance, Review, ReviewQuerySet
from .rule import MOST_LINES, Rule

__all__ = [
    "COMPLAINT_DAYS",
    "DAYS_TO_LOOK",
    "KEPT_AFTER_THE_END",
    "MOST_LINES",
    "PAUSE",
    "TIME_TO_TAKE_BACK",
    "Checkpoint",
    "Clearance",
    "Complaint",
    "Decision",
    "DecisionQuerySet",
    "Notice",
    "NoticeQuerySet",
    "Restriction",
    "Review",
    "ReviewQuerySet",
    "Rule",
    "WritingPause",
    "WritingPauseQuerySet",
]
