"""Asking and answering: the questions of a survey, the sheets people hand in."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.participation.models import (
    Activity,
    AnswerSheet,
    Choice,
    Condition,
    GuestPass,
    Question,
    Rewording,
    SurveyAnswer,
    Turnout,
    check_conditions,
)
from dorflinde.places.public import raise_edition

# What a question says of itself; a plan has the same fields.
_SAID = (
    "kind", "title", "help_text", "is_required", "has_other", "starts_page", "page_title", "most_choices", "lowest",
    "highest", "unit",
)  # fmt: skip
DAYS_LINKED = 90  # after the end nobody corrects anything; who wrote which sheet is then forgotten


class Upload(NamedTuple):
    """A file somebody sent, already looked at."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Mark:
    """One mark on a sheet, as it was given."""

    question: int
    choice: int | None = None
    row: int | None = None
    rank: int | None = None
    number: Decimal | None = None
    text: str = ""
    lat: float | None = None
    lon: float | None = None
    file: Upload | None = None
    keeps_file: bool = False  # the file sent before is still meant


@dataclass(frozen=True)
class QuestionPlan:
    """A question as the town hall words it."""

    kind: str
    title: str
    help_text: str = ""
    is_required: bool = False
    has_other: bool = False
    starts_page: bool = False
    page_title: str = ""
    most_choices: int | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    unit: str = ""
    choices: Sequence[str] = ()
    rows: Sequence[str] = ()
    conditions: Sequence[int] = ()  # keys of choices of earlier questions


# --- Questions --------------------------------------------------------------------------------------------------------------
@transaction.atomic
def save_question(
    activity: Activity, plan: QuestionPlan, *, actor: User | None, question: Question | None = None
) -> Question:
    """Add a question at the end or change one; after the first answer only its wording can be mended, and both versions stay."""
    if question is not None and is_answered(activity):
        return _reword(question, plan, actor)
    _refuse_answered(activity)
    made = question or Question(activity=activity, position=_last_position(activity) + 1)
    for name in _SAID:
        setattr(made, name, getattr(plan, name))
    made.save()
    _write_choices(made, plan.choices, is_row=False)
    _write_choices(made, plan.rows, is_row=True)
    _write_conditions(made, plan.conditions)
    _check_order(activity)
    verb = "changed" if question else "added"
    record(f"participation.survey.question_{verb}", activity.ref, actor=actor, place=activity.project.place)
    raise_edition(activity.project.place)
    return made


@transaction.atomic
def move_question(question: Question, *, up: bool, actor: User | None) -> None:
    """Put a question before or after its neighbour; one that hangs on another stays behind it."""
    activity = question.activity
    _refuse_answered(activity)
    row = list(Question.objects.select_for_update().filter(activity=activity).order_by("position", "pk"))
    here = row.index(question)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(row):
        return
    row[here], row[there] = row[there], row[here]
    for position, one in enumerate(row, start=1):
        one.position = position
    Question.objects.bulk_update(row, ["position"])
    _check_order(activity)
    record("participation.survey.question_moved", activity.ref, actor=actor, place=activity.project.place)
    raise_edition(activity.project.place)


@transaction.atomic
def remove_question(question: Question, *, actor: User | None) -> None:
    """Take a question away; one that others hang on stays until they do not."""
    activity = question.activity
    _refuse_answered(activity)
    hanging = Condition.objects.filter(choice__question=question).exclude(question=question).select_related("question")
    if found := hanging.first():
        raise ValidationError(
            _("„%(title)s“ hängt von dieser Frage ab. Bitte lösen Sie das zuerst.") % {"title": found.question.title}
        )
    question.delete()
    record("participation.survey.question_removed", activity.ref, actor=actor, place=activity.project.place)
    raise_edition(activity.project.place)


def copy_questions(source: Activity, target: Activity) -> None:
    """Put the questions of one survey into another, with their choices and what they hang on."""
    choices: dict[int, Choice] = {}
    conditions: list[tuple[Question, int]] = []
    for question in Question.objects.of(source):
        said = {name: getattr(question, name) for name in (*_SAID, "position")}
        copied = Question.objects.create(activity=target, **said)
        for choice in question.choices.all():
            choices[choice.pk] = Choice.objects.create(
                question=copied, text=choice.text, is_row=choice.is_row, position=choice.position
            )
        conditions += [(copied, condition.choice_id) for condition in question.conditions.all()]
    Condition.objects.bulk_create(Condition(question=one, choice=choices[key]) for one, key in conditions)


