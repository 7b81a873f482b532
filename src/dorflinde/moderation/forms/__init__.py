"""What people and moderators fill in."""

from .notices import TEMPLATES, AnswerForm, ComplaintForm, DecisionForm, InterventionForm, NoticeForm
from .rules import CheckpointForm, LinkRuleForm, PauseForm, RefusalForm, TryForm, WordRuleForm

__all__ = [
    "TEMPLATES",
    "AnswerForm",
    "CheckpointForm",
    "ComplaintForm",
    "DecisionForm",
    "InterventionForm",
    "LinkRuleForm",
    "NoticeForm",
    "PauseForm",
    "RefusalForm",
    "TryForm",
    "WordRuleForm",
]
