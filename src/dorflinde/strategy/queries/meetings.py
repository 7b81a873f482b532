"""What stood on the cards of a workshop, and what the big screen shows."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from dorflinde.strategy.models import Meeting, MeetingCard, MeetingPhoto, VoteRound

from .votes import vote_result


@dataclass(frozen=True, slots=True)
class Topic:
    """Cards that belong together."""

    title: str
    cards: list[MeetingCard] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Slide:
    """One picture of the big screen: its kind says which part draws it."""

    kind: str
    title: str
    content: Any = None
    note: str = ""


def topics_of(meeting: Meeting) -> list[Topic]:
    """Return the cards that still hang, under their topics; what was said most comes first."""
    topics: dict[str, Topic] = {}
    cards = meeting.cards.kept().select_related("field", "meeting__municipality")
    for card in sorted(cards, key=lambda one: (one.topic.casefold(), -one.count, one.at)):
        topics.setdefault(card.topic.casefold(), Topic(card.topic or _("Noch ohne Thema"))).cards.append(card)
    return list(topics.values())


def is_photo_shown(path: str) -> bool:
    """Tell whether a photo of a wall belongs to a protocol everyone may read."""
    return MeetingPhoto.objects.filter(photo=path, meeting__published_at__isnull=False).exists()


def slides_of(meeting: Meeting) -> list[Slide]:
    """Return what the big screen shows, one thing a picture: welcome, agenda, topics, votes."""
    agenda = list(meeting.agenda.all())
    votes = VoteRound.objects.filter(municipality=meeting.municipality).select_related("municipality")[:2]
    return [
        Slide("welcome", meeting.title, note=meeting.venue),
        *([Slide("agenda", _("Was wir heute vorhaben"), agenda)] if agenda else []),
        *(Slide("point", item.title, item, item.text) for item in agenda),
        *(Slide("cards", topic.title, topic.cards) for topic in topics_of(meeting)),
        *(_vote_slide(round) for round in votes if round.state != "planned"),
    ]


def _vote_slide(round: VoteRound) -> Slide:
    """Show the result of a counted vote; before that only how many have voted, so that nobody follows the others."""
    if round.counted_at:
        return Slide("result", round.title, vote_result(round))
    return Slide("voting", round.title, round, str(round.ballots.count()))
