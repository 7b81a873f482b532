"""Fields of action, strategies, measures with their whole profile, and what happened to them."""

from .criterion import Criterion, Score, StartThreshold
from .dependency import Dependency, depends_on_itself
from .field import FieldOfAction
from .funding import Funding
from .indicator import Indicator
from .measure import KIND, Measure, MeasureQuerySet, Medium, Priority, Status, Visibility
from .meeting import CARD_KIND, AgendaItem, Meeting, MeetingCard, MeetingPhoto
from .profile import FundingLine, IndicatorLine, Profile
from .progress import ProgressNote, StatusChange
from .rating import Agreement, MediumCheck, Rating, RatingRound
from .strategy import Horizon, Strategy, Windows, windows_without_strategy
from .table_view import BulkChange, SavedView
from .voting import Ballot, Dots, PaperCount, VoteCode, VoteRound

__all__ = [
    "CARD_KIND",
    "KIND",
    "AgendaItem",
    "Agreement",
    "Ballot",
    "BulkChange",
    "Criterion",
    "Dependency",
    "Dots",
    "FieldOfAction",
    "Funding",
    "FundingLine",
    "Horizon",
    "Indicator",
    "IndicatorLine",
    "Measure",
    "MeasureQuerySet",
    "Medium",
    "MediumCheck",
    "Meeting",
    "MeetingCard",
    "MeetingPhoto",
    "PaperCount",
    "Priority",
    "Profile",
    "ProgressNote",
    "Rating",
    "RatingRound",
    "SavedView",
    "Score",
    "StartThreshold",
    "Status",
    "StatusChange",
    "Strategy",
    "Visibility",
    "VoteCode",
    "VoteRound",
    "Windows",
    "depends_on_itself",
    "windows_without_strategy",
]
