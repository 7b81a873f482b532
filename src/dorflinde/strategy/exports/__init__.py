"""What leaves the strategy as a file."""

from .lists import FORMATS, export_measures, rows_of_person
from .proposals import proposal_document
from .resources import money_workbook, reminders_calendar

__all__ = [
    "FORMATS",
    "export_measures",
    "money_workbook",
    "proposal_document",
    "reminders_calendar",
    "rows_of_person",
]
