"""Fields of action, strategies, measures with their whole profile, and what happened to them."""

from .dependency import Dependency, depends_on_itself
from .field import FieldOfAction
from .funding import Funding
from .goal import Goal, GoalIndicator, GoalValue
from .indicator import Indicator
from .measure import KIND, Measure, MeasureQuerySet, Medium, Priority, Status, Visibility
from .planning import Pin, PlanningFacts
from .profile import FundingLine, IndicatorLine, Profile
from .progress import ProgressNote, StatusChange
from .proposal import Proposal, Takeover
from .resources import FULL, Capacity, Ceiling, Demand, StaffRole
from .stakeholder import Quadrant, Stakeholder, StakeholderAssessment, StakeholderContact, TypicalGroup
from .strategy import Horizon, Strategy, Windows, windows_without_strategy
from .vision import VisionAdoption, VisionDraft, VisionOpening, VisionVersion

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
    "Goal",
    "GoalIndicator",
    "GoalValue",
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
    "Quadrant",
    "StaffRole",
    "Stakeholder",
    "StakeholderAssessment",
    "StakeholderContact",
    "Status",
    "StatusChange",
    "Strategy",
    "Takeover",
    "TypicalGroup",
    "Visibility",
    "VisionAdoption",
    "VisionDraft",
    "VisionOpening",
    "VisionVersion",
    "Windows",
    "depends_on_itself",
    "windows_without_strategy",
]
