"""A question hour as the hall sees it: what is on the podium, what comes next, who stands behind what, how it voted."""

import time
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.core.subjects import Description
from dorflinde.core.text import excerpt
from dorflinde.participation.models import (
    Activity,
    GuestPass,
    HallModerator,
    HallPoll,
    HallQuestion,
    HallSupport,
    HallVote,
    QuestionHour,
)

_NEXT_UP = 4
_VERSION_SECONDS = 0.3  # each process asks the database no more often, however many phones there are
_MOST_HOURS = 100

_versions: dict[int, tuple[float, int]] = {}


@dataclass(frozen=True)
class Asked:
    """A question with those that became part of it, and how many want to hear the answer."""

    question: HallQuestion
    supports: int = 0
    gathered: list[HallQuestion] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Who wanted to be named, each once."""
        return list(dict.fromkeys(one.name for one in (self.question, *self.gathered) if one.name))


@dataclass(frozen=True)
class Choice:
    """One answer of a poll with its votes."""

    pk: int
    text: str
    votes: int
    share: float  # of 100

    @property
    def width(self) -> str:
        """How long its bar is, for SVG."""
        return f"{self.share:.1f}"


@dataclass(frozen=True)
class PollView:
    """A poll with its answers in order."""

    poll: HallPoll
    choices: list[Choice]

    @property
    def votes(self) -> int:
        """How many devices voted."""
        return sum(choice.votes for choice in self.choices)

    @property
    def shows_result(self) -> bool:
        """Tell whether everybody may read the numbers."""
        return self.poll.is_closed or (self.poll.is_open and self.poll.shows_live)


@dataclass(frozen=True)
class Hall:
    """Everything there is in a question hour, sorted as it is needed."""

    hour: QuestionHour
    podium: Asked | None
    shortlist: list[Asked]
    open: list[Asked]
    answered: list[Asked]
    waiting: list[Asked]
    hidden: list[Asked]
    polls: list[PollView]

    @property
    def poll(self) -> PollView | None:
        """What the hall is asked now."""
        return next((view for view in self.polls if view.poll.is_open), None)

    @property
    def closed_polls(self) -> list[PollView]:
        """What the hall said, the latest first."""
        return sorted((view for view in self.polls if view.poll.is_closed), key=lambda view: view.poll.closed_at, reverse=True)  # type: ignore[arg-type, return-value]  # fmt: skip

    @property
    def shown_poll(self) -> PollView | None:
        """What the screen shows of a poll until the hall goes on to the next answer."""
        latest = next(iter(self.closed_polls), None)
        if latest is None or latest.poll.closed_at is None:
            return None
        gone_on = self.answered and self.answered[-1].question.answer.answered_at > latest.poll.closed_at
        return None if gone_on else latest

    @property
    def next_up(self) -> list[Asked]:
        """What comes next, as much as a screen holds."""
        return self.shortlist[:_NEXT_UP]

    @property
    def asked(self) -> int:
        """How many questions everybody sees."""
        return len(self.shortlist) + len(self.open) + len(self.answered) + (1 if self.podium else 0)

    @property
    def everyones(self) -> list[Asked]:
        """Questions people can stand behind: what is remembered first, then by the number behind it."""
        return [*self.shortlist, *self.open]


def hall_of(activity: Activity) -> Hall:
    """Return a question hour as it is now, with as many questions to the database however much was asked."""
    hour = QuestionHour.objects.get(activity=activity)
    rows = list(HallQuestion.objects.of(activity).complete())
    behind = _supports(activity)
    gathered: dict[int, list[HallQuestion]] = defaultdict(list)
    for row in rows:
        if row.merged_into_id and not row.is_hidden:
            gathered[row.merged_into_id].append(row)
    all_asked = [Asked(row, behind.get(row.pk, 0), gathered[row.pk]) for row in rows if row.merged_into_id is None]
    seen = [one for one in all_asked if not one.question.is_hidden]
    shown = [one for one in seen if not one.question.is_waiting]
    still = [one for one in shown if not one.question.is_answered and one.question.pk != hour.podium_id]
    return Hall(
        hour=hour,
        podium=next((one for one in shown if one.question.pk == hour.podium_id), None),
        shortlist=sorted((one for one in still if one.question.position), key=lambda one: one.question.position or 0),
        open=sorted((one for one in still if not one.question.position), key=lambda one: (-one.supports, one.question.pk)),
        answered=sorted((one for one in shown if one.question.is_answered and one.question.pk != hour.podium_id), key=lambda one: one.question.answer.answered_at),
        waiting=[one for one in seen if one.question.is_waiting],
        hidden=[one for one in all_asked if one.question.is_hidden],
        polls=_polls(activity),
    )  # fmt: skip


def hour_version(activity_id: int) -> int:
    """Return the number of an hour: asked by every phone every few seconds, read from the database a few times a second.

    A number may be as old as that, never too new: who got an old one asks again and sees what is new then.
    """
    now = time.monotonic()
    until, version = _versions.get(activity_id, (0.0, 0))
    if now >= until:
        version = QuestionHour.objects.filter(activity=activity_id).values_list("version", flat=True).first() or 0
        if len(_versions) >= _MOST_HOURS:
            _versions.clear()
        _versions[activity_id] = (now + _VERSION_SECONDS, version)
    return version


def forget_versions() -> None:
    """Ask anew at the next phone; called when this process changed something."""
    _versions.clear()


def stood_behind(activity: Activity, user: User | None, guest: GuestPass | None) -> set[uuid.UUID]:
    """Return the questions somebody stands behind, as everyone sees them: a merged one by that which it became part of."""
    if user is None and guest is None:
        return set()
    mine = HallSupport.objects.filter(question__activity=activity, person=user, guest=guest)
    return set(mine.values_list(Coalesce("question__merged_into__public_id", "question__public_id"), flat=True))


def chosen_in_hall(activity: Activity, user: User | None, guest: GuestPass | None) -> set[int]:
    """Return the answers somebody chose in the polls of an hour."""
    if user is None and guest is None:
        return set()
    return set(HallVote.objects.filter(poll__activity=activity, person=user, guest=guest).values_list("option", flat=True))  # fmt: skip


def questions_by(activity: Activity, user: User | None, guest: GuestPass | None) -> list[HallQuestion]:
    """Return what somebody asked, the latest first."""
    if user is None and guest is None:
        return []
    mine = HallQuestion.objects.complete().filter(activity=activity, person=user, guest=guest)
    return list(mine.select_related("merged_into").order_by("-pk"))


def moderators_of(activity: Activity) -> list[HallModerator]:
    """Return who leads through an hour beside the town hall."""
    return list(HallModerator.objects.filter(hour__activity=activity).select_related("person").order_by("pk"))


def leads_hour(user: User, activity: Activity) -> bool:
    """Tell whether somebody was named to lead through an hour."""
    return HallModerator.objects.filter(hour__activity=activity, person=user).exists()


def people_in_halls(activities: Iterable[Activity]) -> Mapping[int, int]:
    """Return how many people asked, supported or voted in each question hour."""
    wanted = [one.pk for one in activities]
    known = Q(person__isnull=False) | Q(guest__isnull=False)
    rows = (
        HallQuestion.objects.filter(known, activity__in=wanted).order_by().values_list("activity", "person", "guest")
        .union(
            HallSupport.objects.filter(known, question__activity__in=wanted).values_list("question__activity", "person", "guest"),
            HallVote.objects.filter(known, poll__activity__in=wanted).order_by().values_list("poll__activity", "person", "guest"),
        )
    )  # fmt: skip
    found: dict[int, int] = defaultdict(int)
    for activity, _person, _guest in rows:
        found[activity] += 1
    kept = QuestionHour.objects.filter(activity__in=wanted, people__gt=0).values_list("activity", "people")
    return {**found, **{key: max(people, found.get(key, 0)) for key, people in kept}}


def describe_hall_questions(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what questions of a hall show of themselves elsewhere."""
    rows = HallQuestion.objects.complete().filter(public_id__in=list(ids))
    rows = rows.select_related("hiding", "answer", "activity__project__municipality", "activity__project__publication")
    return {row.public_id: _describe(row) for row in rows.defer("activity__project__municipality__boundary")}


