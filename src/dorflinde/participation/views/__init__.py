"""The pages of participation: projects, ideas, voices, answers, and the town hall's side."""

from .activities import (
    activities,
    activity,
    activity_choice,
    activity_close,
    activity_edit,
    activity_new,
    activity_remove,
    activity_reopen,
)
from .answers import answer
from .at_desk import idea_take_down, support_take_down
from .ballot import budget_ballot
from .budget import budget_proposal, budget_proposal_edit, budget_proposal_withdraw, budget_propose
from .budget_office import (
    budget_group,
    budget_group_new,
    budget_office,
    budget_own_proposal,
    budget_pot,
    budget_pot_new,
    budget_pot_remove,
    budget_rules,
    budget_valuation,
)
from .counting import budget_ballots, budget_compare, budget_count, budget_lot, budget_share
from .document import paragraph, weighing, weighing_file
from .gathering_guests import gathering_cancel, gathering_signup
from .gatherings import gathering_after, gathering_calendar, gathering_list, gathering_plan
from .guests import guest_move, puzzle, residence
from .hour import hall
from .hour_desk import hour_desk, hour_moderators
from .ideas import compose, idea, idea_edit, idea_new, idea_similar, idea_withdraw
from .live import hour_desk_live, hour_live, hour_screen, hour_screen_live
from .merging import idea_merge, idea_part, idea_split, idea_unsplit
from .opinion import opinion_map, statement_new
from .opinion_office import statements, statements_csv
from .outward import (
    embedded_activity,
    embedded_project,
    embedding,
    open_data,
    phases_calendar,
    phases_feed,
    project_calendar,
    project_feed,
    report,
)
from .petitions import (
    petition,
    petition_answer,
    petition_comment,
    petition_edit,
    petition_new,
    petition_sign,
    petition_withdraw,
)
from .processes import invitation, invitation_revoke, invitations, outcome, project_copy, project_follow
from .projects import index, project
from .questions import (
    question_edit,
    question_new,
    question_remove,
    questions,
    survey_export,
    survey_file,
    survey_preview,
    survey_take_down,
)
from .remarks import remark_new, remark_support, remark_withdraw
from .remarks_office import debate_summary, document_text, remark_answer, remarks
from .sheets import budget_print, budget_sheet_back, budget_sheet_look, budget_sheets
from .staff import codes, ideas_csv, manage, project_edit, project_new, project_publish, project_unpublish
from .survey import survey_draft, survey_results
from .survey_paper import survey_form, survey_sheet_back, survey_sheets
from .voices import comment_new, idea_support

__all__ = [
    "activities",
    "activity",
    "activity_choice",
    "activity_close",
    "activity_edit",
    "activity_new",
    "activity_remove",
    "activity_reopen",
    "answer",
    "budget_ballot",
    "budget_ballots",
    "budget_compare",
    "budget_count",
    "budget_group",
    "budget_group_new",
    "budget_lot",
    "budget_office",
    "budget_own_proposal",
    "budget_pot",
    "budget_pot_new",
    "budget_pot_remove",
    "budget_print",
    "budget_proposal",
    "budget_proposal_edit",
    "budget_proposal_withdraw",
    "budget_propose",
    "budget_rules",
    "budget_share",
    "budget_sheet_back",
    "budget_sheet_look",
    "budget_sheets",
    "budget_valuation",
    "codes",
    "comment_new",
    "compose",
    "debate_summary",
    "document_text",
    "embedded_activity",
    "embedded_project",
    "embedding",
    "gathering_after",
    "gathering_calendar",
    "gathering_cancel",
    "gathering_list",
    "gathering_plan",
    "gathering_signup",
    "guest_move",
    "hall",
    "hour_desk",
    "hour_desk_live",
    "hour_live",
    "hour_moderators",
    "hour_screen",
    "hour_screen_live",
    "idea",
    "idea_edit",
    "idea_merge",
    "idea_new",
    "idea_part",
    "idea_similar",
    "idea_split",
    "idea_support",
    "idea_take_down",
    "idea_unsplit",
    "idea_withdraw",
    "ideas_csv",
    "index",
    "invitation",
    "invitation_revoke",
    "invitations",
    "manage",
    "open_data",
    "opinion_map",
    "outcome",
    "paragraph",
    "petition",
    "petition_answer",
    "petition_comment",
    "petition_edit",
    "petition_new",
    "petition_sign",
    "petition_withdraw",
    "phases_calendar",
    "phases_feed",
    "project",
    "project_calendar",
    "project_copy",
    "project_edit",
    "project_feed",
    "project_follow",
    "project_new",
    "project_publish",
    "project_unpublish",
    "puzzle",
    "question_edit",
    "question_new",
    "question_remove",
    "questions",
    "remark_answer",
    "remark_new",
    "remark_support",
    "remark_withdraw",
    "remarks",
    "report",
    "residence",
    "statement_new",
    "statements",
    "statements_csv",
    "support_take_down",
    "survey_draft",
    "survey_export",
    "survey_file",
    "survey_form",
    "survey_preview",
    "survey_results",
    "survey_sheet_back",
    "survey_sheets",
    "survey_take_down",
    "weighing",
    "weighing_file",
]
