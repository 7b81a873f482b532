"""What everyone may know of how a strategy came about: the baseline, the groups, workshops, votes and comments.

The workbench keeps much more; each read here leaves out what belongs to the town hall or to one person.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from dorflinde.core import commenting
from dorflinde.places.public import Place
from dorflinde.strategy.models import (
    Assessment,
    Meeting,
    PaperOpening,
    Period,
    Stakeholder,
    Strategy,
    TypicalGroup,
    VisionOpening,
    VoteRound,
)

from .baseline import DimensionResult, results
from .votes import VotedMeasure, vote_result

VOICES = 2  # what one person alone has said stays with them


@dataclass(frozen=True, slots=True)
class Baseline:
    """The newest assessment as far as it is more than one person's word."""

    assessment: Assessment
    dimensions: tuple[DimensionResult, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workshop whose protocol everyone may read."""

    meeting: Meeting
    cards: int
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """A counted vote that was open to more than the staff; only public measures are named."""

    round: VoteRound
    people: int
    rows: tuple[VotedMeasure, ...]


@dataclass(frozen=True, slots=True)
class Participation:
    """Who took part in what."""

    workshops: tuple[Workshop, ...]
    votes: tuple[Vote, ...]
    comments: int
    drafts: int  # of the vision

    @property
    def people(self) -> int:
        """How many people came to the workshops, as far as they were counted."""
        return sum(workshop.meeting.people or 0 for workshop in self.workshops)


def baseline_of(place: Place) -> Baseline | None:
    """Return the newest assessment for everyone: what was agreed, or what several people said."""
    assessment = Assessment.objects.filter(municipality=_here(place)).newest_first().first()
    if assessment is None:
        return None
    dimensions = []
    for one in results(assessment):
        told = tuple(question for question in one.questions if question.is_agreed or question.voices >= VOICES)
        if any(question.today is not None for question in told):
            dimensions.append(DimensionResult(one.dimension, told))
    people = max((question.voices for one in dimensions for question in one.questions), default=0)
    return Baseline(assessment, tuple(dimensions), people) if dimensions else None


def groups_at_the_table(place: Place, strategy: Strategy | None) -> list[TypicalGroup]:
    """Return the groups for which somebody is noted: words of a fixed list, never a name somebody typed."""
    noted = Stakeholder.objects.filter(municipality=_here(place)).exclude(kind=Stakeholder.Kind.OFFICE)
    kept = set(noted.in_cycle(strategy).values_list("typical", flat=True))
    return [group for group in TypicalGroup if group.value in kept]


def participation_of(place: Place, strategy: Strategy | None) -> Participation:
    """Return the published workshops, the counted votes and the number of comments."""
    here = _here(place)
    meetings = Meeting.objects.filter(municipality=here, published_at__isnull=False).prefetch_related("cards")
    rounds = VoteRound.objects.filter(municipality=here, counted_at__isnull=False).exclude(who=VoteRound.Who.STAFF)
    return Participation(
        workshops=tuple(_workshop(meeting) for meeting in meetings.order_by("starts_at", "pk")),
        votes=tuple(_vote(round) for round in rounds.select_related("municipality").order_by("closes_at", "pk")),
        comments=_comments(strategy),
        drafts=strategy.vision_drafts.count() if strategy else 0,
    )


def reporting_months(place: Place) -> int | None:
    """Return every how many months leads are asked: the usual length of the reporting periods."""
    periods = Period.objects.filter(municipality=_here(place)).newest_first()[:6]
    lengths = [max(1, round(((period.last - period.first).days + 1) / 30.44)) for period in periods]
    return statistics.mode(lengths) if lengths else None


def _here(place: Place) -> Place:
    return place if place.kind == Place.Kind.REGION else place.municipality


def _workshop(meeting: Meeting) -> Workshop:
    kept = [card for card in meeting.cards.all() if card.gone_at is None]
    topics = dict.fromkeys(card.topic for card in kept if card.topic)
    return Workshop(meeting, sum(card.count for card in kept), tuple(topics))


def _vote(round: VoteRound) -> Vote:
    result = vote_result(round)
    return Vote(round, result.people, tuple(row for row in result.rows if row.measure.is_public))


def _comments(strategy: Strategy | None) -> int:
    if strategy is None:
        return 0
    openings: Sequence[PaperOpening | VisionOpening] = [
        *PaperOpening.objects.filter(version__strategy=strategy),
        *VisionOpening.objects.filter(version__strategy=strategy),
    ]
    return sum(commenting.count(opening.ref for opening in openings).values())
