"""Fields of action, strategies, measures with their whole profile, and what happened to them."""

from .baseline import HIGHEST, LOWEST, Assessment, Sheet, SheetAnswer
from .dependency import Dependency, depends_on_itself
from .field import FieldOfAction
from .funding import Funding
from .indicator import Indicator
from .inventory import InventoryItem
from .measure import KIND, Measure, MeasureQuerySet, Medium, Priority, Status, Visibility
from .process import StepMark, StepPlan
from .profile import FundingLine, IndicatorLine, Profile
from .progress import ProgressNote, StatusChange
from .strategy import Horizon, Strategy, Windows, windows_without_strategy
from .swot import SwotEntry, SwotRemoval

__all__ = [
    "HIGHEST",
    "KIND",
    "LOWEST",
    "Assessment",
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
    "Priority",
    "Profile",
    "ProgressNote",
    "Sheet",
    "SheetAnswer",
    "Status",
    "StatusChange",
    "StepMark",
    "StepPlan",
    "Strategy",
    "SwotEntry",
    "SwotRemoval",
    "Visibility",
    "Windows",
    "depends_on_itself",
    "windows_without_strategy",
]
