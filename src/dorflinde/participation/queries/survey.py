"""What people answered in a survey, counted."""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.participation.models import Activity, AnswerSheet, Choice, GuestPass, Question, SurveyAnswer, Turnout

FEWEST = 5  # an anonymous survey says nothing about fewer people than this
_PINS = 500


@dataclass(frozen=True)
class Bar:
    """One answer and how many gave it."""

    label: str
    count: int
    people: int  # who answered the question at all
    paper: int = 0  # how many of them on paper
    mean_rank: float | None = None
    ranks: int = 0  # how many places there are

    @property
    def share(self) -> float:
        """Per cent of those who answered; never more than 100, for nobody chooses the same twice."""
        return 100 * self.count / self.people if self.people else 0.0

    @property
    def width(self) -> str:
        """The length of the bar in a drawing 100 wide; of ranks, the nearer to the first place the longer."""
        if self.mean_rank is not None:
            return f"{100 * (self.ranks + 1 - self.mean_rank) / self.ranks:.1f}"
        return f"{self.share:.1f}"


@dataclass(frozen=True)
class Row:
    """A row of a matrix with its answers."""

    label: str
    bars: list[Bar]


@dataclass(frozen=True)
class Result:
    """What came of one question."""

    question: Question
    number: int
    people: int
    bars: list[Bar] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    figures: list[tuple[str, str]] = field(default_factory=list)  # of numbers: mean, middle, smallest, largest
    words: int = 0  # free texts and others
    files: int = 0
    pins: list[tuple[float, float]] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)  # how the question was worded before

    @property
    def map_id(self) -> str:
        """The id of its map on the page."""
        return f"karte-{self.number}"


@dataclass(frozen=True)
class Results:
    """What came of a survey."""

    people: int
    channels: list[tuple[str, int]]
    questions: list[Result]
    paper: int

    is_anonymous: bool = False

    @property
    def is_mixed(self) -> bool:
        """Tell whether some answered on paper and some did not; where nobody may be recognised, enough of each."""
        fewest = FEWEST if self.is_anonymous else 1
        return min(self.paper, self.people - self.paper) >= fewest


def sheet_of(activity: Activity, user: User | None, guest: GuestPass | None = None) -> AnswerSheet | None:
    """Return the sheet of a person or of a guest, sent or not."""
    if user is None and guest is None:
        return None
    return AnswerSheet.objects.filter(activity=activity, person=user, guest=guest).first()


def has_turned_out(activity: Activity, user: User | None, guest: GuestPass | None = None) -> bool:
    """Tell whether a person or a guest took part in an anonymous survey."""
    if user is None and guest is None:
        return False
    return Turnout.objects.filter(activity=activity, person=user, guest=guest).exists()


def sheets_sent(activities: Iterable[Activity]) -> Mapping[int, int]:
    """Return how many people answered each survey."""
    rows = AnswerSheet.objects.sent().filter(activity__in=[one.pk for one in activities])
    return dict(rows.order_by().values_list("activity").annotate(Count("pk")))


def without_questions(activities: Iterable[Activity]) -> Mapping[int, str]:
    """Say what is missing in surveys that ask nothing yet."""
    wanted = [one.pk for one in activities]
    asking = Exists(Question.objects.filter(activity=OuterRef("pk")))
    empty = Activity.objects.filter(~asking, pk__in=wanted).values_list("pk", flat=True)
    return dict.fromkeys(empty, _("Hier gibt es noch keine Fragen."))


def results_of(activity: Activity) -> Results:
    """Count a survey, with a fixed number of questions to the database."""
    sheets = AnswerSheet.objects.sent().filter(activity=activity)
    channels = dict(sheets.order_by().values_list("channel").annotate(Count("pk")))
    people = sum(channels.values())
    questions = list(Question.objects.of(activity).prefetch_related("rewordings"))
    tally = _Tally(activity)
    return Results(
        people=people,
        channels=[(str(label), channels[key]) for key, label in AnswerSheet.Channel.choices if channels.get(key)],
        questions=[_result(question, number, tally) for number, question in enumerate(questions, start=1)],
        paper=channels.get(AnswerSheet.Channel.PAPER, 0),
        is_anonymous=bool(activity.options.get("anonymous")),
    )


