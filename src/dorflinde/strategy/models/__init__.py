"""Fields of action, strategies, measures with their whole profile, and what happened to them."""

from .baseline import HIGHEST, LOWEST, Assessment, Sheet, SheetAnswer
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
from .cost import YearCost
from .criterion import Criterion, Score, StartThreshold
from .deadline import CalendarShare, DeadlineNotice
from .delivery import Blocker, Decision, Health, HealthAssessment, Milestone, Risk, Task, Tick
from .dependency import Dependency, depends_on_itself
from .field import FieldOfAction
from .field_change import FieldChange
from .funding import Funding
from .goal import Goal, GoalIndicator, GoalValue
from .indicator import Direction, Indicator
from .inventory import InventoryItem
from .measure import KIND, Measure, MeasureQuerySet, Medium, Priority, Status, Visibility
from .meeting import CARD_KIND, AgendaItem, Meeting, MeetingCard, MeetingPhoto
from .paper import PaperOpening, PaperTemplate, PaperVersion, Resolution
from .paper_text import PaperText
from .planning import Pin, PlanningFacts, PlanningProfile
from .process import StepMark, StepPlan
from .profile import CostLine, FundingLine, IndicatorLine, Profile
from .progress import ProgressNote, StatusChange
from .proposal import Proposal, Takeover
from .rating import Agreement, MediumCheck, Rating, RatingRound
from .reporting import PERIOD_KIND, Freeze, LeadContact, LeadUpdate, Period, Reminder, Snapshot
from .resources import FULL, Capacity, Ceiling, Demand, StaffRole
from .series import IndicatorValue
from .stakeholder import Quadrant, Stakeholder, StakeholderAssessment, StakeholderContact, TypicalGroup
from .strategy import Horizon, Strategy, Windows, windows_without_strategy
from .swot import SwotEntry, SwotRemoval
from .table_view import BulkChange, SavedView
from .vision import VisionAdoption, VisionDraft, VisionOpening, VisionVersion
from .voting import Ballot, Dots, PaperCount, VoteCode, VoteRound

__all__ = [
    "CARD_KIND",
    "FACTORS",
    "FULL",
    "HIGHEST",
    "KIND",
    "LOWEST",
    "PERIOD_KIND",
    "AgendaItem",
    "Agreement",
    "Assessment",
    "Ballot",
    "Blocker",
    "BulkChange",
    "CalendarShare",
    "Capacity",
    "Ceiling",
    "Continuation",
    "ContinuationWarning",
    "CostLine",
    "Criterion",
    "DeadlineNotice",
    "Decision",
    "Demand",
    "Dependency",
    "Direction",
    "Documentation",
    "Dots",
    "FieldChange",
    "FieldOfAction",
    "Freeze",
    "Funding",
    "FundingLine",
    "Goal",
    "GoalIndicator",
    "GoalValue",
    "Health",
    "HealthAssessment",
    "Horizon",
    "Indicator",
    "IndicatorLine",
    "IndicatorValue",
    "InventoryItem",
    "LeadContact",
    "LeadUpdate",
    "Level",
    "Measure",
    "MeasureQuerySet",
    "Medium",
    "MediumCheck",
    "Meeting",
    "MeetingCard",
    "MeetingPhoto",
    "Milestone",
    "Operation",
    "PaperCount",
    "PaperOpening",
    "PaperTemplate",
    "PaperText",
    "PaperVersion",
    "Period",
    "Pin",
    "PlanningFacts",
    "PlanningProfile",
    "Priority",
    "Profile",
    "ProgressNote",
    "Proposal",
    "Quadrant",
    "Rating",
    "RatingRound",
    "Reminder",
    "Resolution",
    "Risk",
    "SavedView",
    "Score",
    "Sheet",
    "SheetAnswer",
    "Snapshot",
    "StaffRole",
    "Stakeholder",
    "StakeholderAssessment",
    "StakeholderContact",
    "StartThreshold",
    "Status",
    "StatusChange",
    "StepMark",
    "StepPlan",
    "Strategy",
    "SwotEntry",
    "SwotRemoval",
    "Takeover",
    "Task",
    "Tick",
    "TypicalGroup",
    "Visibility",
    "VisionAdoption",
    "VisionDraft",
    "VisionOpening",
    "VisionVersion",
    "VoteCode",
    "VoteRound",
    "Warnings",
    "Windows",
    "YearCost",
    "depends_on_itself",
    "months_until",
    "windows_without_strategy",
]
