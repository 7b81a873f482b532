"""Projects with phases and what people take part in, ideas and what is said about them, and what the town hall answers."""

from .activity import RESERVED_ACTIVITY_SLUGS, Activity, ActivityClosure, ActivityQuerySet, free_activity_slug
from .answer import Answer
from .comment import Comment
from .guest import GuestPass, Residence, ResidenceCode, SpentPuzzle, guest_key, new_code, residence_key
from .idea import Hiding, Idea, IdeaQuerySet, Support, Withdrawal
from .photo import CleanPhoto, clean
from .process import Announcement, Invitation, Invitee, Outcome, Revocation
from .project import Category, Phase, Project, ProjectQuerySet, Publication, check_phases
from .survey import (
    AnswerSheet,
    Choice,
    Condition,
    Question,
    Rewording,
    SurveyAnswer,
    Turnout,
    as_number,
    check_conditions,
)

__all__ = [
    "RESERVED_ACTIVITY_SLUGS",
    "Activity",
    "ActivityClosure",
    "ActivityQuerySet",
    "Announcement",
    "Answer",
    "AnswerSheet",
    "Category",
    "Choice",
    "CleanPhoto",
    "Comment",
    "Condition",
    "GuestPass",
    "Hiding",
    "Idea",
    "IdeaQuerySet",
    "Invitation",
    "Invitee",
    "Outcome",
    "Phase",
    "Project",
    "ProjectQuerySet",
    "Publication",
    "Question",
    "Residence",
    "ResidenceCode",
    "Revocation",
    "Rewording",
    "SpentPuzzle",
    "Support",
    "SurveyAnswer",
    "Turnout",
    "Withdrawal",
    "as_number",
    "check_conditions",
    "check_phases",
    "clean",
    "free_activity_slug",
    "guest_key",
    "new_code",
    "residence_key",
]
