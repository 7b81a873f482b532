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

from dorflinde.accounts.public import MODERATION, STAFF, TOWN_HALL, Actor, Role, User, has_role, municipalities_of
from dorflinde.core import subjects
from dorflinde.core.subjects import Description, Ref
from dorflinde.places.public import Place, open_municipality

from .models import Complaint, Decision, Notice, Review, Rule, WritingPause
from .queries import pause_sentence

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


def reviews_in_reach(user: Actor, keys: Iterable[str]) -> tuple[list[Review], int]:
    """Return the waiting reviews of these keys on which a person may decide, and how many are their own contributions."""
    wanted = {key for text in keys if (key := _uuid(text))}
    found = Review.objects.filter(moderated(user), public_id__in=wanted).waiting().oldest_first()
    reviews = list(found.select_related("place__parent__parent", "author"))
    return [one for one in reviews if one.author_id != user.pk], sum(one.author_id == user.pk for one in reviews)


def moderated_review(user: Actor, key: uuid.UUID) -> Review:
    """Return a review to a moderator of its place (404 for others); nobody lets their own contribution through (403)."""
    review = Review.objects.select_related("place__parent__parent", "author").filter(public_id=key).first()
    if review is None or not has_role(user, MODERATION, review.place):
        raise Http404
    if isinstance(user, User) and review.author_id == user.pk:
        raise OwnContentError
    return review


def own_admission(user: Actor, key: uuid.UUID) -> None:
    """Open the way to take back what was let through in one go, for moderators of all its places; 404 for others."""
    found = list(Review.objects.filter(clearance__batch=key).select_related("place__parent__parent"))
    if not found or not all(has_role(user, MODERATION, one.place) for one in found):
        raise Http404
    if isinstance(user, User) and any(one.author_id == user.pk for one in found):
        raise OwnContentError


def ruled_places(user: Actor) -> list[Place]:
    """Return the municipalities whose house rules a person lays down; 403 if there is none."""
    if not (places := list(municipalities_of(user, TOWN_HALL))):
        raise PermissionDenied(_("Hausregeln legt das Rathaus fest."))
    return places


def ruled_place(user: Actor, slug: str) -> Place:
    """Return a municipality to those who lay down its house rules: the town hall, not the moderators alone (403)."""
    place = open_municipality(slug)
    if not has_role(user, MODERATION, place):
        raise Http404
    if not has_role(user, TOWN_HALL, place):
        raise PermissionDenied(_("Hausregeln legt das Rathaus fest."))
    return place


def ruled_rule(user: Actor, slug: str, pk: int) -> Rule:
    """Return a house rule of a municipality to those who lay it down."""
    place = ruled_place(user, slug)
    rule = Rule.objects.select_related("place__parent").filter(place=place, pk=pk).first()
    if rule is None:
        raise Http404
    return rule


def pausable_author(user: Actor, text: str) -> tuple[Description, Place, User]:
    """Return a thing, its municipality and its author to moderators who may let the author pause (404 for others).

    Nobody pauses themselves, nor anyone who works for the place (403): roles are taken back where they are given.
    """
    kind, _colon, key = text.partition(":")
    wanted = _uuid(key)
    thing = subjects.describe(Ref(kind, wanted)) if wanted is not None and subjects.known(kind) else None
    author = User.objects.filter(pk=thing.author_id, is_active=True).first() if thing and thing.author_id else None
    if thing is None or author is None:
        raise Http404
    here = _place(thing)
    place = here if here.kind == Place.Kind.REGION else here.municipality
    if not has_role(user, MODERATION, place):
        raise Http404
    if author.pk == user.pk or has_role(author, STAFF, place):
        raise PermissionDenied(_("Wer für den Ort arbeitet, bekommt hier keine Schreibpause."))
    return thing, place, author


def may_pause(user: Actor, thing: Description | None) -> bool:
    """Tell whether a person may let the author of a thing pause."""
    if thing is None:
        return False
    try:
        pausable_author(user, str(thing.ref))
    except (Http404, PermissionDenied):
        return False
    return True


def moderated_pause(user: Actor, key: uuid.UUID) -> WritingPause:
    """Return a running pause to a moderator of its place; 404 for everyone else."""
    pause = WritingPause.objects.running().select_related("place__parent", "person").filter(public_id=key).first()
    if pause is None or not has_role(user, MODERATION, pause.place):
        raise Http404
    if pause.person_id == user.pk:
        raise OwnContentError
    return pause


def mutable_author(user: User, text: str) -> tuple[Description, User]:
    """Return a public thing and its author to somebody who may not want to read them any more: never oneself (404)."""
    kind, _colon, key = text.partition(":")
    wanted = _uuid(key)
    thing = subjects.describe(Ref(kind, wanted)) if wanted is not None and subjects.known(kind) else None
    if thing is None or not thing.is_public or thing.author_id in {None, user.pk}:
        raise Http404
    author = User.objects.filter(pk=thing.author_id).first()
    if author is None:
        raise Http404
    return thing, author


def may_mute(user: Actor, thing: Description | None) -> bool:
    """Tell whether somebody can stop reading the author of a thing."""
    return isinstance(user, User) and thing is not None and thing.author_id not in {None, user.pk}


def require_voice(user: Actor, place: Place) -> None:
    """Refuse (403) a form to somebody who may write nothing here for now, before they have written anything."""
    if sentence := pause_sentence(user, place):
        raise PermissionDenied(sentence)


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
            if any(decision.is_restriction for decision in notice.decisions.all()):
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
