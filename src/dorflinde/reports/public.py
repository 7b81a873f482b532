"""What other modules may use of the reports."""

from .actions import (
    Told,
    add_note,
    change_status,
    file_report,
    furnish,
    make_key,
    publish_report,
    say_still_there,
)
from .imports import PullProblem, pull
from .models import Category, Report, Status

__all__ = [
    "Category",
    "PullProblem",
    "Report",
    "Status",
    "Told",
    "add_note",
    "change_status",
    "file_report",
    "furnish",
    "make_key",
    "publish_report",
    "pull",
    "say_still_there",
]
