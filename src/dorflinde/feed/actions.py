"""Puts things into the stream, takes them out, and hands messages to the outbox."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import DELETED_NAME, Actor, User
from dorflinde.core.subjects import Ref
from dorflinde.core.text import excerpt, searchable
from dorflinde.places.public import Organisation, Place, raise_edition

from .models import Entry, OutboxItem, SenderKind

_SENDERS = {
    Organisation.Kind.TOWN_HALL: SenderKind.HALL,
    Organisation.Kind.CLUB: SenderKind.CLUB,
    Organisation.Kind.FIRE_BRIGADE: SenderKind.CLUB,
    Organisation.Kind.BUSINESS: SenderKind.BUSINESS,
    Organisation.Kind.ASSOCIATION: SenderKind.REGION,
}


@dataclass(frozen=True)
class Sender:
    """Who speaks: always shown with the entry."""

    kind: SenderKind
    name: str
    organisation: Organisation | None = None

    @classmethod
    def person(cls, user: User) -> "Sender":
        """A resident under the public name."""
        return cls(SenderKind.PERSON, user.public_name)

    @classmethod
    def of(cls, organisation: Organisation) -> "Sender":
        """An organisation under its own name and imprint."""
        return cls(_SENDERS[Organisation.Kind(organisation.kind)], organisation.name, organisation)

    @classmethod
    def town_hall(cls, place: Place) -> "Sender":
        """The town hall of a place, or the region's office."""
        if place.kind == Place.Kind.REGION:
            return cls(SenderKind.REGION, place.full_name)
        name = place.municipality.full_name
        if place.is_sample:
            name = _("%(name)s (Beispiel)") % {"name": name}
        return cls(SenderKind.HALL, name)


@transaction.atomic
def post(
    subject: Ref,
    *,
    place: Place,
    channel: str,
    title: str,
    text: str,
    url: str,
    sender: Sender,
    actor: Actor | None,
    label: str = "",
    picture_url: str = "",
    picture_alt: str = "",
    published_at: datetime.datetime | None = None,
    pinned_until: datetime.datetime | None = None,
    expires_at: datetime.datetime | None = None,
    is_sample: bool = False,
) -> Entry:
    """Put a thing into the stream of a municipality or village; all readers of the place see it at once."""
    entry = Entry.objects.create(
        place=place,
        municipality=place.municipality,
        channel=channel,
        subject_kind=subject.kind,
        subject_id=subject.id,
        label=label,
        title=title[:200],
        text=excerpt(text, longest=280),
        searchable=searchable(f"{title} {text} {sender.name}"),
        url=url,
        picture_url=picture_url,
        picture_alt=picture_alt,
        sender_kind=sender.kind,
        sender_name=sender.name,
        organisation=sender.organisation,
        author=actor if isinstance(actor, User) else None,
        published_at=published_at or timezone.now(),
        pinned_until=pinned_until,
        expires_at=expires_at,
        is_sample=is_sample,
    )
    raise_edition(place)
    return entry


@transaction.atomic
def withdraw(subject: Ref) -> int:
    """Take everything about a thing out of the streams; returns how many entries went."""
    entries = list(
        Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id).select_related("place__parent")
    )
    for place in {entry.place for entry in entries}:
        raise_edition(place)
    Entry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
    return len(entries)


@transaction.atomic
def rename_person(user: User, name_before: str = "") -> None:
    """Write a person's new name at what they put into the stream."""
    _write_name(user, user.public_name)


@transaction.atomic
def forget_person(user: User) -> None:
    """Take a person's name off what they put into the stream."""
    _write_name(user, str(DELETED_NAME))


def _write_name(user: User, name: str) -> None:
    written = Entry.objects.filter(author=user, sender_kind=SenderKind.PERSON)
    for place in Place.objects.filter(pk__in=written.values("place")).select_related("parent__parent"):
        raise_edition(place)
    written.update(sender_name=name)


def tell_followers(subject: Ref, *, title: str, text: str, url: str, actor: Actor | None) -> OutboxItem:
    """Tell everyone who follows a thing (or something it grew from) what became of it; the actor is left out."""
    return OutboxItem.objects.create(
        audience=OutboxItem.Audience.FOLLOWERS, subject_kind=subject.kind, subject_id=subject.id,
        title=title[:200], text=text, url=url, actor=actor if isinstance(actor, User) else None,
    )  # fmt: skip


def tell_person(
    recipient: User, *, title: str, text: str, url: str, actor: Actor | None = None, quoting: Ref | None = None
) -> OutboxItem:
    """Tell one person something that concerns them; what it quotes is not mailed once it is off the page."""
    return OutboxItem.objects.create(
        audience=OutboxItem.Audience.PERSON, recipient=recipient,
        subject_kind=quoting.kind if quoting else "", subject_id=quoting.id if quoting else None,
        title=title[:200], text=text, url=url, actor=actor if isinstance(actor, User) else None,
    )  # fmt: skip


def tell_address(address: str, *, title: str, text: str, url: str = "") -> OutboxItem:
    """Write to someone without an account, who gave this address for this purpose."""
    return OutboxItem.objects.create(
        audience=OutboxItem.Audience.ADDRESS, address=address, title=title[:200], text=text, url=url
    )
