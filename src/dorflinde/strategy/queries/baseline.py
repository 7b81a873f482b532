"""Reads of the baseline: what was agreed or said on average, how far people differ, where the gap is widest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from dorflinde.accounts.public import User
from dorflinde.places.public import Place
from dorflinde.strategy.models import Assessment, Sheet, SheetAnswer

from .questionnaire import Dimension, Question, questionnaire


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What an assessment says to one question."""

    question: Question
    today: float | None
    target: float | None
    lowest: int | None
    highest: int | None
    voices: int
    is_agreed: bool
    notes: tuple[str, ...] = ()

    @property
    def gap(self) -> float:
        """How far the target lies above today; nothing is missing where nothing is wanted."""
        return 0.0 if self.today is None or self.target is None else max(self.target - self.today, 0.0)

    @property
    def differs(self) -> bool:
        """Tell whether people see it very differently."""
        return self.lowest is not None and self.highest is not None and self.highest - self.lowest >= 2

    @property
    def level(self) -> str:
        """Today's state in the words of the questionnaire."""
        return "" if self.today is None else self.question.levels[round(self.today) - 1]


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """What an assessment says about one dimension."""

    dimension: Dimension
    questions: tuple[QuestionResult, ...]

    @property
    def today(self) -> float | None:
        """The mean of today's states."""
        return _mean(one.today for one in self.questions)

    @property
    def target(self) -> float | None:
        """The mean of the targets."""
        return _mean(one.target for one in self.questions)

    @property
    def gap(self) -> float:
        """How far target and today lie apart."""
        return fmean(one.gap for one in self.questions)


def results(assessment: Assessment) -> list[DimensionResult]:
    """Return what an assessment says: the agreed answer where there is one, else the middle of all answers."""
    answers: dict[str, list[SheetAnswer]] = defaultdict(list)
    found = SheetAnswer.objects.filter(sheet__assessment=assessment).select_related("sheet").order_by("pk")
    for answer in found:
        answers[answer.question].append(answer)
    return [
        DimensionResult(one, tuple(_result(question, answers[question.key]) for question in one.questions))
        for one in questionnaire().dimensions
    ]


def widest_gaps(found: Sequence[DimensionResult], *, most: int = 5) -> list[tuple[Dimension, QuestionResult]]:
    """Return the questions where today and target lie furthest apart, widest first."""
    rows = [(one.dimension, question) for one in found for question in one.questions if question.gap > 0]
    return sorted(rows, key=lambda row: -row[1].gap)[:most]


def sheet_of(assessment: Assessment, person: User, *, official: bool) -> Sheet | None:
    """Return a person's sheet or the agreed one, if it was begun."""
    sheets = assessment.sheets.filter(is_official=True) if official else assessment.sheets.filter(respondent=person)
    return sheets.first()


def answered(sheet: Sheet | None) -> dict[str, int]:
    """Return how many questions of each dimension a sheet answers."""
    keys = set() if sheet is None else _answered_keys(sheet)
    return {one.key: sum(question.key in keys for question in one.questions) for one in questionnaire().dimensions}


def latest_assessments(place: Place, *, most: int = 10) -> list[Assessment]:
    """Return the assessments of a municipality, the latest first."""
    return list(Assessment.objects.of(place).newest_first()[:most])


def best_coverage(assessment: Assessment) -> int:
    """Return how many questions at least one sheet answers."""
    given = SheetAnswer.objects.filter(sheet__assessment=assessment).exclude(today__isnull=True, is_unknown=False)
    return len(set(given.values_list("question", flat=True)) & questionnaire().keys)


def _answered_keys(sheet: Sheet) -> set[str]:
    return set(sheet.answers.exclude(today__isnull=True, is_unknown=False).values_list("question", flat=True))


def _result(question: Question, answers: Sequence[SheetAnswer]) -> QuestionResult:
    agreed = [one for one in answers if one.sheet.is_official and (one.today is not None or one.is_unknown)]
    voices = [one for one in answers if not one.sheet.is_official and not one.is_unknown]
    counted = agreed or voices
    seen = [one.today for one in voices if one.today is not None]
    wanted = [one.target for one in counted if one.target is not None]
    levels = [one.today for one in counted if one.today is not None]
    notes = tuple(text for one in answers for text in (one.evidence, one.comment) if text)
    return QuestionResult(
        question, median(levels) if levels else None, median(wanted) if wanted else None,
        min(seen, default=None), max(seen, default=None), len(seen), bool(agreed), notes,
    )  # fmt: skip


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