def check_survey_options(activity: Activity, options: Mapping[str, Any]) -> None:
    """Hold what people were promised when they answered: anonymous stays anonymous, confidential stays confidential."""
    promised = {name: activity.options.get(name) for name in ("anonymous", "results")}
    if is_answered(activity) and promised != {name: options.get(name) for name in promised}:
        raise ValidationError(
            _(
                "Die ersten Antworten sind da. Was Sie den Menschen über Anonymität und Ergebnisse gesagt haben, gilt bis zum Ende."
            )
        )


def is_answered(activity: Activity) -> bool:
    """Tell whether somebody handed in a sheet."""
    return AnswerSheet.objects.sent().filter(activity=activity).exists()


# --- Sheets -----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def hand_in(
    activity: Activity,
    marks: Iterable[Mark],
    *,
    actor: User | None,
    guest: GuestPass | None = None,
    at: datetime.datetime | None = None,
    is_sample: bool = False,
) -> AnswerSheet:
    """Take a person's answers; doing it again corrects them. In an anonymous survey the sheet knows nobody."""
    now = at or timezone.now()
    if activity.options.get("anonymous") and (actor or guest):
        _turnout, is_new = Turnout.objects.get_or_create(
            activity=activity, person=actor, guest=guest, defaults={"on": timezone.localdate(now)}
        )
        if not is_new:
            raise ValidationError(_("Sie haben schon teilgenommen. Anonyme Antworten lassen sich nicht mehr ändern."))
        # The hour would join the two rows again.
        midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        sheet = AnswerSheet.objects.create(activity=activity, sent_at=midnight, is_sample=is_sample)
    else:
        sheet = _sheet_of(activity, actor, guest, now, is_sample)
    _write_marks(sheet, list(marks))
    record("participation.survey.answered", activity.ref, actor=None, place=activity.project.place)
    raise_edition(activity.project.place)
    return sheet


@transaction.atomic
def answer_in_frame(activity: Activity, marks: Iterable[Mark]) -> AnswerSheet:
    """Take answers that were given in a frame of another website: nobody is known there, whoever calls spends a puzzle first."""
    now = timezone.localtime()
    if activity.options.get("anonymous"):
        now = now.replace(hour=0, minute=0, second=0, microsecond=0)
    sheet = AnswerSheet.objects.create(activity=activity, channel=AnswerSheet.Channel.FRAME, sent_at=now)
    _write_marks(sheet, list(marks))
    record(
        "participation.survey.answered",
        activity.ref,
        actor=None,
        place=activity.project.place,
        details={"channel": "frame"},
    )
    raise_edition(activity.project.place)
    return sheet


@transaction.atomic
def take_down(
    activity: Activity, marks: Iterable[Mark], *, channel: str, actor: User, at: datetime.datetime | None = None
) -> AnswerSheet:
    """Write down for somebody what they said at the desk, on the phone or on paper; who did so is kept, who said it is not."""
    sheet = AnswerSheet.objects.create(
        activity=activity, channel=channel, entered_by=actor, sent_at=at or timezone.now()
    )  # fmt: skip
    _write_marks(sheet, list(marks))
    record(
        "participation.survey.taken_down", activity.ref, actor=actor, place=activity.project.place,
        details={"channel": channel},
    )  # fmt: skip
    raise_edition(activity.project.place)
    return sheet


@transaction.atomic
def keep_sheet(activity: Activity, fields: Mapping[str, Any], *, actor: User) -> None:
    """Keep a half-filled sheet as it was left; nothing of it counts. Anonymous surveys leave no trace before sending."""
    if not activity.options.get("anonymous"):
        AnswerSheet.objects.update_or_create(activity=activity, person=actor, defaults={"draft": dict(fields)})


