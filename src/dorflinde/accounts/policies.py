"""Who may do what where: every module asks here for roles and keeps its own rules about its objects."""

import hashlib
import time
import uuid
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from dorflinde.places.public import Place, open_municipality, the_region

from .models import TERMS_WORDING, AccessKey, Consent, Role, User

Actor = User | AnonymousUser
_View = TypeVar("_View", bound=Callable[..., Any])
Kind = Role.Kind
TOWN_HALL = frozenset({Kind.CLERK, Kind.MANAGER, Kind.OPERATOR})  # decide, answer, plan
MODERATION = frozenset({Kind.MODERATOR, *TOWN_HALL})
EDITORIAL = frozenset({Kind.EDITOR, *TOWN_HALL})
STAFF = frozenset(Kind)
MANAGEMENT = frozenset({Kind.MANAGER, Kind.OPERATOR})  # give roles, switch modules

KEEPS_NOTHING = "keeps_nothing"  # the mark of views that look something up


class UserRequest(HttpRequest):
    """A request whose door has made sure that someone is signed in."""

    user: User


def has_role(user: Actor, kinds: Iterable[str], place: Place) -> bool:
    """Tell whether the person holds one of these roles at the place or at anything it lies in."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return False
    if user.is_superuser:
        return True
    wanted, here = set(kinds), {place.pk for place in place.lineage}
    return any(kind in wanted and at in here for kind, at in _roles(user))


def is_staff_anywhere(user: Actor) -> bool:
    """Tell whether the person works for any town hall, editorial team or region."""
    return isinstance(user, User) and user.is_active and (user.is_superuser or bool(_roles(user)))


def serves_an_office(user: User) -> bool:
    """Tell whether things wait on a desk for the person: councils read along but answer nothing."""
    return user.is_active and (user.is_superuser or any(kind != Kind.COUNCIL for kind, _at in _roles(user)))


def require_role(user: Actor, kinds: Iterable[str], place: Place) -> None:
    """Refuse (403) who holds none of these roles at the place."""
    if not has_role(user, kinds, place):
        raise PermissionDenied


def municipalities_of(user: Actor, kinds: Iterable[str]) -> QuerySet[Place]:
    """Return the municipalities where the person holds one of these roles, directly or through the region."""
    everywhere = Place.objects.filter(kind=Place.Kind.MUNICIPALITY).select_related("parent").order_by("name")
    if not isinstance(user, User) or not user.is_active:
        return everywhere.none()
    if user.is_superuser:
        return everywhere
    held = user.roles.filter(kind__in=list(kinds), organisation__isnull=True).values("place")
    return everywhere.filter(pk__in=held) | everywhere.filter(parent__in=held)


def managed_places(user: User) -> list[Place]:
    """Return where a person gives roles: the places of their own management roles and all below, in reading order."""
    places = Place.objects.exclude(kind=Place.Kind.VILLAGE).select_related("parent")
    if not user.is_superuser:
        held = [at for kind, at in _roles(user) if kind in MANAGEMENT]
        places = places.filter(pk__in=held) | places.filter(parent__in=held)
    return sorted(places, key=lambda place: (place.kind != Place.Kind.REGION, place.name))


def open_management(user: User) -> list[Place]:
    """Return the places whose roles a person manages; 403 if there is none."""
    if not (places := managed_places(user)):
        raise PermissionDenied
    return places


def removable_role(user: User, pk: int) -> Role:
    """Return a role the person may take back: 404 outside the own places, 403 for the own or a higher one."""
    role = Role.objects.select_related("user", "place__parent", "organisation").filter(pk=pk).first()
    if role is None or not has_role(user, MANAGEMENT, role.place):
        raise Http404(_("Diese Rolle gibt es hier nicht."))
    if role.user_id == user.pk or not may_give(user, role.kind, role.place):
        raise PermissionDenied
    return role


def may_give(user: User, kind: str, place: Place) -> bool:
    """Tell whether a person may give or take this role there: only operators make operators."""
    return has_role(user, {Kind.OPERATOR} if kind == Kind.OPERATOR else MANAGEMENT, place)


def editable_place(user: User, slug: str) -> Place:
    """Return the region or municipality whose imprint and texts the person looks after; 403 for others."""
    region = the_region()
    if region is not None and region.slug == slug:
        require_role(user, MANAGEMENT, region)
        return region
    place = open_municipality(slug)
    require_role(user, TOWN_HALL, place)
    return place


def edited_places(user: User) -> list[Place]:
    """Return the places whose imprint and texts the person looks after, the region first."""
    regions = [place for place in managed_places(user) if place.kind == Place.Kind.REGION]
    return [*regions, *municipalities_of(user, TOWN_HALL)]


def needs_introduction(user: User) -> bool:
    """Tell whether someone has yet to choose a name or to agree to the rules before writing anything.

    Accounts made by a town hall with a name but without any consent row are staff or samples; they are not held up.
    """
    if user.pseudonym is None:
        return True
    given = list(user.consents.filter(purpose=Consent.Purpose.TERMS).values_list("wording", "withdrawn_at"))
    return bool(given) and not any(wording == TERMS_WORDING and end is None for wording, end in given)


def lacks_second_factor(user: User) -> bool:
    """Tell whether somebody works for an office without the second factor that is asked for there."""
    is_staff = is_staff_anywhere(user) or user.is_staff
    return settings.STAFF_NEED_SECOND_FACTOR and is_staff and not is_mfa_enabled(user)


def own_key(user: User, public_id: uuid.UUID) -> AccessKey:
    """Return a key to the person it belongs to; another one's does not exist."""
    found = AccessKey.objects.filter(user=user, public_id=public_id).first()
    if found is None:
        raise Http404(_("Diesen Schlüssel gibt es nicht (mehr)."))
    return found


