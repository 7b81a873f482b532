"""Reads about accounts."""

import secrets
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dorflinde.places.public import Place

from .models import AccessKey, Mute, Role, RoleChange, User, check_pseudonym, digest_of

DELETED_NAME = _("gelöschtes Konto")
_WORDS = (
    "linde ahorn birke buche erle esche holunder weide wacholder quitte apfelbaum nussbaum amsel buchfink drossel eule "
    "kleiber lerche meise rotkehlchen schwalbe specht star zaunkoenig dachs eichhorn feldhase fuchs igel luchs marder "
    "otter siebenschlaefer hummel libelle marienkaefer forelle bachlauf heuboden hofladen steinpilz wiesengrund"
).split()


def suggest_pseudonyms(*, most: int = 3) -> list[str]:
    """Return names that are free, friendly and say nothing about who chooses them."""
    wishes = [f"{secrets.choice(_WORDS)}_{secrets.randbelow(90) + 10}" for _round in range(4 * most)]
    taken = set(User.objects.filter(pseudonym__in=wishes).values_list("pseudonym", flat=True))
    return [name for name in dict.fromkeys(wishes) if name not in taken and _is_allowed(name)][:most]


def name_of(user: User | None) -> str:
    """Return the name to show for an author, also when the account is gone."""
    return user.public_name if user is not None else str(DELETED_NAME)


def muted_by(user: User | AnonymousUser) -> Iterable[int]:
    """Return the keys of the people someone does not want to read: part of the question of a list, not one of its own."""
    if not isinstance(user, User):
        return ()
    keys: QuerySet[Mute, int] = Mute.objects.filter(user=user).values_list("muted", flat=True)
    return keys


def has_muted(user_key: int, other_key: int) -> bool:
    """Tell whether somebody does not want to read another one."""
    return Mute.objects.filter(user=user_key, muted=other_key).exists()


def find_person(words: str) -> User | None:
    """Return the active account with this e-mail address or public name, in any spelling of capitals."""
    return User.objects.filter(Q(email__iexact=words) | Q(pseudonym__iexact=words), is_active=True).first()


def roles_at(places: list[Place]) -> list[Role]:
    """Return the roles held at these places, by place, role and name."""
    found = Role.objects.filter(place__in=places).select_related("user", "place", "organisation")
    order = {place.pk: rank for rank, place in enumerate(places)}
    return sorted(found, key=lambda role: (order[role.place_id], role.kind, role.user.public_name))


def latest_role_changes(places: list[Place], *, most: int = 20) -> list[RoleChange]:
    """Return who was given or lost a role here lately, newest first."""
    found = RoleChange.objects.filter(place__in=places).select_related("user", "by", "place", "organisation")
    return list(found.order_by("-at", "-pk")[:most])


def second_factors(user: User) -> dict[str, int]:
    """Return how many passkeys, apps and sets of recovery codes protect an account."""
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return {kind.value: kinds.count(kind.value) for kind in Authenticator.Type}


def key_of(secret: str) -> AccessKey | None:
    """Return the key in force whose secret this is, with its owner; nobody's whose account is closed."""
    found = AccessKey.objects.in_force().select_related("user__home__parent")
    return found.filter(digest=digest_of(secret), user__is_active=True).first()


def _is_allowed(name: str) -> bool:
    try:
        check_pseudonym(name)
    except ValidationError:
        return False
    return True
