"""What other modules may use of participation."""

from .actions import (
    ActivityPlan,
    PhasePlan,
    ProjectPlan,
    answer_idea,
    comment_on_idea,
    create_activity,
    create_project,
    post_idea,
    publish_project,
    support_idea,
    withdraw_support,
)
from .formats import Format, register as register_format
from .models import Activity, Answer, Category, CleanPhoto, Comment, Idea, Phase, Project, clean
from .policies import Permit, editable_activity, may_take_part, open_activity, visible_activity
from .policies_outward import ideas_for_everyone, projects_for_everyone
from .queries import Numbers, numbers_of

__all__ = [
    "Activity",
    "ActivityPlan",
    "Answer",
    "Category",
    "CleanPhoto",
    "Comment",
    "Format",
    "Idea",
    "Numbers",
    "Permit",
    "Phase",
    "PhasePlan",
    "Project",
    "ProjectPlan",
    "answer_idea",
    "clean",
    "comment_on_idea",
    "create_activity",
    "create_project",
    "editable_activity",
    "ideas_for_everyone",
    "may_take_part",
    "numbers_of",
    "open_activity",
    "post_idea",
    "projects_for_everyone",
    "publish_project",
    "register_format",
    "support_idea",
    "visible_activity",
    "withdraw_support",
]