def allow(who: HttpRequest | User | str, what: str, *, limit: int, seconds: int) -> bool:
    """Count one more of something and tell whether it is still within the limit of this window of time."""
    key = _counter(who, what, seconds)
    cache.add(key, 0, timeout=seconds)
    try:
        return int(cache.incr(key)) <= limit
    except ValueError:  # the cache was full and let the counter go in between
        return bool(cache.add(key, 1, timeout=seconds))


def is_within(who: HttpRequest | User | str, what: str, *, limit: int, seconds: int) -> bool:
    """Tell whether one more would be within the limit, without counting it."""
    return int(cache.get(_counter(who, what, seconds), 0)) < limit


def keeps_nothing(view: _View) -> _View:
    """Mark a view that looks something up for a form and keeps nothing: nobody needs a name for it."""
    setattr(view, KEEPS_NOTHING, True)
    return view


def _counter(who: HttpRequest | User | str, what: str, seconds: int) -> str:
    counted = hashlib.blake2b(f"{settings.SECRET_KEY}:{what}:{_visitor(who)}".encode(), digest_size=12).hexdigest()
    return f"allow:{counted}:{seconds}:{int(time.time()) // seconds}"


def _visitor(who: HttpRequest | User | str) -> str:
    """Return whom to count for: the account, the address of the device, or a mail address, whoever typed it in."""
    if isinstance(who, str):
        return f"mail {who.lower()}"
    if isinstance(who, HttpRequest):
        if not isinstance(who.user, User):
            return f"address {get_adapter().get_client_ip(who)}"
        who = who.user
    return f"account {who.pk}"


def _roles(user: User) -> list[tuple[str, int]]:
    """Return the person's place roles, asked once a request; roles for an organisation do not reach the place."""
    kept: list[tuple[str, int]] | None = user.__dict__.get("_place_roles")
    if kept is None:
        kept = list(user.roles.filter(organisation__isnull=True).values_list("kind", "place_id"))
        user.__dict__["_place_roles"] = kept
    return kept
