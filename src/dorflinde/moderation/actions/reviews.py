"""What waits for a look: handed in, let through, refused with a reason, or let through by a slip and taken back."""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.core import subjects
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Description, Ref
from dorflinde.core.text import excerpt
from dorflinde.desk.public import Todo, ask, settle
from dorflinde.moderation.models import Clearance, Decision, Review
from dorflinde.places.public import Place

from .batches import AS_REPORTED, TooLateToTakeBackError
from .notices import decide, show, take_notice
from .telling import language_of, tell_admitted, tell_waits_again

_TODO = "clearance"


@transaction.atomic
def submit(ref: Ref, *, place: Place, author: User | None, why: str, is_sample: bool = False) -> Review:
    """Put a contribution that is stored and hidden on the moderators' desk; handed in again, it waits only once."""
    waiting = Review.objects.about(ref).waiting().first()
    review = waiting or Review(subject_kind=ref.kind, subject_id=ref.id)
    review.place, review.author, review.why, review.is_sample = place, author, why, is_sample
    review.save()
    _put_on_desk(review)
    record("moderation.review.submitted", ref, actor=author, place=place)
    return review


@transaction.atomic
def admit(reviews: Iterable[Review], *, actor: User) -> uuid.UUID:
    """Let contributions through: everyone sees them, and their authors are told; returns the key to take it back by."""
    key = uuid7()
    for review in _still_waiting(reviews):
        Clearance.objects.create(review=review, decided_by=actor, batch=key)
        settle(review.ref, kind=_TODO, actor=actor, outcome=_("freigegeben"))
        described = subjects.describe(review.ref)
        if described is not None:  # its author may have deleted it meanwhile
            show(review.ref, actor, for_the_first_time=True)
            tell_admitted(review, described)
        record("moderation.review.admitted", review.ref, actor=actor, place=review.place)
    return key


@transaction.atomic
def refuse(reviews: Iterable[Review], *, actor: User, ground: str, reason: str) -> uuid.UUID:
    """Refuse contributions; each author reads why and can complain, as with anything that is taken off a page."""
    key = uuid7()
    for review in _still_waiting(reviews):
        settle(review.ref, kind=_TODO, actor=actor, outcome=_("nicht freigegeben"))
        described = subjects.describe(review.ref)
        decision = _decide_against(described, actor, ground, reason, key) if described is not None else None
        Clearance.objects.create(review=review, decision=decision, decided_by=actor, batch=key)
        record("moderation.review.refused", review.ref, actor=actor, place=review.place)
    return key


@transaction.atomic
def take_back_admission(batch: uuid.UUID, *, actor: User) -> int:
    """Undo what was let through in one go: it waits again, seen by its author alone."""
    found = Clearance.objects.select_for_update(of=("self",)).filter(batch=batch)
    clearances = list(found.select_related("review__place__parent__parent", "review__author").order_by("pk"))
    if not clearances or not all(one.may_be_taken_back for one in clearances):
        raise TooLateToTakeBackError(_("Das lässt sich nicht mehr zurücknehmen."))
    for one in clearances:
        review = one.review
        one.delete()
        described = subjects.describe(review.ref)
        if described is None:
            continue
        if (hide := subjects.subject(review.subject_kind).hide) is not None:
            hide(review.subject_id, actor=actor, reason="")
        _put_on_desk(review)
        tell_waits_again(review, described)
        record("moderation.review.reopened", review.ref, actor=actor, place=review.place)
    return len(clearances)


@transaction.atomic
def drop(ref: Ref) -> None:
    """Take a contribution off the desk that its author took back before anyone had looked."""
    for review in Review.objects.about(ref).waiting():
        settle(ref, kind=_TODO, actor=None, outcome=_("zurückgezogen"))
        review.delete()


def _still_waiting(reviews: Iterable[Review]) -> list[Review]:
    """Return those of the reviews on which no colleague has decided meanwhile, each locked."""
    keys = [review.pk for review in reviews]
    locked = set(Review.objects.select_for_update().filter(pk__in=keys).values_list("pk", flat=True))
    waiting = Review.objects.waiting().filter(pk__in=locked).oldest_first()
    return list(waiting.select_related("place__parent__parent", "author"))


def _decide_against(described: Description, actor: User, ground: str, reason: str, key: uuid.UUID) -> Decision:
    notice = take_notice(
        described,
        category=AS_REPORTED[Decision.Ground(ground)],
        explanation="",
        is_good_faith=True,
        actor=actor,
        is_own_initiative=True,
    )
    return decide(notice, actor=actor, outcome=Decision.Outcome.REMOVE, ground=ground, reason=reason, batch=key)


def _put_on_desk(review: Review) -> None:
    described = subjects.describe(review.ref)
    with language_of(None):
        ask(
            review.ref,
            kind=_TODO,
            place=review.place,
            label=_("Freigabe"),
            title=_("Wartet auf Freigabe: %(title)s") % {"title": described.title if described else ""},
            note=excerpt(review.why, longest=280),
            action_url=reverse("moderation:review", args=[review.public_id]),
            action_label=_("Ansehen"),
            office=Todo.Office.MODERATION,
            due_on=review.due_on,
            is_sample=review.is_sample,
        )
