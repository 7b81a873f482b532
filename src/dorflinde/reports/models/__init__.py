"""Reports, what they are about, and what the town hall does with them."""

from .category import Attribute, Category
from .handling import (
    AnswerTemplate,
    ApiKey,
    Duplicate,
    Handover,
    InternalNote,
    Publication,
    ReportHiding,
    StatusChange,
)
from .report import CLOSED, OPEN, REPORT, Report, ReportQuerySet, Source, Status, reference_of, title_from

__all__ = [
    "CLOSED",
    "OPEN",
    "REPORT",
    "AnswerTemplate",
    "ApiKey",
    "Attribute",
    "Category",
    "Duplicate",
    "Handover",
    "InternalNote",
    "Publication",
    "Report",
    "ReportHiding",
    "ReportQuerySet",
    "Source",
    "Status",
    "StatusChange",
    "reference_of",
    "title_from",
]
