"""Notices with their decisions and complaints."""

from .notice import COMPLAINT_DAYS, Complaint, Decision, Notice, NoticeQuerySet, Restriction

__all__ = ["COMPLAINT_DAYS", "Complaint", "Decision", "Notice", "NoticeQuerySet", "Restriction"]
