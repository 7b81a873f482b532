"""Fields of action, strategies, measures with their whole profile, and what happened to them."""

from .continuation import (
    FACTORS,
    Continuation,
    ContinuationWarning,
    Documentation,
    Level,
    Operation,
    Warnings,
    months_until,
)
from .delivery import Assessment, Blocker, Decision, Health, Milestone, Risk, Task, Tick
from .dependency import Dependency, depends_on_itself
from .field import FieldOfAction
from .funding import Funding
from .indicator import Direction, Indicator
from .measure import KIND, Measure, MeasureQuerySet, Medium, Priority, Status, Visibility
from .planning import Pin, PlanningFacts
from .profile import FundingLine, IndicatorLine, Profile
from .progress import ProgressNote, StatusChange
from .proposal import Proposal, Takeover
from .reporting import PERIOD_KIND, Freeze, LeadContact, LeadUpdate, Period, Reminder, Snapshot
from .resources import FULL, Capacity, Ceiling, Demand, StaffRole
from .series import IndicatorValue
from .strategy import Horizon, Strategy, Windows, windows_without_strategy

__all__ = [
    "FACTORS",
    "FULL",
    "KIND",
    "PERIOD_KIND",
    "Assessment",
    "Blocker",
    "Capacity",
    "Ceiling",
    "Continuation",
    "ContinuationWarning",
    "Decision",
    "Demand",
    "Dependency",
    "Direction",
    "Documentation",
    "FieldOfAction",
    "Freeze",
    "Funding",
    "FundingLine",
    "Health",
    "Horizon",
    "Indicator",
    "IndicatorLine",
    "IndicatorValue",
    "LeadContact",
    "LeadUpdate",
    "Level",
    "Measure",
    "MeasureQuerySet",
    "Medium",
    "Milestone",
    "Operation",
    "Period",
    "Pin",
    "PlanningFacts",
    "Priority",
    "Profile",
    "ProgressNote",
    "Proposal",
    "Reminder",
    "Risk",
    "Snapshot",
    "StaffRole",
    "Status",
    "StatusChange",
    "Strategy",
    "Takeover",
    "Task",
    "Tick",
    "Visibility",
    "Warnings",
    "Windows",
    "depends_on_itself",
    "months_until",
    "windows_without_strategy",
]
