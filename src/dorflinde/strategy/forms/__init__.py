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
from .filters import FilterForm
from .measure import MeasureForm, MeasureSheet
from .move import DeleteForm, ReportForm, RowForm, ScheduleForm, StatusForm
from .workshop import FieldDeleteForm, FieldForm, FieldsForm, ImportForm, StrategyForm

__all__ = [
    "PART_FORMS",
    "AssessmentForm",
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
    "ReportForm",
    "RowForm",
    "ScheduleForm",
    "StatusForm",
    "StrategyForm",
    "UpdateForm",
    "ValueForm",
    "ValuesFileForm",
]
