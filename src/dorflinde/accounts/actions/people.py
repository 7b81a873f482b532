"""An account from its first code to its last day."""

from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from dorflinde.accounts.models import Consent, User
from dorflinde.core import personal
from dorflinde.places.public import Place

from .consents import give_consent, withdraw_consent


@transaction.atomic
def open_account(email: str) -> User:
    """Return the account of an address, empty if it is new; it stays so until the code has been typed in."""
    user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email)
    EmailAddress.objects.get_or_create(user=user, email=user.email.lower(), defaults={"primary": True})
    return user


@transaction.atomic
def confirm_address(user: User) -> None:
    """Count the address as proven: whoever is inside has typed a code sent there, or set a key or password when inside."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def introduce(
    user: User, *, pseudonym: str, home: Place | None, reading_radius_km: int, language: str, wants_mail: bool
) -> None:
    """Give someone a name and a home here; they have agreed to the rules."""
    give_consent(user, Consent.Purpose.TERMS)
    change_settings(user, pseudonym=pseudonym, home=home, reading_radius_km=reading_radius_km, language=language)
    set_mail(user, on=wants_mail)


@transaction.atomic
def change_settings(user: User, *, pseudonym: str, home: Place | None, reading_radius_km: int, language: str) -> None:
    """Change what a person chose; what they wrote before carries the new name too."""
    name_before = user.pseudonym
    user.pseudonym, user.home = pseudonym, home
    user.reading_radius_km, user.language = reading_radius_km, language
    user.save(update_fields=["pseudonym", "home", "reading_radius_km", "language"])
    if name_before and name_before != pseudonym:
        for entry in personal.all_registered():
            if entry.rename is not None:
                entry.rename(user, name_before)


@transaction.atomic
def set_mail(user: User, *, on: bool) -> None:
    """Switch letters on or off."""
    if not on:
        withdraw_consent(user, Consent.Purpose.MAIL)
        return
    give_consent(user, Consent.Purpose.MAIL)
    user.wants_mail = True
    user.save(update_fields=["wants_mail"])


@transaction.atomic
def delete_account(user: User) -> None:
    """Erase a person: every module takes the name off what may stay, the rest goes with the account."""
    for entry in personal.all_registered():
        if entry.erase is not None:
            entry.erase(user)
    _take_off_foreign_records(user)
    key = str(user.pk)
    user.delete()
    _end_sessions(key)


def _take_off_foreign_records(user: User) -> None:
    """Take the person off records of libraries that keep the key of a deleted account (the editorial admin's log)."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model is User and _keeps_the_key(field):
                model._base_manager.filter(**{field.name: user}).update(**{field.name: None})


def _keeps_the_key(field: "models.ForeignKey[Any, Any]") -> bool:
    return bool(field.null and field.remote_field.on_delete is models.DO_NOTHING)


def _end_sessions(key: str) -> None:
    """End every visit of the account; Django keeps whose a session is inside of it."""
    open_sessions = Session.objects.filter(expire_date__gt=timezone.now())
    own = [session.pk for session in open_sessions.iterator() if session.get_decoded().get("_auth_user_id") == key]
    Session.objects.filter(pk__in=own).delete()
