"""Roles: who may do what where. Every change is written down with who made it."""

from django.db import transaction

from dorflinde.accounts.models import Role, RoleChange, User
from dorflinde.places.public import Organisation, Place


@transaction.atomic
def give_role(
    user: User, kind: Role.Kind, place: Place, *, actor: User, organisation: Organisation | None = None
) -> Role:
    """Give someone a role at a place or for an organisation there; giving it twice changes nothing."""
    role, is_new = Role.objects.get_or_create(
        user=user, kind=kind, place=place, organisation=organisation, defaults={"granted_by": actor}
    )
    if is_new:
        _write_down(role, actor=actor, is_given=True)
    return role


@transaction.atomic
def take_role(role: Role, *, actor: User) -> None:
    """Take a role back; from the next page on it counts no more."""
    _write_down(role, actor=actor, is_given=False)
    role.delete()


def _write_down(role: Role, *, actor: User, is_given: bool) -> None:
    RoleChange.objects.create(
        is_given=is_given, kind=role.kind, place=role.place, organisation=role.organisation,
        user=role.user, user_key=role.user.public_id, by=actor, by_key=actor.public_id,
    )  # fmt: skip
