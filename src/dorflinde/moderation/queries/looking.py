"""What waits for a look, and how a contribution stands that not everyone sees."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from dorflinde.accounts.public import Actor, User
from dorflinde.core.subjects import Ref
from dorflinde.moderation.models import Clearance, Decision, Notice, Restriction, Review, ReviewQuerySet

from .reporting import JustDecided


@dataclass(frozen=True)
class Standing:
    """Why not everyone sees a contribution: it waits for a look, or it was decided on."""

    review: Review | None = None
    notice: Notice | None = None


def reviews(reach: Q, *, slug: str = "") -> ReviewQuerySet:
    """Return what waits at one's places, the oldest first."""
    here = Q(place__slug=slug) | Q(place__parent__slug=slug) if slug else Q()
    return Review.objects.filter(reach).filter(here).waiting().select_related("place", "author").oldest_first()


def standing_of(ref: Ref) -> Standing:
    """Return how a contribution stands, for its author and the moderation."""
    review = Review.objects.about(ref).waiting().first()
    restriction = Restriction.objects.filter(subject_kind=ref.kind, subject_id=ref.id)
    found = restriction.select_related("decision__notice").first()
    return Standing(review, found.decision.notice if found else None)


def review_refused_by(decision: Decision | None) -> Review | None:
    """Return the review that ended with this decision; None for what was seen or reported on the page."""
    return Review.objects.filter(clearance__decision=decision).first() if decision is not None else None


def waiting_of(user: Actor, kind: str, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of these contributions of a person wait for a look: their author alone sees them."""
    wanted = list(ids)
    if not isinstance(user, User) or not wanted:
        return set()
    waiting = Review.objects.waiting().filter(author=user, subject_kind=kind, subject_id__in=wanted)
    return set(waiting.values_list("subject_id", flat=True))


def just_admitted(user: User, key: str) -> JustDecided | None:
    """Return what a person let through in one go under this key, as long as it can be taken back."""
    try:
        wanted = uuid.UUID(key)
    except ValueError:
        return None
    found = list(Clearance.objects.filter(batch=wanted, decided_by=user))
    if not found or not all(one.may_be_taken_back for one in found):
        return None
    return JustDecided(wanted, len(found), is_removal=False)
