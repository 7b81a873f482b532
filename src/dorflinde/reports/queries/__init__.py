"""Reads of reports: for everyone, for the town hall, for the ground services."""

from .descriptions import describe_reports, expected_steps, is_photo_shown, suggestions
from .desk import LATE, VET, CategoryFigures, Choice, Figures, by_category, figures, with_times, worked_on
from .lists import PAGE_LENGTH, Near, Wish, categories_of, changes_of, on_the_map, pins, similar_nearby, visible_at

__all__ = [
    "LATE",
    "PAGE_LENGTH",
    "VET",
    "CategoryFigures",
    "Choice",
    "Figures",
    "Near",
    "Wish",
    "by_category",
    "categories_of",
    "changes_of",
    "describe_reports",
    "expected_steps",
    "figures",
    "is_photo_shown",
    "on_the_map",
    "pins",
    "similar_nearby",
    "suggestions",
    "visible_at",
    "with_times",
    "worked_on",
]
