"""What leaves the strategy as a file."""

from .lists import FORMATS, export_measures, rows_of_person
from .situation import export_assessment, export_inventory, export_swot

__all__ = [
    "FORMATS",
    "export_assessment",
    "export_inventory",
    "export_measures",
    "export_swot",
    "rows_of_person",
]
