"""Who reports, who decides, who may read why: anyone, the moderators of the place, those concerned."""

import enum
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from dorflinde.accounts.public import MODERATION, Actor, Role, User, has_role
from dorflinde.core import subjects
from dorflinde.core.subjects import Description, Ref
from dorflinde.places.public import Place, open_municipality

from .models import Complaint, Decision, Notice

_signer = signing.Signer(salt="moderation.reporter")


class OwnContentError(PermissionDenied):
    """Nobody decides on what they wrote themselves."""


class Part(enum.Enum):
    """In which part somebody reads a statement of reasons."""

    AUTHOR = "author"
    REPORTER = "reporter"
    MODERATOR = "moderator"


@dataclass(frozen=True)
class Reading:
    """A notice, and in which part somebody reads what was decided on it."""

    notice: Notice
    part: Part


def moderated(user: Actor) -> Q:
    """Return which places' notices are a person's business; 403 for whoever moderates nowhere."""
    if not isinstance(user, User):
        raise PermissionDenied
    if user.is_superuser:
        return Q()
    held = user.roles.filter(organisation__isnull=True, kind__in=MODERATION)
    places = list(Role.objects.filter(pk__in=held).values_list("place", flat=True))
    if not places or not user.is_active:
        raise PermissionDenied(_("Mit Ihrem Konto wird hier nichts moderiert."))
    return Q(place__in=places) | Q(place__parent__in=places) | Q(place__parent__parent__in=places)


def moderated_place(user: Actor, slug: str) -> Place:
    """Return a municipality to those who moderate it; for another's moderators its lists do not exist (404)."""
    place = open_municipality(slug)
    if not has_role(user, MODERATION, place):
        raise Http404
    return place


def moderated_notice(user: Actor, key: uuid.UUID) -> Notice:
    """Return a notice to a moderator of its place; it does not exist for others (404), nor may authors judge (403)."""
    notice = _notice(key)
    if not has_role(user, MODERATION, notice.place):
        raise Http404
    if is_author(user, notice):
        raise OwnContentError
    return notice


def moderated_notices(user: Actor, keys: Iterable[str]) -> tuple[list[Notice], int]:
    """Return the open notices of these keys that a person may decide on, and how many are on their own content.

    What is decided, somewhere else or no key at all is left out: a list may be older than what happened since.
    """
    wanted = {key for text in keys if (key := _uuid(text))}
    found = Notice.objects.filter(moderated(user), public_id__in=wanted).waiting().oldest_first()
    notices = list(found.select_related("place__parent__parent", "reporter"))
    described = subjects.describe_all({one.ref for one in notices})
    own = [one for one in notices if one.ref in described and described[one.ref].author_id == user.pk]
    return [one for one in notices if one not in own], len(own)


def own_batch(user: Actor, key: uuid.UUID) -> list[Decision]:
    """Return the decisions made in one go to whoever moderates at all their places (404), and wrote none of it (403)."""
    decisions = list(Decision.objects.filter(batch=key).select_related("notice__place__parent__parent").order_by("pk"))
    if not decisions or not all(has_role(user, MODERATION, one.notice.place) for one in decisions):
        raise Http404
    if any(is_author(user, one.notice) for one in decisions):
        raise OwnContentError
    return decisions


def touchable_thing(user: Actor, text: str) -> Description:
    """Return a public thing to the moderators of its place (404 for others), unless they wrote it (403).

    What cannot be taken off its page from here does not exist here either.
    """
    kind, _colon, key = text.partition(":")
    wanted = _uuid(key)
    if wanted is None or not subjects.known(kind) or subjects.subject(kind).hide is None:
        raise Http404
    thing = subjects.describe(Ref(kind, wanted))
    if thing is None or not thing.is_public or not has_role(user, MODERATION, _place(thing)):
        raise Http404
    if isinstance(user, User) and thing.author_id == user.pk:
        raise OwnContentError
    return thing


def may_intervene(user: Actor, thing: Description) -> bool:
    """Tell whether a person can take a thing off the page without anyone having reported it."""
    try:
        touchable_thing(user, str(thing.ref))
    except (Http404, PermissionDenied):
        return False
    return True


def open_complaint(user: Actor, key: uuid.UUID, pk: int) -> Complaint:
    """Return a complaint about a decision on this notice to whoever may answer it."""
    notice = moderated_notice(user, key)
    complaint = Complaint.objects.filter(pk=pk, decision__notice=notice).select_related("decision").first()
    if complaint is None:
        raise Http404
    return complaint


def readable_statement(user: Actor, key: uuid.UUID, signature: str) -> Reading:
    """Return a notice to those concerned: who wrote the thing, who reported it, who moderates; 404 for everyone else.

    The author reads it once something was removed: until then there is nothing to state, and a notice is confidential.
    """
    notice = _notice(key)
    if signature and signature.isascii() and constant_time_compare(signature, reporter_key(notice)):
        return Reading(notice, Part.REPORTER)
    if isinstance(user, User):
        if is_author(user, notice):
            if notice.decisions.filter(outcome=Decision.Outcome.REMOVE).exists():
                return Reading(notice, Part.AUTHOR)
            raise Http404
        if notice.reporter_id == user.pk:
            return Reading(notice, Part.REPORTER)
        if has_role(user, MODERATION, notice.place):
            return Reading(notice, Part.MODERATOR)
    raise Http404


def may_complain(reading: Reading, user: Actor) -> bool:
    """Tell whether somebody concerned can complain now: decided, not too long ago, and no complaint of theirs is open."""
    decision = reading.notice.decision
    if decision is None or reading.part == Part.MODERATOR or not decision.may_be_complained_of:
        return False
    author = user if isinstance(user, User) else None
    return not Complaint.objects.filter(
        decision__notice=reading.notice, author=author, answered_at__isnull=True
    ).exists()


def is_author(user: Actor, notice: Notice) -> bool:
    """Tell whether somebody wrote the thing a notice is about."""
    described = subjects.describe(notice.ref)
    return isinstance(user, User) and described is not None and described.author_id == user.pk


def reporter_key(notice: Notice) -> str:
    """Return the key that opens the statement for whoever reported without an account; it stands in their letter alone."""
    return _signer.signature(str(notice.public_id))


def _place(thing: Description) -> Place:
    return Place.objects.select_related("parent__parent").get(pk=thing.place_id)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _notice(key: uuid.UUID) -> Notice:
    notice = (
        Notice.objects.filter(public_id=key)
        .select_related("place__parent__parent", "reporter")
        .prefetch_related("decisions__complaints__author", "decisions__decided_by")
        .first()
    )
    if notice is None:
        raise Http404
    return notice
