"""Forms of the workbench: what a town hall says about its strategy, as people write it."""

from .filters import FilterForm
from .measure import MeasureForm, MeasureSheet
from .meeting import TEMPLATES, AgendaLines, CardForm, MeetingForm, PhotoForm, agenda_of
from .move import DeleteForm, ReportForm, RowForm, ScheduleForm, StatusForm
from .priorities import (
    AgreementForm,
    BulkForm,
    CodesForm,
    CriterionLines,
    DotsForm,
    MediumForm,
    PaperForm,
    RatingForm,
    RoundForm,
    ThresholdForm,
    ViewForm,
    VoteRoundForm,
)
from .workshop import FieldDeleteForm, FieldForm, FieldsForm, ImportForm, StrategyForm

__all__ = [
    "TEMPLATES",
    "AgendaLines",
    "AgreementForm",
    "BulkForm",
    "CardForm",
    "CodesForm",
    "CriterionLines",
    "DeleteForm",
    "DotsForm",
    "FieldDeleteForm",
    "FieldForm",
    "FieldsForm",
    "FilterForm",
    "ImportForm",
    "MeasureForm",
    "MeasureSheet",
    "MediumForm",
    "MeetingForm",
    "PaperForm",
    "PhotoForm",
    "RatingForm",
    "ReportForm",
    "RoundForm",
    "RowForm",
    "ScheduleForm",
    "StatusForm",
    "StrategyForm",
    "ThresholdForm",
    "ViewForm",
    "VoteRoundForm",
    "agenda_of",
]
