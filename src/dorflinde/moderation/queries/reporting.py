"""What a notice is about, and the lists of what was reported and decided."""

import datetime
import statistics
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.core import subjects
from dorflinde.core.subjects import Description, Ref
from dorflinde.moderation.models import Complaint, Decision, DecisionQuerySet, Notice, NoticeQuerySet, Restriction
from dorflinde.places.public import Place, the_region

PAGE = "moderation.page"
_PAGES = uuid.UUID(
    "2f1a8b9e-6a57-5d0e-9d55-0d0f6f2b7c11"
)  # from this and the address follows the id of a reported page
_YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Figures:
    """What was decided at a place in the last twelve months."""

    waiting: int
    decided: int
    removed: int
    complaints: int
    upheld: int
    median_days: float | None


def find_thing(ref: str, address: str, *, host: str) -> Description:
    """Return what somebody reports: the thing that is named, the one the address shows, or else the page itself.

    A notice is always accepted (DSA Art. 16): an address that says nothing to us is reported as a page of its place.
    Only public things are shown: the form must not become a window on what is not.
    """
    address = address.replace("\0", "")
    kind, _colon, key = ref.partition(":")
    named = Ref(kind, found) if (found := _uuid(key)) and subjects.known(kind) else None
    path = own_path(address, host=host)
    in_path = [Ref(one.kind, found) for found in _uuids_in(path) for one in subjects.all_subjects()]
    described = subjects.describe_all([named, *in_path] if named else in_path)
    for candidate in (named, *in_path):
        thing = described.get(candidate) if candidate else None
        if thing is not None and thing.is_public and (candidate == named or urlsplit(thing.url).path == path):
            return thing
    return _page(path or address.strip(), path)


def own_path(address: str, *, host: str) -> str:
    """Return the path of an address of this house, or an empty text for anything else one may have typed."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme not in {"", "http", "https"} or (parts.netloc and parts.netloc != host):
        return ""
    first = parts.path.lstrip("/").partition("/")[0]
    if not parts.netloc and not parts.path.startswith("/") and ("." in first or not first):
        return ""  # „beispiel.de/seite“ is somebody else's
    return f"/{parts.path.lstrip('/')}"


def describe_pages(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what is known of reported pages: their address, as the notices tell it."""
    notices = Notice.objects.filter(subject_kind=PAGE, subject_id__in=list(ids)).oldest_first()
    found: dict[uuid.UUID, Description] = {}
    for notice in notices:
        found.setdefault(
            notice.subject_id, _describe_page(notice.subject_id, notice.url, notice.place_id, notice.created_at)
        )
    return found


def is_restricted(ref: Ref) -> bool:
    """Tell whether a decision of the moderation keeps a thing off the page."""
    return Restriction.objects.filter(subject_kind=ref.kind, subject_id=ref.id).exists()


def restricted_among(refs: Iterable[Ref]) -> set[Ref]:
    """Return those of some things that a decision of the moderation keeps off the page."""
    wanted = set(refs)
    rows = Restriction.objects.filter(subject_id__in=[ref.id for ref in wanted]).values_list(
        "subject_kind", "subject_id"
    )
    return wanted & {Ref(kind, key) for kind, key in rows}


def title_of(thing: Description | None, notice: Notice) -> str:
    """Return how a reported thing is called, also when it is gone."""
    return thing.title if thing else _("%(url)s (nicht mehr da)") % {"url": notice.url}


def notices(reach: Q, *, slug: str = "", state: str = "") -> NoticeQuerySet:
    """Return the notices of one's places: the open ones, those with an open complaint, or the decided ones."""
    found = (
        Notice.objects.filter(reach).filter(_at(slug)).select_related("place").prefetch_related("decisions__complaints")
    )
    complained = Exists(Complaint.objects.filter(decision__notice=OuterRef("pk"), answered_at__isnull=True))
    if state == "beschwerden":
        return found.filter(complained).oldest_first()
    if state == "entschieden":
        return found.decided().order_by("-created_at", "-pk")
    return found.waiting().oldest_first()


def numbers(reach: Q, *, slug: str = "") -> dict[str, int]:
    """Return how many notices there are in each state."""
    return {state: notices(reach, slug=slug, state=state).count() for state in ("", "beschwerden", "entschieden")}


@dataclass(frozen=True)
class JustDecided:
    """What somebody decided in one go a moment ago and can still take back."""

    key: uuid.UUID
    number: int
    is_removal: bool


def batch_of(user: User, key: str) -> JustDecided | None:
    """Return what a person decided in one go under this key, as long as it can be taken back."""
    wanted = _uuid(key)
    if wanted is None:
        return None
    found = list(Decision.objects.filter(batch=wanted, decided_by=user).prefetch_related("complaints"))
    if not found or not all(decision.may_be_taken_back for decision in found):
        return None
    return JustDecided(wanted, len(found), found[0].is_removal)


def decisions(reach: Q, *, slug: str = "") -> DecisionQuerySet:
    """Return every decision at one's places, newest first, with its notice and complaints."""
    found = Decision.objects.filter(notice__in=Notice.objects.filter(reach).filter(_at(slug)))
    return found.select_related("notice__place").prefetch_related("complaints").order_by("-decided_at", "-pk")


def figures(reach: Q, *, slug: str = "") -> Figures:
    """Count what was decided at one's places in the last twelve months."""
    lately = list(decisions(reach, slug=slug).in_force().filter(decided_at__gte=timezone.now() - _YEAR))
    days = [(one.decided_at - one.notice.created_at) / datetime.timedelta(days=1) for one in lately]
    complaints = [complaint for decision in lately for complaint in decision.complaints.all()]
    return Figures(
        waiting=notices(reach, slug=slug).count(),
        decided=len(lately),
        removed=sum(one.outcome == Decision.Outcome.REMOVE for one in lately),
        complaints=len(complaints),
        upheld=sum(complaint.is_upheld for complaint in complaints),
        median_days=statistics.median(days) if days else None,
    )


def _at(slug: str) -> Q:
    return Q(place__slug=slug) | Q(place__parent__slug=slug) if slug else Q()


def _page(shown: str, path: str) -> Description:
    """Return an address as a thing that can be reported."""
    place = _place_of(path)
    if place is None:
        raise Http404(_("Hier ist noch keine Gemeinde eingerichtet."))
    shown = shown[:500] or "/"
    return _describe_page(uuid.uuid5(_PAGES, shown), shown, place.pk, timezone.now())


def _describe_page(key: uuid.UUID, url: str, place_id: int, at: datetime.datetime) -> Description:
    return Description(
        ref=Ref(PAGE, key),
        title=_("Seite %(address)s") % {"address": url},
        text="",
        # Only an address of our own becomes a link: somebody may have typed anything.
        url=url if url.startswith("/") and not url.startswith("//") else "",
        place_id=place_id,
        created_at=at,
        is_public=True,
    )


def _place_of(path: str) -> Place | None:
    """Return the place an address belongs to: its municipality, or else the region."""
    first = path.strip("/").partition("/")[0]
    municipality = Place.objects.filter(kind=Place.Kind.MUNICIPALITY, slug=first).first() if first else None
    return municipality or the_region() or Place.objects.order_by("pk").first()


def _uuids_in(path: str) -> list[uuid.UUID]:
    """Return the ids that stand in an address of ours."""
    if not path:
        return []
    try:
        match = resolve(path)
    except Resolver404:
        return []
    values = [*match.args, *match.kwargs.values()]
    return [value for value in values if isinstance(value, uuid.UUID)]


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
