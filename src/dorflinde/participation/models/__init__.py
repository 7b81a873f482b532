"""Projects with phases, the ideas in them, what people say about an idea, and what the town hall answers."""

from .answer import Answer
from .comment import Comment
from .idea import Hiding, Idea, IdeaQuerySet, Support, Withdrawal
from .photo import CleanPhoto, clean
from .project import Category, Phase, Project, Publication, check_phases

__all__ = [
    "Answer",
    "Category",
    "CleanPhoto",
    "Comment",
    "Hiding",
    "Idea",
    "IdeaQuerySet",
    "Phase",
    "Project",
    "Publication",
    "Support",
    "Withdrawal",
    "check_phases",
    "clean",
]
