"""What came of a project as everybody may read it: counts without small numbers, which could tell who it was."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.participation import formats, policies, policies_opinion
from dorflinde.participation.models import Activity, Budget, Gathering, Project, Question, QuestionHour
from dorflinde.participation.queries import (
    FEWEST,
    Hall,
    Picture,
    PotResult,
    Result,
    cards_of,
    hall_of,
    picture_of,
    results_of,
    results_of_budget,
)
from dorflinde.participation.queries.survey import Bar

_GUEST = AnonymousUser()


@dataclass(frozen=True)
class OpenCount:
    """One answer of a survey; the number is None where it would be too small."""

    question: int
    title: str
    row: str
    answer: str
    number: int | None
    people: int | None
    mean_rank: float | None = None


@dataclass(frozen=True)
class OpenActivity:
    """What people took part in, with what everybody may know of it."""

    activity: Activity
    label: str
    people: int
    counts: list[OpenCount] = field(default_factory=list)
    picture: Picture | None = None
    pots: list[PotResult] = field(default_factory=list)
    budget: Budget | None = None
    gathering: Gathering | None = None
    hall: Hall | None = None  # only once it is over: until then the moderation may still change it
    why_not: str = ""  # why there are no results, in a sentence


def open_activities(project: Project) -> list[OpenActivity]:
    """Return everything people took part in, each with its results as far as everybody may read them."""
    if not project.has_activities:
        return []
    return [
        _open(card.activity, str(formats.format_of(card.activity).label), card.people)
        for card in cards_of(project)
        if not card.missing
    ]


def without_small_numbers(numbers: Sequence[int], *, fewest: int = FEWEST) -> list[int | None]:
    """Leave out numbers so small that they tell who it was, and a second one where the sum would bring one back."""
    shown: list[int | None] = [None if 0 < number < fewest else number for number in numbers]
    if shown.count(None) == 1:
        others = [(number, place) for place, number in enumerate(numbers) if shown[place]]
        if others:
            shown[min(others)[1]] = None
    return shown


def _open(activity: Activity, label: str, people: int) -> OpenActivity:
    if activity.kind == policies.SURVEY:
        return _open_survey(activity, label, people)
    if activity.kind == policies_opinion.OPINION_MAP:
        permit = policies_opinion.may_see_map(_GUEST, activity)
        picture = picture_of(activity) if permit else None
        return OpenActivity(activity, label, people, picture=picture, why_not=permit.reason)
    if QuestionHour.objects.filter(activity=activity).exists():
        is_over = activity.is_past(timezone.localdate())
        return OpenActivity(activity, label, people, hall=hall_of(activity) if is_over else None)
    if gathering := Gathering.objects.filter(activity=activity).first():
        return OpenActivity(activity, label, people, gathering=gathering)
    budget = Budget.objects.filter(activity=activity).select_related("tally").first()
    if budget is None:
        return OpenActivity(activity, label, people)
    budget.activity = activity
    if not budget.is_counted:
        return OpenActivity(activity, label, people, budget=budget, why_not=_("Es ist noch nicht ausgezählt."))
    return OpenActivity(activity, label, people, pots=results_of_budget(budget), budget=budget)


def _open_survey(activity: Activity, label: str, people: int) -> OpenActivity:
    permit = policies.may_see_results(_GUEST, activity)
    if not permit:
        return OpenActivity(activity, label, people, why_not=permit.reason)
    if people < FEWEST:
        words = _("Weniger als %(n)d Menschen haben geantwortet; ihre Antworten stehen deshalb nicht hier.")
        return OpenActivity(activity, label, people, why_not=words % {"n": FEWEST})
    counts = [count for result in results_of(activity).questions for count in _counts(result)]
    return OpenActivity(activity, label, people, counts=counts)


def _counts(result: Result) -> list[OpenCount]:
    lists = [(row.label, row.bars) for row in result.rows] or [("", result.bars)]
    return [count for row, bars in lists if bars for count in _row(result, row, bars)]


def _row(result: Result, row: str, bars: list[Bar]) -> list[OpenCount]:
    people = bars[0].people
    if people < FEWEST:
        numbers: list[int | None] = [None] * len(bars)
    else:
        numbers = without_small_numbers([bar.count for bar in bars])
    is_ranking = result.question.kind == Question.Kind.RANKING
    return [
        OpenCount(
            question=result.number,
            title=result.question.title,
            row=row,
            answer=bar.label,
            number=number,
            people=people if people >= FEWEST else None,
            mean_rank=bar.mean_rank if is_ranking and people >= FEWEST else None,
        )
        for bar, number in zip(bars, numbers, strict=True)
    ]
