"""Fields of action, strategies, measures with their whole profile, and what happened to them."""

from .baseline import HIGHEST, LOWEST, Assessment, Sheet, SheetAnswer
from .dependency import Dependency, depends_on_itself
from .field import FieldOfAction
from .funding import Funding
from .indicator import Indicator
from .inventory import InventoryItem
from .measure import KIND, Measure, MeasureQuerySet, Medium, Priority, Status, Visibility
from .planning import Pin, PlanningFacts
from .process import StepMark, StepPlan
from .profile import FundingLine, IndicatorLine, Profile
from .progress import ProgressNote, StatusChange
from .proposal import Proposal, Takeover
from .resources import FULL, Capacity, Ceiling, Demand, StaffRole
from .strategy import Horizon, Strategy, Windows, windows_without_strategy
from .swot import SwotEntry, SwotRemoval

__all__ = [
    "FULL",
    "HIGHEST",
    "KIND",
    "LOWEST",
    "Assessment",
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
    "InventoryItem",
    "Measure",
    "MeasureQuerySet",
    "Medium",
    "Pin",
    "PlanningFacts",
    "Priority",
    "Profile",
    "ProgressNote",
    "Proposal",
    "Sheet",
    "SheetAnswer",
    "StaffRole",
    "Status",
    "StatusChange",
    "StepMark",
    "StepPlan",
    "Strategy",
    "SwotEntry",
    "SwotRemoval",
    "Takeover",
    "Visibility",
    "Windows",
    "depends_on_itself",
    "windows_without_strategy",
]
