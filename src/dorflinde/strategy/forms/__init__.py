"""Forms of the workbench: what a town hall says about its strategy, as people write it."""

from .filters import FilterForm
from .goal import GoalForm, IndicatorForm, ValueForm
from .measure import MeasureForm, MeasureSheet
from .move import DeleteForm, ReportForm, RowForm, ScheduleForm, StatusForm
from .planning import CeilingsForm, PinForm, PlanningForm, ProposalForm, RoleForm, Stretches
from .stakeholder import AssessmentForm, ContactForm, GridMoveForm, SinceForm, StakeholderForm
from .vision import DraftForm, OpeningForm, VersionForm
from .workshop import FieldDeleteForm, FieldForm, FieldsForm, ImportForm, StrategyForm

__all__ = [
    "AssessmentForm",
    "CeilingsForm",
    "ContactForm",
    "DeleteForm",
    "DraftForm",
    "FieldDeleteForm",
    "FieldForm",
    "FieldsForm",
    "FilterForm",
    "GoalForm",
    "GridMoveForm",
    "ImportForm",
    "IndicatorForm",
    "MeasureForm",
    "MeasureSheet",
    "OpeningForm",
    "PinForm",
    "PlanningForm",
    "ProposalForm",
    "ReportForm",
    "RoleForm",
    "RowForm",
    "ScheduleForm",
    "SinceForm",
    "StakeholderForm",
    "StatusForm",
    "StrategyForm",
    "Stretches",
    "ValueForm",
    "VersionForm",
]