class _Tally:
    """All marks of a survey, counted once for all its questions."""

    def __init__(self, activity: Activity) -> None:
        marks = SurveyAnswer.objects.filter(question__activity=activity, sheet__sent_at__isnull=False).order_by()
        self.people = dict(marks.values_list("question").annotate(Count("sheet", distinct=True)))
        self.marked: Counter[tuple[int, int | None, int | None]] = Counter()
        self.on_paper: Counter[tuple[int, int | None, int | None]] = Counter()
        counted = marks.values_list("question", "row", "choice", "sheet__channel").annotate(Count("pk"))
        for question, row, choice, channel, number in counted:
            self.marked[question, row, choice] += number
            if channel == AnswerSheet.Channel.PAPER:
                self.on_paper[question, row, choice] += number
        self.ranks = _by_key(marks.filter(rank__isnull=False).values_list("choice", "rank"))
        self.numbers = _by_key(marks.filter(number__isnull=False).values_list("question", "number"))
        self.words = dict(marks.exclude(text="").values_list("question").annotate(Count("pk")))
        pins = marks.filter(lat__isnull=False).values_list("question", "lat", "lon")[: 20 * _PINS]
        self.pins = _by_key((question, (lat, lon)) for question, lat, lon in pins)

    def bar(self, question: Question, choice: Choice, row: Choice | None = None, *, people: int) -> Bar:
        """Return one answer with its numbers."""
        key = (question.pk, row.pk if row else None, choice.pk)
        ranks = self.ranks.get(choice.pk, [])
        return Bar(
            label=choice.text,
            count=self.marked[key],
            people=people,
            paper=self.on_paper[key],
            mean_rank=statistics.fmean(ranks) if ranks else None,
            ranks=len(question.columns),
        )


def _by_key(rows: Iterable[tuple[Any, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for key, value in rows:
        found.setdefault(key, []).append(value)
    return found


def _result(question: Question, number: int, tally: _Tally) -> Result:
    people = tally.people.get(question.pk, 0)
    bars = [] if question.rows else [tally.bar(question, choice, people=people) for choice in question.columns]
    if question.has_other:
        key = (question.pk, None, None)
        bars.append(Bar(_("Anderes"), tally.marked[key], people, tally.on_paper[key]))
    if question.kind == Question.Kind.RANKING:
        bars.sort(key=lambda bar: bar.mean_rank if bar.mean_rank is not None else len(bars) + 1)
    return Result(
        question=question,
        number=number,
        people=people,
        bars=bars,
        rows=[_row(question, row, tally) for row in question.rows],
        figures=_figures(question, tally.numbers.get(question.pk, [])),
        words=tally.words.get(question.pk, 0),
        files=people if question.kind == Question.Kind.FILE else 0,
        pins=tally.pins.get(question.pk, [])[:_PINS],
        earlier=[old.title for old in question.rewordings.all()],
    )


def _row(question: Question, row: Choice, tally: _Tally) -> Row:
    people = sum(tally.marked[question.pk, row.pk, choice.pk] for choice in question.columns)
    return Row(row.text, [tally.bar(question, choice, row, people=people) for choice in question.columns])


def _figures(question: Question, numbers: list[Decimal]) -> list[tuple[str, str]]:
    if not numbers:
        return []

    def said(value: Decimal) -> str:
        words = f"{value.quantize(Decimal('0.01')).normalize():f}".replace(".", ",")
        return f"{words} {question.unit}".strip()

    return [
        (_("Durchschnitt"), said(statistics.mean(numbers))),
        (_("Mitte (die Hälfte liegt darüber)"), said(statistics.median(numbers))),
        (_("kleinster Wert"), said(min(numbers))),
        (_("größter Wert"), said(max(numbers))),
    ]
