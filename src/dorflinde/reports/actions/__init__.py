"""Changes to reports: taking them, vetting them, working on them, forgetting them."""

from .filing import FiledAlready, Told, file_report
from .furnishing import (
    delete_template,
    furnish,
    make_key,
    revoke_key,
    save_category,
    save_template,
    something_else,
    usual_services,
)
from .handling import (
    MergeProblem,
    add_from_reporter,
    add_note,
    change_status,
    hand_over,
    merge_into,
    part,
    say_still_there,
)
from .people import delete_report, erase_person, forget_what_is_due
from .vetting import hide_report, publish_report, restore_report, unpublish_report

__all__ = [
    "FiledAlready",
    "MergeProblem",
    "Told",
    "add_from_reporter",
    "add_note",
    "change_status",
    "delete_report",
    "delete_template",
    "erase_person",
    "file_report",
    "forget_what_is_due",
    "furnish",
    "hand_over",
    "hide_report",
    "make_key",
    "merge_into",
    "part",
    "publish_report",
    "restore_report",
    "revoke_key",
    "save_category",
    "save_template",
    "say_still_there",
    "something_else",
    "unpublish_report",
    "usual_services",
]
