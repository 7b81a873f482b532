"""Notices with their decisions and complaints."""

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

__all__ = [
    "COMPLAINT_DAYS",
    "TIME_TO_TAKE_BACK",
    "Complaint",
    "Decision",
    "DecisionQuerySet",
    "Notice",
    "NoticeQuerySet",
    "Restriction",
]