@transaction.atomic
def forget_sheets() -> int:
    """Forget unsent sheets, and who wrote the others, some time after the end; returns how many rows changed."""
    day = timezone.localdate() - datetime.timedelta(days=DAYS_LINKED)
    over = AnswerSheet.objects.filter(activity__phase__ends_on__lt=day)
    unsent, _rows = over.filter(sent_at__isnull=True).delete()
    named = over.filter(person__isnull=False).update(person=None, draft=None)
    gone, _rows = Turnout.objects.filter(activity__phase__ends_on__lt=day).delete()
    return unsent + named + gone


def _sheet_of(
    activity: Activity, actor: User | None, guest: GuestPass | None, now: datetime.datetime, is_sample: bool
) -> AnswerSheet:
    owned = AnswerSheet.objects.select_for_update().filter(activity=activity, person=actor, guest=guest)
    sheet = owned.first() if actor or guest else None
    if sheet is None:
        return AnswerSheet.objects.create(
            activity=activity, person=actor, guest=guest, sent_at=now, is_sample=is_sample
        )  # fmt: skip
    sheet.draft = None
    sheet.edited_at = now if sheet.sent_at else None
    sheet.sent_at = sheet.sent_at or now
    sheet.save(update_fields=["draft", "edited_at", "sent_at"])
    return sheet


def _write_marks(sheet: AnswerSheet, marks: list[Mark]) -> None:
    keeping = [mark.question for mark in marks if mark.keeps_file]
    for old in sheet.answers.exclude(question__in=keeping).exclude(file=""):
        old.file.delete(save=False)
    sheet.answers.exclude(question__in=keeping).delete()
    for mark in marks:
        if mark.keeps_file:
            continue
        answer = SurveyAnswer(
            sheet=sheet, question_id=mark.question, choice_id=mark.choice, row_id=mark.row, rank=mark.rank,
            number=mark.number, text=mark.text, lat=mark.lat, lon=mark.lon,
        )  # fmt: skip
        if mark.file is not None:
            answer.file.save(mark.file.name, ContentFile(mark.file.content), save=False)
        answer.save()


# --- The rules of questions ---------------------------------------------------------------------------------------------------
def _refuse_answered(activity: Activity) -> None:
    if is_answered(activity):
        raise ValidationError(
            _(
                "Die ersten Antworten sind da. Fragen lassen sich jetzt nur noch sprachlich verbessern, sonst passten die Antworten nicht mehr dazu. Für andere Fragen legen Sie eine neue Umfrage an."
            )
        )


def _reword(question: Question, plan: QuestionPlan, actor: User | None) -> Question:
    if question.title != plan.title:
        Rewording.objects.create(question=question, title=question.title, by=actor)
    question.title, question.help_text = plan.title, plan.help_text
    question.save(update_fields=["title", "help_text"])
    activity = question.activity
    record("participation.survey.question_reworded", activity.ref, actor=actor, place=activity.project.place)
    raise_edition(activity.project.place)
    return question


def _write_choices(question: Question, texts: Sequence[str], *, is_row: bool) -> None:
    """Bring the choices up to date by their words, so that what hangs on one that stays goes on hanging on it."""
    there = {choice.text: choice for choice in question.choices.filter(is_row=is_row)}
    gone = [choice.pk for text, choice in there.items() if text not in texts]
    if held := Condition.objects.filter(choice__in=gone).select_related("question", "choice").first():
        raise ValidationError(
            _("„%(title)s“ hängt an der Antwort „%(choice)s“. Bitte lösen Sie das zuerst.")
            % {"title": held.question.title, "choice": held.choice.text}
        )
    Choice.objects.filter(pk__in=gone).delete()
    for position, text in enumerate(texts):
        Choice.objects.update_or_create(question=question, is_row=is_row, text=text, defaults={"position": position})


def _write_conditions(question: Question, choices: Sequence[int]) -> None:
    found = Choice.objects.filter(
        pk__in=choices, is_row=False, question__activity=question.activity, question__kind__in=Question.MAY_CALL_UP
    )
    question.conditions.all().delete()
    Condition.objects.bulk_create(Condition(question=question, choice=choice) for choice in found)


def _check_order(activity: Activity) -> None:
    check_conditions(
        [
            (one.pk, one.title, [condition.choice.question_id for condition in one.conditions.all()])
            for one in Question.objects.of(activity)
        ]
    )


def _last_position(activity: Activity) -> int:
    return Question.objects.filter(activity=activity).aggregate(last=Max("position"))["last"] or 0
