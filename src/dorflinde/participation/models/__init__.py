"""Projects with phases and what people take part in, ideas, budgets, and what the town hall answers."""

from .activity import RESERVED_ACTIVITY_SLUGS, Activity, ActivityClosure, ActivityQuerySet, free_activity_slug
from .answer import Answer
from .ballot import Ballot, BallotLine, SecondLook, nameless_since, read_sheet_code, sheet_code
from .budget import Budget, Pot, Stage, euros, homes_of, in_cents
from .budget_proposal import (
    BudgetProposal,
    BudgetProposalQuerySet,
    ExclusiveGroup,
    ProposalRemoval,
    Valuation,
    next_number,
)
from .comment import Comment
from .counting import MOST_SEED, Lot, Tally
from .document import Paragraph, ParagraphQuerySet
from .embedding import MOST_SITES, Embedding
from .gathering import Gathering, GatheringItem, GatheringPhoto, Signup, Takeaway
from .guest import GuestPass, Residence, ResidenceCode, SpentPuzzle, guest_key, new_code, residence_key
from .hall_poll import HallOption, HallPoll, HallVote
from .hour import (
    HallAnswer,
    HallHiding,
    HallModerator,
    HallQuestion,
    HallQuestionQuerySet,
    HallSupport,
    QuestionHour,
    new_hall_code,
)
from .idea import Hiding, Idea, IdeaQuerySet, Support, TakenDown, Withdrawal, searchable
from .merging import Merger, Part
from .opinion import Opinion, Statement, StatementHiding, Voice
from .photo import CleanPhoto, clean
from .process import Announcement, Invitation, Invitee, Outcome, Revocation
from .project import Category, Phase, Project, ProjectQuerySet, Publication, check_phases
from .remark import DEBATE, DOCUMENT, ClosingWord, Remark, RemarkAnswer, RemarkQuerySet, RemarkSupport
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
    "DEBATE",
    "DOCUMENT",
    "MOST_SEED",
    "MOST_SITES",
    "RESERVED_ACTIVITY_SLUGS",
    "Activity",
    "ActivityClosure",
    "ActivityQuerySet",
    "Announcement",
    "Answer",
    "AnswerSheet",
    "Ballot",
    "BallotLine",
    "Budget",
    "BudgetProposal",
    "BudgetProposalQuerySet",
    "Category",
    "Choice",
    "CleanPhoto",
    "ClosingWord",
    "Comment",
    "Condition",
    "Embedding",
    "ExclusiveGroup",
    "Gathering",
    "GatheringItem",
    "GatheringPhoto",
    "GuestPass",
    "HallAnswer",
    "HallHiding",
    "HallModerator",
    "HallOption",
    "HallPoll",
    "HallQuestion",
    "HallQuestionQuerySet",
    "HallSupport",
    "HallVote",
    "Hiding",
    "Idea",
    "IdeaQuerySet",
    "Invitation",
    "Invitee",
    "Lot",
    "Merger",
    "Opinion",
    "Outcome",
    "Paragraph",
    "ParagraphQuerySet",
    "Part",
    "Phase",
    "Pot",
    "Project",
    "ProjectQuerySet",
    "ProposalRemoval",
    "Publication",
    "Question",
    "QuestionHour",
    "Remark",
    "RemarkAnswer",
    "RemarkQuerySet",
    "RemarkSupport",
    "Residence",
    "ResidenceCode",
    "Revocation",
    "Rewording",
    "SecondLook",
    "Signup",
    "SpentPuzzle",
    "Stage",
    "Statement",
    "StatementHiding",
    "Support",
    "SurveyAnswer",
    "Takeaway",
    "TakenDown",
    "Tally",
    "Turnout",
    "Valuation",
    "Voice",
    "Withdrawal",
    "as_number",
    "check_conditions",
    "check_phases",
    "clean",
    "euros",
    "free_activity_slug",
    "guest_key",
    "homes_of",
    "in_cents",
    "nameless_since",
    "new_code",
    "new_hall_code",
    "next_number",
    "read_sheet_code",
    "residence_key",
    "searchable",
    "sheet_code",
]
