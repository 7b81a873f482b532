"""What everyone reads in the paper and what stays inside: decided for every text of the strategy, field by field."""

import datetime

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from dorflinde.strategy.models import (
    AgendaItem,
    Agreement,
    Assessment,
    Blocker,
    Ceiling,
    Continuation,
    Criterion,
    Decision,
    Demand,
    FieldOfAction,
    Funding,
    Goal,
    GoalIndicator,
    HealthAssessment,
    Indicator,
    IndicatorValue,
    InventoryItem,
    LeadContact,
    LeadUpdate,
    Measure,
    MediumCheck,
    Meeting,
    MeetingCard,
    MeetingPhoto,
    Milestone,
    PaperText,
    PaperVersion,
    Period,
    Pin,
    ProgressNote,
    Proposal,
    Rating,
    RatingRound,
    Resolution,
    Risk,
    SavedView,
    Sheet,
    SheetAnswer,
    Snapshot,
    StaffRole,
    Stakeholder,
    StakeholderAssessment,
    StakeholderContact,
    StatusChange,
    StepMark,
    StepPlan,
    Strategy,
    SwotEntry,
    SwotRemoval,
    Task,
    VisionDraft,
    VisionVersion,
    VoteCode,
    VoteRound,
)  # fmt: skip
from dorflinde.strategy.paper.content import build
from dorflinde.strategy.paper.docx_writer import write_docx
from dorflinde.strategy.paper.html_writer import write_html
from dorflinde.strategy.paper.typst_writer import write_pdf
from dorflinde.strategy.queries import questionnaire

from .paper_reading import everything_in

TODAY = datetime.date(2026, 11, 22)
ANSWERED = {"today": 2, "target": 4}

# Everyone reads these in the paper.
TOLD = {
    "FieldOfAction": "title description",
    "Strategy": "title foreword process baseline vision continuation adopted_by",
    "Measure": "title goal description lead participants risks origin_text",
    "Milestone": "title",
    "Decision": "title decided_by reference",
    "HealthAssessment": "reason",
    "Funding": "programme",
    "Goal": "title description",
    "GoalIndicator": "name unit",
    "Indicator": "name baseline target current",
    "InventoryItem": "title follows",
    "Meeting": "title summary",
    "MeetingCard": "topic",
    "PaperText": "heading text",
    "ProgressNote": "text",
    "StaffRole": "title",
    "StatusChange": "reason",
    "SwotEntry": "text origin",
    "VoteRound": "title",
}
# These belong to the town hall, to the work on a text, or to one person.
INSIDE = {
    "AgendaItem": "title text material",
    "Agreement": "note",
    "Blocker": "title who_can_solve",
    "Ceiling": "note",
    "Continuation": "owner_after paid_by handover documentation_url person",
    "Criterion": "title question",
    "Goal": "responsible",
    "Indicator": "unit",  # stands in the values as they were written
    "IndicatorValue": "unit note source",
    "InventoryItem": "responsible link",
    "LeadContact": "email",
    "LeadUpdate": "text next_step",  # what is meant for everyone becomes a progress note
    "MediumCheck": "reason",
    "Meeting": "venue groups",
    "MeetingCard": "text group",
    "MeetingPhoto": "alt",
    "PaperVersion": "title note",
    "Period": "title",
    "Pin": "reason",
    "Proposal": "failure",
    "Rating": "group comment",
    "RatingRound": "title",
    "Resolution": "body reference wording",
    "Risk": "title mitigation owner",
    "SavedView": "title query",
    "SheetAnswer": "evidence comment",
    "Snapshot": "title reason text",
    "Stakeholder": "name brings tone responsible contact_details",
    "StakeholderAssessment": "reason",
    "StakeholderContact": "note",
    "StepMark": "note",
    "StepPlan": "responsible",
    "Task": "title responsible",
    "VisionDraft": "group text",
    "VisionVersion": "text reason",
    "VoteRound": "text",
}
# Keys, checksums and codes: no words.
NO_WORDS = {
    "DeadlineNotice": "kind",
    "FieldChange": "subject_kind field",
    "Goal": "due_precision",
    "IndicatorValue": "precision",
    "Measure": "number sort_key start_precision end_precision",
    "MediumCheck": "medium",
    "Milestone": "due_precision",
    "PaperOpening": "subject_kind",
    "PaperTemplate": "name checksum",  # of a file: the writers never see them
    "PaperVersion": "tree checksum",
    "SheetAnswer": "question",
    "Snapshot": "number",
    "Task": "due_precision",
    "VisionOpening": "subject_kind",
    "VoteCode": "code",
}


