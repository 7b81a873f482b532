"""What leaves participation as a file: ideas as a table, a survey with its codebook, a person's own contributions."""

from .budget import ballots_as_pb
from .hall import hall_rows_of_person
from .ideas import ideas_as_csv
from .opinion import statements_as_csv
from .paper import survey_as_pdf
from .people import rows_of_person
from .remarks import weighing_as_csv, weighing_as_workbook
from .sheets import homes_to_choose, how_on_paper, sheets_as_pdf
from .survey import answers_as_csv, answers_as_workbook, codebook_as_csv

__all__ = [
    "answers_as_csv",
    "answers_as_workbook",
    "ballots_as_pb",
    "codebook_as_csv",
    "hall_rows_of_person",
    "homes_to_choose",
    "how_on_paper",
    "ideas_as_csv",
    "rows_of_person",
    "sheets_as_pdf",
    "statements_as_csv",
    "survey_as_pdf",
    "weighing_as_csv",
    "weighing_as_workbook",
]
