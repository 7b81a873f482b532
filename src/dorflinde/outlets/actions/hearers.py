"""Who may still hear of a thing: what became private is not told to those outside."""

from dorflinde.core import subjects
from dorflinde.feed.public import OutboxItem


def hearers_of(item: OutboxItem, people: set[int]) -> set[int]:
    """Leave out who may not hear of the thing any more: followers of what has become private."""
    if not people or item.ref is None or not subjects.known(item.ref.kind):
        return people
    hearers = subjects.subject(item.ref.kind).hearers
    return hearers(item.ref.id, people) if hearers else people