def named(fields):
    return {f"{model}.{name}" for model, names in fields.items() for name in names.split()}


def word_of(model, field):
    """A word of letters only, which no writer breaks or replaces."""
    return f"von{model}{field.replace('_', '')}".lower() + "ende"


def sown(model, prefix="", **said):
    """A row whose every text says whose it is."""
    names = (TOLD.get(model.__name__, "") + " " + INSIDE.get(model.__name__, "")).split()
    words = {name: f"{prefix}{word_of(model.__name__, name)}" for name in names}
    if "link" in words:
        words["link"] = f"https://example.org/{words['link']}"
    made = model(**words | said)
    made.save()
    return made


@pytest.fixture
def planted(municipality, clerk):
    """A strategy in which every text of every table carries its own name."""
    here = {"municipality": municipality}
    strategy = sown(Strategy, place=municipality, starts_on=TODAY.replace(month=1, day=1), ends_on=TODAY.replace(month=12, day=31), adopted_on=TODAY)  # fmt: skip
    field = sown(FieldOfAction, **here)
    measure = sown(Measure, number="M1", field=field, status="active", start_on=TODAY, start_precision="day", created_at=timezone.now(), **here)  # fmt: skip
    about = {"measure": measure}
    for model, more in {
        Milestone: {}, Decision: {"is_public": True}, HealthAssessment: {"health": "late"}, Funding: {"ends_on": TODAY},
        Indicator: {}, ProgressNote: {}, Blocker: {}, Continuation: {}, LeadContact: {}, MediumCheck: {"checked_by": clerk}, Pin: {},
        Task: {"due_on": TODAY.replace(year=2020), "due_precision": "day"}, Risk: {"likelihood": 5, "impact": 5},
    }.items():  # fmt: skip
        sown(model, **about, **more)
    dropped = Measure.objects.create(number="M2", title="Verworfen", status="dropped", **here)
    sown(StatusChange, measure=dropped, status="dropped")
    goal = sown(Goal, field=field)
    goal.measures.add(measure)
    sown(GoalIndicator, goal=goal)
    sown(IndicatorValue, indicator=measure.indicators.get(), first=TODAY, precision="day", value=3)
    for model, more in {InventoryItem: {}, SwotEntry: {"side": "1s"}, Ceiling: {"year": 2027, "amount": 1}, Criterion: {}}.items():  # fmt: skip
        sown(model, **here, **more)
    Demand.objects.create(role=sown(StaffRole, **here), months=2, **about)
    _people(strategy, here, clerk)
    _meetings(measure, here)
    period = sown(Period, first=TODAY, last=TODAY, due_on=TODAY, **here)
    sown(LeadUpdate, period=period, **about)
    sown(Snapshot, period=period, number="M1", status="active")
    round = sown(RatingRound, **here)
    sown(Rating, round=round, rater=clerk, **about)
    sown(Agreement, effort=1, benefit=1, **about)
    sown(Proposal, **here)
    sown(SavedView, owner=clerk, **here)
    for model in (StepMark, StepPlan):
        sown(model, strategy=strategy, step="prepare")
    sown(VisionDraft, strategy=strategy)
    sown(VisionVersion, strategy=strategy, number=1)
    version = sown(PaperVersion, strategy=strategy, number=1, day=TODAY, tree="", checksum="")
    sown(PaperText, strategy=strategy, chapter="anlass")
    sown(Resolution, version=version, decided_on=TODAY, votes_yes=3)
    return municipality


