"""Fields of action, strategies, measures with their whole profile, and what happened to them."""

from .dependency import Dependency, depends_on_itself
from .field import FieldOfAction
from .funding import Funding
from .indicator import Indicator
from .measure import KIND, Measure, MeasureQuerySet, Medium, Priority, Status, Visibility
from .profile import FundingLine, IndicatorLine, Profile
from .progress import ProgressNote, StatusChange
from .strategy import Horizon, Strategy, Windows, windows_without_strategy

__all__ = [
    "KIND",
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
    "Priority",
    "Profile",
    "ProgressNote",
    "Status",
    "StatusChange",
    "Strategy",
    "Visibility",
    "Windows",
    "depends_on_itself",
    "windows_without_strategy",
]
