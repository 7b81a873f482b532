"""The pages of the reports: reading, reporting, the town hall's side."""

from .filing import new, puzzle, questions, similar
from .office import case, change_status, desk, hand_over, merge, note, statistics, vet
from .reading import index, report, still_there
from .setup import category, category_new, key_new, key_revoke, setup, template, template_new

__all__ = [
    "case",
    "category",
    "category_new",
    "change_status",
    "desk",
    "hand_over",
    "index",
    "key_new",
    "key_revoke",
    "merge",
    "new",
    "note",
    "puzzle",
    "questions",
    "report",
    "setup",
    "similar",
    "statistics",
    "still_there",
    "template",
    "template_new",
    "vet",
]
