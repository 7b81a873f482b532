"""Reads across the strategy, one file a subject."""

from .cards import card_suggestions, describe_cards
from .continuation import Worry, continuation_of, factor_score, knowledge, warning_months, worries, worry_of
from .health import Standing, health_of, standings, with_delivery
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
from .planning import Plan, duration_of, facts_of, pin_of, plan_of, plannable
from .portfolio import Portfolio, portfolio as lay_out, threshold_of
from .proposals import Move, Reading, month_in_words, read
from .ratings import newest_round, open_round, rated
from .resources import MoneyTable, RoleLoad, money_table, reminders, staff_loads
from .votes import VoteResult, vote_result
from .weighing import suggested_points, weigh

__all__ = [
    "GAPS",
    "MoneyTable",
    "Move",
    "Numbers",
    "Plan",
    "Portfolio",
    "Reading",
    "RoleLoad",
    "Standing",
    "VoteResult",
    "Worry",
    "card_suggestions",
    "coming_up",
    "continuation_of",
    "current_strategy",
    "describe",
    "describe_cards",
    "describe_roadmap",
    "duration_of",
    "expected_steps",
    "factor_score",
    "facts_of",
    "fields_with_measures",
    "gap_labels",
    "gaps",
    "gaps_of",
    "health_of",
    "horizon_of",
    "knowledge",
    "lay_out",
    "money_table",
    "month_in_words",
    "newest_round",
    "numbers",
    "open_round",
    "pin_of",
    "plan_of",
    "plannable",
    "possible_origins",
    "rated",
    "read",
    "reminders",
    "slides_of",
    "staff_loads",
    "standings",
    "suggested_points",
    "suggestions",
    "threshold_of",
    "topics_of",
    "vote_result",
    "warning_months",
    "weigh",
    "windows_of",
    "with_delivery",
    "worries",
    "worry_of",
]
