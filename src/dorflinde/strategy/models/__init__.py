"""Fields of action, strategies, measures with their whole profile, and what happened to them."""

from .dependency import Dependency, depends_on_itself
from .field import FieldOfAction
from .funding import Funding
from .indicator import Indicator
from .measure import KIND, Measure, MeasureQuerySet, Medium, Priority, Status, Visibility
from .planning import Pin, PlanningFacts
from .profile import FundingLine, IndicatorLine, Profile
from .progress import ProgressNote, StatusChange
from .proposal import Proposal, Takeover
from .resources import FULL, Capacity, Ceiling, Demand, StaffRole
from .strategy import Horizon, Strategy, Windows, windows_without_strategy

__all__ = [
    "FULL",
    "KIND",
    "Capacity",
    "Ceiling",
    "Demand",
    "Dependency",
    "FieldOfAction",
    "Funding",
    "FundingLine",
    "Horizon",
    "Indicator",
    "IndicatorLine",
    "Measure",
    "MeasureQuerySet",
    "Medium",
    "Pin",
    "PlanningFacts",
    "Priority",
    "Profile",
    "ProgressNote",
    "Proposal",
    "StaffRole",
    "Status",
    "StatusChange",
    "Strategy",
    "Takeover",
    "Visibility",
    "Windows",
    "depends_on_itself",
    "windows_without_strategy",
]
