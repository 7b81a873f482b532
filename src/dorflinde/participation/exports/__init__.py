"""What leaves participation as a file: ideas as a table, a survey with its codebook, a person's own contributions."""

from .ideas import ideas_as_csv
from .opinion import statements_as_csv
from .people import rows_of_person
from .survey import answers_as_csv, answers_as_workbook, codebook_as_csv

__all__ = [
    "answers_as_csv",
    "answers_as_workbook",
    "codebook_as_csv",
    "ideas_as_csv",
    "rows_of_person",
    "statements_as_csv",
]
