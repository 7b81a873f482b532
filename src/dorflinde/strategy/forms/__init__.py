"""Forms of the workbench: what a town hall says about its strategy, as people write it."""

from .delivery import (
    PART_FORMS,
    AssessmentForm,
    ContinuationForm,
    DirectionForm,
    LeadContactForm,
    MonthsForm,
    PeriodForm,
    UpdateForm,
    ValueForm,
    ValuesFileForm,
)
from .filters import ChartForm, FilterForm
from .measure import MeasureForm, MeasureSheet
from .move import DeleteForm, PutBackForm, ReportForm, RowForm, ScheduleForm, ShiftForm, StatusForm
from .planning import CeilingsForm, PinForm, PlanningForm, ProposalForm, RoleForm, Stretches
from .workshop import FieldDeleteForm, FieldForm, FieldsForm, ImportForm, StrategyForm

__all__ = [
    "PART_FORMS",
    "AssessmentForm",
    "CeilingsForm",
    "ChartForm",
    "ContinuationForm",
    "DeleteForm",
    "DirectionForm",
    "FieldDeleteForm",
    "FieldForm",
    "FieldsForm",
    "FilterForm",
    "ImportForm",
    "LeadContactForm",
    "MeasureForm",
    "MeasureSheet",
    "MonthsForm",
    "PeriodForm",
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
    "UpdateForm",
    "ValueForm",
    "ValuesFileForm",
]
