"""Forms of the workbench: what a town hall says about its strategy, as people write it."""

from .filters import FilterForm
from .goal import GoalForm, IndicatorForm, ValueForm
from .measure import MeasureForm, MeasureSheet
from .move import DeleteForm, ReportForm, RowForm, ScheduleForm, StatusForm
from .stakeholder import AssessmentForm, ContactForm, GridMoveForm, SinceForm, StakeholderForm
from .vision import DraftForm, OpeningForm, VersionForm
from .workshop import FieldDeleteForm, FieldForm, FieldsForm, ImportForm, StrategyForm

__all__ = [
    "AssessmentForm",
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
    "ReportForm",
    "RowForm",
    "ScheduleForm",
    "SinceForm",
    "StakeholderForm",
    "StatusForm",
    "StrategyForm",
    "ValueForm",
    "VersionForm",
]
