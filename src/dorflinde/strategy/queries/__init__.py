"""Reads across the strategy, one file a subject."""

from .continuation import (Worry, continuation_of, factor_score, knowledge, warning_months, worries, worry_of)
from .health import (Standing, health_of, standings, with_delivery)
from .measures import (GAPS, Numbers, coming_up, current_strategy, describe, describe_roadmap, expected_steps, fields_with_measures, gap_labels, gaps, gaps_of, horizon_of, numbers, possible_origins, suggestions, windows_of)
from .planning import (Plan, duration_of, facts_of, pin_of, plan_of, plannable)
from .proposals import (Move, Reading, month_in_words, read)
from .resources import (MoneyTable, RoleLoad, money_table, reminders, staff_loads)

__all__ = [
    "GAPS",
    "MoneyTable",
    "Move",
    "Numbers",
    "Plan",
    "Reading",
    "RoleLoad",
    "Standing",
    "Worry",
    "coming_up",
    "continuation_of",
    "current_strategy",
    "describe",
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
    "money_table",
    "month_in_words",
    "numbers",
    "pin_of",
    "plan_of",
    "plannable",
    "possible_origins",
    "read",
    "reminders",
    "staff_loads",
    "standings",
    "suggestions",
    "warning_months",
    "windows_of",
    "with_delivery",
    "worries",
    "worry_of",
]
