"""Forms of the reports: for those who report and for the town hall."""

from .filing import PREFIX, ReportForm, StillThereForm, is_near, plain, question_field, questions_of
from .office import (
    CategoryForm,
    HandoverForm,
    KeyForm,
    ListForm,
    MergeForm,
    NoteForm,
    StatusForm,
    TemplateForm,
    VetForm,
)

__all__ = [
    "PREFIX",
    "CategoryForm",
    "HandoverForm",
    "KeyForm",
    "ListForm",
    "MergeForm",
    "NoteForm",
    "ReportForm",
    "StatusForm",
    "StillThereForm",
    "TemplateForm",
    "VetForm",
    "is_near",
    "plain",
    "question_field",
    "questions_of",
]
