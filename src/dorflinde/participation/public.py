"""What other modules may use of participation."""

from .actions import (
    PhasePlan,
    ProjectPlan,
    answer_idea,
    comment_on_idea,
    create_project,
    post_idea,
    publish_project,
    support_idea,
    withdraw_support,
)
from .models import Answer, Category, CleanPhoto, Comment, Idea, Phase, Project, clean
from .queries import Numbers, numbers_of

__all__ = [
    "Answer",
    "Category",
    "CleanPhoto",
    "Comment",
    "Idea",
    "Numbers",
    "Phase",
    "PhasePlan",
    "Project",
    "ProjectPlan",
    "answer_idea",
    "clean",
    "comment_on_idea",
    "create_project",
    "numbers_of",
    "post_idea",
    "publish_project",
    "support_idea",
    "withdraw_support",
]
