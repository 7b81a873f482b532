"""Forms of the workbench: what a town hall says about its strategy, as people write it."""

from .filters import ChartForm, FilterForm
from .measure import MeasureForm, MeasureSheet
from .move import DeleteForm, PutBackForm, ReportForm, RowForm, ScheduleForm, ShiftForm, StatusForm
from .workshop import FieldDeleteForm, FieldForm, FieldsForm, ImportForm, StrategyForm

__all__ = [
    "ChartForm",
    "DeleteForm",
    "FieldDeleteForm",
    "FieldForm",
    "FieldsForm",
    "FilterForm",
    "ImportForm",
    "MeasureForm",
    "MeasureSheet",
    "PutBackForm",
    "ReportForm",
    "RowForm",
    "ScheduleForm",
    "ShiftForm",
    "StatusForm",
    "StrategyForm",
]
