"""Forms of the workbench: what a town hall says about its strategy, as people write it."""

from .filters import FilterForm
from .measure import MeasureForm, MeasureSheet
from .move import DeleteForm, ReportForm, RowForm, ScheduleForm, StatusForm
from .planning import CeilingsForm, PinForm, PlanningForm, ProposalForm, RoleForm, Stretches
from .process import CycleForm, StepMarkForm, StepPlanForm
from .situation import AssessmentForm, DimensionForm, InventoryForm, SwotForm
from .workshop import FieldDeleteForm, FieldForm, FieldsForm, ImportForm, StrategyForm

__all__ = [
    "AssessmentForm",
    "CeilingsForm",
    "CycleForm",
    "DeleteForm",
    "DimensionForm",
    "FieldDeleteForm",
    "FieldForm",
    "FieldsForm",
    "FilterForm",
    "ImportForm",
    "InventoryForm",
    "MeasureForm",
    "MeasureSheet",
    "PinForm",
    "PlanningForm",
    "ProposalForm",
    "ReportForm",
    "RoleForm",
    "RowForm",
    "ScheduleForm",
    "StatusForm",
    "StepMarkForm",
    "StepPlanForm",
    "StrategyForm",
    "Stretches",
    "SwotForm",
]
