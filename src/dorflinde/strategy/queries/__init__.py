"""Reads across the strategy, one file a subject."""

from .cards import card_suggestions, describe_cards
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
from .meetings import slides_of, topics_of
from .portfolio import Portfolio, portfolio as lay_out, threshold_of
from .ratings import newest_round, open_round, rated
from .votes import VoteResult, vote_result
from .weighing import suggested_points, weigh

__all__ = [
    "GAPS",
    "Numbers",
    "Portfolio",
    "VoteResult",
    "card_suggestions",
    "coming_up",
    "current_strategy",
    "describe",
    "describe_cards",
    "describe_roadmap",
    "expected_steps",
    "fields_with_measures",
    "gap_labels",
    "gaps",
    "gaps_of",
    "horizon_of",
    "lay_out",
    "newest_round",
    "numbers",
    "open_round",
    "possible_origins",
    "rated",
    "slides_of",
    "suggested_points",
    "suggestions",
    "threshold_of",
    "topics_of",
    "vote_result",
    "weigh",
    "windows_of",
]
