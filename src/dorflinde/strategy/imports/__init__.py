"""Measure lists as town halls keep them: read whole, checked whole, then written in one go or not at all."""

from .report import ImportProblem, ImportReport, PlannedRow, Rejection
from .run import import_measures

__all__ = ["ImportProblem", "ImportReport", "PlannedRow", "Rejection", "import_measures"]
