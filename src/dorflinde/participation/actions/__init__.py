"""Everything that changes in participation, one function for each thing people do."""

from .activities import (
    ActivityPlan,
    close_activity,
    create_activity,
    move_activity,
    remove_activity,
    reopen_activity,
    update_activity,
)
from .answers import answer_idea
from .comments_on_texts import close_text, count_remarks, open_text
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
from .survey import (
    Mark,
    QuestionPlan,
    Upload,
    check_survey_options,
    copy_questions,
    forget_sheets,
    hand_in,
    is_answered,
    keep_sheet,
    move_question,
    remove_question,
    save_question,
)
from .voices import comment_on_idea, hide_comment, restore_comment, support_idea, withdraw_support

__all__ = [
    "ActivityPlan",
    "Mark",
    "PhasePlan",
    "ProjectPlan",
    "QuestionPlan",
    "Upload",
    "admit_comment",
    "answer_idea",
    "check_survey_options",
    "close_activity",
    "close_text",
    "comment_on_idea",
    "copy_questions",
    "count_remarks",
    "create_activity",
    "create_project",
    "edit_idea",
    "forget_person",
    "forget_sheets",
    "hand_in",
    "hide_comment",
    "hide_idea",
    "hide_project",
    "hold_comment",
    "hold_idea",
    "is_answered",
    "keep_sheet",
    "move_activity",
    "move_question",
    "open_text",
    "post_idea",
    "publish_project",
    "remove_activity",
    "remove_question",
    "reopen_activity",
    "restore_comment",
    "restore_idea",
    "restore_project",
    "save_question",
    "support_idea",
    "unpublish_project",
    "update_activity",
    "update_project",
    "withdraw_idea",
    "withdraw_support",
]
