"""Reads across the strategy, one file a subject."""

from .measures import (
    GAPS,
    Numbers,
    coming_up,
    current_strategy,
    describe,
    describe_roadmap,
    expected_steps,
    fields_with_measures,
    gap_labels,
    gaps,
    gaps_of,
    horizon_of,
    numbers,
    possible_origins,
    suggestions,
    windows_of,
)

__all__ = [
    "GAPS",
    "Numbers",
    "coming_up",
    "current_strategy",
    "describe",
    "describe_roadmap",
    "expected_steps",
    "fields_with_measures",
    "gap_labels",
    "gaps",
    "gaps_of",
    "horizon_of",
    "numbers",
    "possible_origins",
    "suggestions",
    "windows_of",
]
