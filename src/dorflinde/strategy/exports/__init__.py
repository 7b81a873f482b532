"""What leaves the strategy as a file."""

from .lists import FORMATS, export_measures, rows_of_person

__all__ = ["FORMATS", "export_measures", "rows_of_person"]
