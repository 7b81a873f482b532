"""What leaves participation as a file: ideas as a table, a survey with its codebook, a person's own contributions."""

from .budget import ballots_as_pb
from .gatherings import gathering_as_ics
from .hall import hall_rows_of_person
from .ideas import ideas_as_csv
from .open_data import open_data
from .open_results import OpenActivity, open_activities
from .opinion import statements_as_csv
from .paper import survey_as_pdf
from .people import rows_of_person
from .phases import phases_as_calendar, phases_as_feed
from .remarks import weighing_as_csv, weighing_as_workbook
from .report import report_as_pdf
from .sheets import homes_to_choose, how_on_paper, sheets_as_pdf
from .survey import answers_as_csv, answers_as_workbook, codebook_as_csv

__all__ = [
    "OpenActivity",
    "answers_as_csv",
    "answers_as_workbook",
    "ballots_as_pb",
    "codebook_as_csv",
    "gathering_as_ics",
    "hall_rows_of_person",
    "homes_to_choose",
    "how_on_paper",
    "ideas_as_csv",
    "open_activities",
    "open_data",
    "phases_as_calendar",
    "phases_as_feed",
    "report_as_pdf",
    "rows_of_person",
    "sheets_as_pdf",
    "statements_as_csv",
    "survey_as_pdf",
    "weighing_as_csv",
    "weighing_as_workbook",
]
