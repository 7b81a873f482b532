"""What came out of a dot vote, online and on paper apart and together."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from dorflinde.core import voting
from dorflinde.places.public import Place
from dorflinde.strategy.models import Dots, Measure, VoteRound

_MOST_TO_CHOOSE = 20


@dataclass(frozen=True, slots=True)
class VotedMeasure:
    """A measure with its dots."""

    measure: Measure
    rank: int
    online: int
    paper: int
    share: int  # of the largest number of dots, in a thousand: the length of the bar

    @property
    def told(self) -> str:
        """What everyone may read of the measure; the dots of one that became internal stay without its name."""
        return str(self.measure) if self.measure.is_public else _("nicht mehr öffentlich")

    @property
    def total(self) -> int:
        """All dots together."""
        return self.online + self.paper


@dataclass(frozen=True, slots=True)
class VoteResult:
    """The ranking, and how many people took part in which way."""

    rows: tuple[VotedMeasure, ...]
    online_people: int
    paper_people: int

    @property
    def people(self) -> int:
        """Everyone who took part."""
        return self.online_people + self.paper_people

    @property
    def dots(self) -> int:
        """All dots given."""
        return sum(row.total for row in self.rows)


def vote_result(round: VoteRound) -> VoteResult:
    """Count online and paper together; equal numbers of dots share a rank."""
    online = dict(
        Dots.objects.filter(ballot__round=round).order_by().values_list("measure").annotate(total=Sum("count"))
    )
    paper = dict(round.paper_counts.values_list("measure", "count"))
    measures = list(round.measures.select_related("field", "municipality").order_by("sort_key"))
    totals = {measure.pk: online.get(measure.pk, 0) + paper.get(measure.pk, 0) for measure in measures}
    most = max(totals.values(), default=0)
    rows = [
        VotedMeasure(
            measure, 1 + sum(other > totals[measure.pk] for other in totals.values()),
            online.get(measure.pk, 0), paper.get(measure.pk, 0), 1000 * totals[measure.pk] // most if most else 0,
        )
        for measure in measures
    ]  # fmt: skip
    rows.sort(key=lambda row: (row.rank, row.measure.sort_key))
    return VoteResult(tuple(rows), round.ballots.count(), round.paper_people)


def votes_to_choose(place: Place) -> list[voting.Vote]:
    """Return the dot votes another module may lead to, the latest first: not those among the staff."""
    return [_told(round) for round in _for_everyone(place).order_by("-opens_at", "-pk")[:_MOST_TO_CHOOSE]]


def find_votes(place: Place, keys: Collection[uuid.UUID]) -> dict[uuid.UUID, voting.Vote]:
    """Return what everyone may know of these dot votes: the way to them, and the result once it is counted."""
    return {round.public_id: _told(round) for round in _for_everyone(place).filter(public_id__in=list(keys))}


def _for_everyone(place: Place) -> QuerySet[VoteRound]:
    rounds = VoteRound.objects.filter(municipality=place).exclude(who=VoteRound.Who.STAFF)
    return rounds.select_related("municipality")


def _told(round: VoteRound) -> voting.Vote:
    result = vote_result(round) if round.counted_at else None
    rows = [row for row in result.rows if row.measure.is_public] if result else []
    return voting.Vote(
        key=round.public_id, title=round.title, url="" if round.state == "planned" else round.get_absolute_url(),
        state=round.state_words, people=result.people if result else 0,
        lines=tuple(voting.Line(row.measure.title, row.measure.get_absolute_url(), row.total) for row in rows),
    )  # fmt: skip
