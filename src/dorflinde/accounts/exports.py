"""Hands a person everything the house keeps about them, as one JSON document.

Keys: `format`, `made_at`, `account`, `addresses`, `roles`, `consents`, `muted`, `security`, `access_keys`, and `modules`: for each module that
keeps something about people its name with a list of rows, whose keys are named by the module.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone

from dorflinde.core import personal

from .models import AccessKey, User

FORMAT = "dorflinde-person/1"


def register_personal_data(
    name: str,
    *,
    title: Any = "",
    kept: tuple[personal.Kept, ...] = (),
    export: Callable[[User], list[dict[str, Any]]] | None = None,
    erase: Callable[[User], None] | None = None,
    forget: Callable[[], int] | None = None,
    rename: Callable[[User, str], None] | None = None,
) -> None:
    """Say what a module keeps about people (shown on the privacy page), how it is handed out, erased and forgotten.

    `export` returns rows of plain values; a row with `title` and `url` also appears under „Meine Beiträge“. `erase` runs
    in the transaction that deletes the account, while it still exists. `forget` runs every hour. `rename` gets the person
    and the name they had before: for modules that write the public name down.
    """
    personal.register(
        personal.PersonalData(
            name=name, title=title or name, kept=kept, export=export, erase=erase, forget=forget, rename=rename
        )
    )


def export_person(user: User) -> dict[str, Any]:
    """Return everything kept about a person, ready for JSON."""
    modules = {entry.name: entry.export(user) for entry in personal.all_registered() if entry.export is not None}
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "account": _account(user),
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
        "roles": [
            {
                "role": role.kind, "place": role.place.name, "since": role.granted_at.isoformat(timespec="seconds"),
                "organisation": role.organisation.name if role.organisation else None,
            }
            for role in user.roles.select_related("place", "organisation").order_by("pk")
        ],
        "consents": [
            {
                "purpose": consent.purpose, "wording": consent.wording,
                "given_at": consent.given_at.isoformat(timespec="seconds"),
                "withdrawn_at": consent.withdrawn_at.isoformat(timespec="seconds") if consent.withdrawn_at else None,
            }
            for consent in user.consents.order_by("pk")
        ],
        "muted": [
            {"name": row.muted.public_name, "since": row.since.isoformat(timespec="seconds")}
            for row in user.mutes.select_related("muted").order_by("pk")
        ],
        "security": [
            {
                "kind": key.type, "name": key.data.get("name", ""), "added_at": key.created_at.isoformat(timespec="seconds"),
                "last_used_at": key.last_used_at.isoformat(timespec="seconds") if key.last_used_at else None,
            }
            for key in Authenticator.objects.filter(user=user).order_by("pk")
        ],
        "access_keys": [_key(key) for key in user.access_keys.order_by("pk")],
        "modules": modules,
    }  # fmt: skip


def _account(user: User) -> dict[str, Any]:
    return {
        "id": str(user.public_id),
        "email": user.email,
        "name": user.pseudonym,
        "home": user.home.name if user.home else None,
        "reading_radius_km": user.reading_radius_km,
        "language": user.language,
        "wants_mail": user.wants_mail,
        "has_password": user.has_usable_password(),
        "since": user.date_joined.isoformat(timespec="seconds"),
        "last_sign_in": user.last_login.isoformat(timespec="seconds") if user.last_login else None,
    }


def _key(key: AccessKey) -> dict[str, Any]:
    """Return what is kept about a key; the key itself is kept nowhere, and its fingerprint stays here."""
    return {
        "name": key.name, "scope": key.scope, "ending": key.ending, "made_at": key.made_at.isoformat(timespec="seconds"),
        "ends_on": key.ends_on.isoformat(),
        "last_used_on": key.last_used_on.isoformat() if key.last_used_on else None,
        "revoked_at": key.revoked_at.isoformat(timespec="seconds") if key.revoked_at else None,
    }  # fmt: skip
