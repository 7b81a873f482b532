"""The forms of participation: ideas and what is said about them, projects with their phases."""

from .activities import ActivityForm
from .ballot import BallotForm
from .budget import BudgetProposalForm, GroupForm, PotForm, RulesForm, VerdictForm
from .embedding import EmbeddingForm
from .gatherings import GatheringForm, GatheringPhotoForm, GuestSignupForm, MinutesForm, SignupForm, TakeawaysForm
from .guests import CodesForm, ResidenceForm
from .hour import AskForm, HallPollForm, ModeratorForm, QuestionHourOptions, SpokenForm
from .ideas import TEMPLATES, AnswerForm, CommentForm, IdeaForm, IdeaSearchForm, SupportTakenDownForm, TakenDownForm
from .opinion import OpinionMapOptions, StatementForm, StatementsForm
from .petitions import PetitionForm, PetitionOptions, SignForm
from .processes import CopyForm, InvitationForm, OutcomeForm
from .projects import ChangedPhases, NewPhases, PhaseForm, ProjectForm, phases_of, plans_of
from .questions import QuestionForm, SurveyOptions
from .remarks import ClosingWordForm, DraftForm, RemarkAnswerForm, RemarkForm
from .sheet import PrintForm, SheetForm
from .survey import SurveyForm
from .typed import TypedSheetForm

__all__ = [
    "TEMPLATES",
    "ActivityForm",
    "AnswerForm",
    "AskForm",
    "BallotForm",
    "BudgetProposalForm",
    "ChangedPhases",
    "ClosingWordForm",
    "CodesForm",
    "CommentForm",
    "CopyForm",
    "DraftForm",
    "EmbeddingForm",
    "GatheringForm",
    "GatheringPhotoForm",
    "GroupForm",
    "GuestSignupForm",
    "HallPollForm",
    "IdeaForm",
    "IdeaSearchForm",
    "InvitationForm",
    "MinutesForm",
    "ModeratorForm",
    "NewPhases",
    "OpinionMapOptions",
    "OutcomeForm",
    "PetitionForm",
    "PetitionOptions",
    "PhaseForm",
    "PotForm",
    "PrintForm",
    "ProjectForm",
    "QuestionForm",
    "QuestionHourOptions",
    "RemarkAnswerForm",
    "RemarkForm",
    "ResidenceForm",
    "RulesForm",
    "SheetForm",
    "SignForm",
    "SignupForm",
    "SpokenForm",
    "StatementForm",
    "StatementsForm",
    "SupportTakenDownForm",
    "SurveyForm",
    "SurveyOptions",
    "TakeawaysForm",
    "TakenDownForm",
    "TypedSheetForm",
    "VerdictForm",
    "phases_of",
    "plans_of",
]
