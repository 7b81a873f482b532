"""Everything that changes in participation, one function for each thing people do."""

from .answers import answer_idea
from .comments_on_texts import count_remarks, open_text
from .holding import admit_comment, hold_comment, hold_idea
from .ideas import edit_idea, hide_idea, post_idea, restore_idea, withdraw_idea
from .people import forget_person
from .projects import (
    PhasePlan,
    ProjectPlan,
    create_project,
    hide_project,
    publish_project,
    restore_project,
    unpublish_project,
    update_project,
)
from .voices import comment_on_idea, hide_comment, restore_comment, support_idea, withdraw_support

__all__ = [
    "PhasePlan",
    "ProjectPlan",
    "admit_comment",
    "answer_idea",
    "comment_on_idea",
    "count_remarks",
    "create_project",
    "edit_idea",
    "forget_person",
    "hide_comment",
    "hide_idea",
    "hide_project",
    "hold_comment",
    "hold_idea",
    "open_text",
    "post_idea",
    "publish_project",
    "restore_comment",
    "restore_idea",
    "restore_project",
    "support_idea",
    "unpublish_project",
    "update_project",
    "withdraw_idea",
    "withdraw_support",
]
