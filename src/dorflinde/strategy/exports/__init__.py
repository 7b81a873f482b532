"""What leaves the strategy as a file."""

from .lists import FORMATS, export_measures, rows_of_person
from .people import all_about, people_rows_of_person, plan_as_csv

__all__ = ["FORMATS", "all_about", "export_measures", "people_rows_of_person", "plan_as_csv", "rows_of_person"]
