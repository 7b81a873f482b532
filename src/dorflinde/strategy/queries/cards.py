"""Cards of workshops as contributions: what a measure can grow from."""

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from dorflinde.core.subjects import Description
from dorflinde.strategy.models import MeetingCard


def describe_cards(public_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what trail and measures need to show cards; those of a protocol nobody may read yet are not public."""
    cards = MeetingCard.objects.filter(public_id__in=list(public_ids)).select_related("meeting__municipality__parent")
    return {card.public_id: _described(card) for card in cards}


def card_suggestions(municipality_id: int, words: str) -> list[Description]:
    """Return published cards for a picker."""
    cards = MeetingCard.objects.published().filter(meeting__municipality=municipality_id, text__icontains=words)
    return [_described(card) for card in cards.select_related("meeting__municipality__parent").order_by("-at")[:40]]


def _described(card: MeetingCard) -> Description:
    return Description(
        ref=card.ref, title=card.text, text=card.topic, url=f"{card.meeting.get_absolute_url()}#karte-{card.public_id}",
        place_id=card.meeting.municipality_id, created_at=card.at,
        is_public=card.meeting.published_at is not None and card.gone_at is None,
        author_name=card.group or card.meeting.title, label=_("Karte aus der Werkstatt"),
    )  # fmt: skip