def _describe(question: HallQuestion) -> Description:
    project = question.activity.project
    return Description(
        ref=question.ref,
        title=excerpt(question.text, longest=80),
        text=question.text,
        url=question.activity.get_absolute_url(),
        place_id=project.place_id,
        created_at=question.asked_at,
        is_public=project.is_listed and not question.is_hidden and question.shown_at is not None,
        author_id=question.person_id,
        label=_("Frage aus dem Saal"),
    )


def _supports(activity: Activity) -> dict[int, int]:
    """Count who stands behind each question or one that became part of it; somebody behind both counts once."""
    here = HallSupport.objects.filter(question__activity=activity, question__hiding__isnull=True)
    family = here.annotate(root=Coalesce(F("question__merged_into"), F("question"))).order_by().values("root")
    nameless = Count("pk", filter=Q(person__isnull=True, guest__isnull=True))
    counted = family.annotate(people=Count("person", distinct=True) + Count("guest", distinct=True) + nameless)
    return dict(counted.values_list("root", "people"))


def _polls(activity: Activity) -> list[PollView]:
    polls = list(HallPoll.objects.filter(activity=activity).prefetch_related("options"))
    if not polls:
        return []
    votes = HallVote.objects.filter(poll__activity=activity).order_by().values_list("option").annotate(Count("pk"))
    counted = dict(votes)
    views = []
    for poll in polls:
        total = sum(counted.get(option.pk, 0) for option in poll.options.all())
        choices = [
            Choice(option.pk, option.text, number := counted.get(option.pk, 0), 100 * number / total if total else 0.0)
            for option in poll.options.all()
        ]
        views.append(PollView(poll, choices))
    return views
