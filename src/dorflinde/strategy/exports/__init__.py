"""What leaves the strategy as a file."""

from .deadlines import reminders_calendar
from .linked import told_to_everyone
from .lists import FORMATS, export_measures, rows_of_person
from .money import money_workbook
from .people import all_about, people_rows_of_person, plan_as_csv
from .proposals import proposal_document
from .roadmap import ROADMAP_FORMS, roadmap_file, strategy_as_data
from .situation import export_assessment, export_inventory, export_swot

__all__ = [
    "FORMATS",
    "ROADMAP_FORMS",
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
    "roadmap_file",
    "rows_of_person",
    "strategy_as_data",
    "told_to_everyone",
]