def _people(strategy, here, clerk):
    assessment = Assessment.objects.create(held_on=TODAY, **here)
    sheet = Sheet.objects.create(assessment=assessment, is_official=True)
    for question in sorted(questionnaire().keys):
        sown(SheetAnswer, sheet=sheet, question=question, **ANSWERED)
    stakeholder = sown(Stakeholder, strategy=strategy, typical="youth", **here)
    sown(StakeholderAssessment, stakeholder=stakeholder, interest=1, influence=5)
    sown(StakeholderContact, stakeholder=stakeholder)


def _meetings(measure, here):
    meeting = sown(Meeting, starts_at=timezone.now(), published_at=timezone.now(), **here)
    for model in (AgendaItem, MeetingCard, MeetingPhoto):
        sown(model, meeting=meeting)
    vote = sown(VoteRound, closes_at=timezone.now() + datetime.timedelta(days=1), counted_at=timezone.now(), **here)
    vote.measures.add(measure)
    VoteCode.objects.create(round=vote, code="CODE")


def in_all_forms(place):
    document, _measures = build(place, TODAY)
    return everything_in(write_pdf(document).content, write_docx(document), write_html(document))


def test_for_every_text_somebody_has_decided_whether_everyone_reads_it():
    texts = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("strategy").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not isinstance(field, models.SlugField)
    }
    decided = [named(TOLD), named(INSIDE), named(NO_WORDS)]
    assert set().union(*decided) == texts
    assert sum(map(len, decided)) == len(texts), "decided twice"


def test_all_three_forms_tell_what_is_for_everyone_and_nothing_else(planted):
    words = {word_of(*name.split(".")): name for name in named(TOLD) | named(INSIDE)}
    for form, text in in_all_forms(planted).items():
        found = {name for word, name in words.items() if word in text}
        assert found == named(TOLD), form


def test_what_is_hidden_as_a_whole_is_in_none_of_the_forms(planted, neighbour):
    here = {"municipality": planted}
    field = FieldOfAction.objects.get()
    measure = Measure.objects.get(number="M1")
    hidden = sown(Measure, "geheim", number="GEHEIM1", visibility="internal", field=field, start_on=TODAY, start_precision="day", **here)  # fmt: skip
    for model in (Milestone, Indicator, Funding):
        sown(model, "geheim", measure=hidden)
    hidden.goals.add(Goal.objects.get())
    measure.dependencies.create(depends_on=hidden)
    sown(Decision, "geheim", measure=measure)
    sown(Meeting, "geheim", starts_at=timezone.now(), **here)
    over = {"closes_at": timezone.now() + datetime.timedelta(days=1)}
    sown(VoteRound, "geheim", **here, **over)
    sown(VoteRound, "geheim", who="staff", counted_at=timezone.now(), **here, **over)
    VoteRound.objects.get(title=word_of("VoteRound", "title")).measures.add(hidden)
    SwotRemoval.objects.create(entry=sown(SwotEntry, "geheim", side="2w", **here))
    sown(Measure, "geheim", number="GEHEIM2", municipality=neighbour)
    sown(MeetingCard, "geheim", meeting=Meeting.objects.get(published_at__isnull=False), gone_at=timezone.now())
    for form, text in in_all_forms(planted).items():
        assert "geheim" not in text, form


def test_what_one_person_alone_answered_stays_with_them(municipality, clerk, manager):
    assessment = Assessment.objects.create(municipality=municipality, held_on=TODAY)
    tell = "Ausgangslage nach Bereichen"
    for number, person in enumerate((clerk, manager), start=1):
        sheet = Sheet.objects.create(assessment=assessment, respondent=person)
        for question in sorted(questionnaire().keys):
            SheetAnswer.objects.create(sheet=sheet, question=question, **ANSWERED)
        page = write_html(build(municipality, TODAY)[0])
        assert (tell in page) is (number == 2)
    assert "2 Menschen haben geantwortet" in page
