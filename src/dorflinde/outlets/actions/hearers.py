"""Who may still hear of a thing: what became private is not told to those outside."""

from collections.abc import Sequence

from dorflinde.core import subjects
from dorflinde.feed.public import OutboxItem
from dorflinde.moderation.public import restricted_among


def hearers_of(item: OutboxItem, people: set[int]) -> set[int]:
    """Leave out who may not hear of the thing any more: followers of what has become private."""
    if not people or item.ref is None or not subjects.known(item.ref.kind):
        return people
    hearers = subjects.subject(item.ref.kind).hearers
    return hearers(item.ref.id, people) if hearers else people


def still_shown(items: Sequence[OutboxItem]) -> list[OutboxItem]:
    """Leave out what the moderation took off the page since it was collected, and what quotes something that was deleted."""
    about = [item for item in items if item.ref is not None and subjects.known(item.ref.kind)]
    gone = restricted_among(item.ref for item in about if item.ref)
    quoted = {item.ref for item in about if item.ref and item.audience == OutboxItem.Audience.PERSON}
    gone |= quoted - subjects.describe_all(quoted).keys()
    return [item for item in items if item.ref not in gone]
