"""Forms of the workbench: what a town hall says about its strategy, as people write it."""

from .filters import ChartForm, FilterForm
from .measure import MeasureForm, MeasureSheet
from .move import DeleteForm, PutBackForm, ReportForm, RowForm, ScheduleForm, ShiftForm, StatusForm
from .planning import CeilingsForm, PinForm, PlanningForm, ProposalForm, RoleForm, Stretches
from .workshop import FieldDeleteForm, FieldForm, FieldsForm, ImportForm, StrategyForm

__all__ = [
    "CeilingsForm",
    "ChartForm",
    "DeleteForm",
    "FieldDeleteForm",
    "FieldForm",
    "FieldsForm",
    "FilterForm",
    "ImportForm",
    "MeasureForm",
    "MeasureSheet",
    "PinForm",
    "PlanningForm",
    "ProposalForm",
    "PutBackForm",
    "ReportForm",
    "RoleForm",
    "RowForm",
    "ScheduleForm",
    "ShiftForm",
    "StatusForm",
    "StrategyForm",
    "Stretches",
]
