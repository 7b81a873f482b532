"""What leaves the strategy as a file."""

from .lists import FORMATS, export_measures, rows_of_person
from .proposals import proposal_document
from .resources import money_workbook, reminders_calendar
from .situation import export_assessment, export_inventory, export_swot

__all__ = [
    "FORMATS",
    "export_assessment",
    "export_inventory",
    "export_measures",
    "export_swot",
    "money_workbook",
    "proposal_document",
    "reminders_calendar",
    "rows_of_person",
]
