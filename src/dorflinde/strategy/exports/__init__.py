"""What leaves the strategy as a file."""

from .lists import FORMATS, export_measures, rows_of_person
from .people import all_about, people_rows_of_person, plan_as_csv
from .proposals import proposal_document
from .resources import money_workbook, reminders_calendar
from .situation import export_assessment, export_inventory, export_swot

__all__ = [
    "FORMATS",
    "all_about",
    "export_assessment",
    "export_inventory",
    "export_measures",
    "export_swot",
    "money_workbook",
    "people_rows_of_person",
    "plan_as_csv",
    "proposal_document",
    "reminders_calendar",
    "rows_of_person",
]
