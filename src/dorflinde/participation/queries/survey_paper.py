"""Sheets of paper that were typed in: how many, the last ones, and whether one looks like the one before."""

from dataclasses import dataclass

from django.db.models import Count

from dorflinde.accounts.public import User, name_of
from dorflinde.participation.models import Activity, AnswerSheet, Question, SurveyAnswer

_LAST = 12
_TELLING = 3  # two sheets with fewer answers are easily alike
_LONGEST = 60

Kind = Question.Kind


@dataclass(frozen=True)
class PaperRow:
    """A sheet that was typed in."""

    sheet: AnswerSheet
    number: int
    who: str
    words: str  # what was typed, for whoever typed it; confidential answers stay so for everybody else


@dataclass(frozen=True)
class PaperHeap:
    """How far the typing has come."""

    typed: int
    online: int  # and whatever else did not come on paper
    last: list[PaperRow]


def heap_of(activity: Activity, user: User) -> PaperHeap:
    """Return how many sheets there are and the last ones that were typed in."""
    counted = AnswerSheet.objects.sent().filter(activity=activity).order_by()
    channels = dict(counted.values_list("channel").annotate(Count("pk")))
    typed = channels.pop(AnswerSheet.Channel.PAPER, 0)
    questions = list(Question.objects.of(activity))
    sheets = AnswerSheet.objects.on_paper(activity).select_related("entered_by").prefetch_related("answers")[:_LAST]
    return PaperHeap(typed, sum(channels.values()), [_row(sheet, questions, user) for sheet in sheets])


def is_like_the_one_before(sheet: AnswerSheet) -> bool:
    """Tell whether a sheet says the same as the one typed before it: perhaps it was the same one."""
    before = AnswerSheet.objects.on_paper(sheet.activity).filter(paper_number=(sheet.paper_number or 0) - 1).first()
    if before is None:
        return False
    here = _said(sheet)
    return len(here) >= _TELLING and here == _said(before)


def _said(sheet: AnswerSheet) -> set[tuple[object, ...]]:
    return set(sheet.answers.values_list("question", "choice", "row", "rank", "number", "text"))


def _row(sheet: AnswerSheet, questions: list[Question], user: User) -> PaperRow:
    is_own = sheet.entered_by_id == user.pk
    words = _words(sheet, questions) if is_own else ""
    return PaperRow(sheet, sheet.paper_number or 0, name_of(sheet.entered_by), words)


def _words(sheet: AnswerSheet, questions: list[Question]) -> str:
    marks: dict[int, list[SurveyAnswer]] = {}
    for mark in sheet.answers.all():
        marks.setdefault(mark.question_id, []).append(mark)
    said = [(number, line_of(one, marks.get(one.pk, []))) for number, one in enumerate(questions, start=1)]
    return " · ".join(f"{number}: {line}" for number, line in said if line)


def line_of(question: Question, marks: list[SurveyAnswer]) -> str:
    """Return what was typed for a question, in the words of the keyboard."""
    numbers = {choice.pk: number for number, choice in question.on_paper.items()}
    if question.kind in {Kind.RANKING, Kind.MATRIX}:
        by_thing = {mark.row_id or mark.choice_id: mark for mark in marks}
        things = [by_thing.get(thing.pk) for thing in question.rows or question.columns]
        if not any(things):
            return ""
        typed = [(mark.rank or numbers.get(mark.choice_id or 0, 0)) if mark else 0 for mark in things]
        return " ".join(map(str, typed))
    words = [str(number) for number in sorted(numbers[mark.choice_id] for mark in marks if mark.choice_id)]
    words += [f"{mark.number.normalize():f}".replace(".", ",") for mark in marks if mark.number is not None]
    text = " ".join(" ".join(mark.text.split()) for mark in marks if mark.text)
    if text:
        short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        words.append(f"a {short}" if question.has_other else short)
    return " ".join(words)
