"""Workshops: agenda, cards, photos, protocol."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.images import clean_photo
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place, raise_edition
from dorflinde.strategy.models import AgendaItem, FieldOfAction, Meeting, MeetingCard, MeetingPhoto


class CardProblem(ValueError):
    """This cannot be done with a card; the message says why."""


@transaction.atomic
def create_meeting(
    place: Place,
    said: Mapping[str, Any],
    agenda: Iterable[Mapping[str, Any]],
    *,
    actor: Actor | None,
    is_sample: bool = False,
) -> Meeting:
    """Plan a workshop with the points of a template."""
    meeting = Meeting.objects.create(
        municipality=place.municipality,
        created_by=actor if isinstance(actor, User) else None,
        is_sample=is_sample,
        **said,
    )
    set_agenda(meeting, agenda, actor=actor)
    _note("created", meeting, actor)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, *, actor: Actor | None) -> None:
    """Store when, where and with whom a workshop is."""
    meeting.save()
    _raise_if_public(meeting)
    _note("changed", meeting, actor)


@transaction.atomic
def delete_meeting(meeting: Meeting, *, actor: Actor | None) -> None:
    """Remove a workshop with everything in it."""
    _raise_if_public(meeting)
    for photo in meeting.photos.all():
        _drop_file(photo)
    _note("deleted", meeting, actor)
    meeting.delete()


@transaction.atomic
def set_agenda(meeting: Meeting, agenda: Iterable[Mapping[str, Any]], *, actor: Actor | None) -> None:
    """Write the agenda anew in its order."""
    meeting.agenda.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, order=order, **item) for order, item in enumerate(agenda)
    )
    _note("agenda_changed", meeting, actor)


@transaction.atomic
def add_card(
    meeting: Meeting,
    text: str,
    *,
    actor: Actor | None,
    topic: str = "",
    field: FieldOfAction | None = None,
    group: str = "",
    count: int = 1,
    at: datetime.datetime | None = None,
) -> MeetingCard:
    """Put down what somebody said; the same words in the same topic are counted, not written twice."""
    same = meeting.cards.kept().filter(text__iexact=text, topic=topic, group=group).first()
    if same is not None:
        same.count += count
        same.save(update_fields=["count"])
        return same
    card = MeetingCard.objects.create(
        meeting=meeting, text=text, topic=topic, field=field, group=group, count=count, at=at or timezone.now(),
        written_by=actor if isinstance(actor, User) else None,
    )  # fmt: skip
    _raise_if_public(meeting)
    _note("card_added", meeting, actor)
    return card


@transaction.atomic
def change_card(
    card: MeetingCard, *, actor: Actor | None, text: str, topic: str, field: FieldOfAction | None, group: str
) -> None:
    """Mend the words of a card or move it to another topic, field or group."""
    card.text, card.topic, card.field, card.group = text, topic, field, group
    card.save(update_fields=["text", "topic", "field", "group"])
    _raise_if_public(card.meeting)
    _note("card_changed", card.meeting, actor)


@transaction.atomic
def merge_cards(cards: Sequence[MeetingCard], *, actor: Actor | None) -> MeetingCard:
    """Lay cards that say the same on the first of them; how often it was said is added up."""
    locked = {
        card.pk: card for card in MeetingCard.objects.select_for_update().filter(pk__in=[one.pk for one in cards])
    }
    first, *others = [locked[card.pk] for card in cards]
    if any(card.gone_at for card in (first, *others)):
        raise CardProblem(_("Diese Karte hängt nicht mehr: Sie ist abgenommen oder liegt schon auf einer anderen."))
    for other in others:
        first.count += other.count
        other.gone_at, other.merged_into = timezone.now(), first
        other.save(update_fields=["gone_at", "merged_into"])
    first.save(update_fields=["count"])
    _raise_if_public(first.meeting)
    _note("cards_merged", first.meeting, actor)
    return first


@transaction.atomic
def drop_card(card: MeetingCard, *, actor: Actor | None) -> None:
    """Take a card off the wall; it can be put back."""
    card.gone_at = timezone.now()
    card.save(update_fields=["gone_at"])
    _raise_if_public(card.meeting)
    _note("card_dropped", card.meeting, actor)


@transaction.atomic
def put_card_back(card: MeetingCard, *, actor: Actor | None) -> None:
    """Put a card back on the wall; what it was merged into gives its count back."""
    if card.merged_into is not None:
        card.merged_into.count = max(1, card.merged_into.count - card.count)
        card.merged_into.save(update_fields=["count"])
    card.gone_at, card.merged_into = None, None
    card.save(update_fields=["gone_at", "merged_into"])
    _raise_if_public(card.meeting)
    _note("card_put_back", card.meeting, actor)


@transaction.atomic
def add_meeting_photo(meeting: Meeting, content: bytes, alt: str, *, actor: Actor | None) -> MeetingPhoto:
    """Add a photo of the wall, cleaned; raises ImageProblem."""
    photo = MeetingPhoto(meeting=meeting, alt=alt)
    photo.photo.save("", ContentFile(clean_photo(content)), save=False)
    photo.save()
    _raise_if_public(meeting)
    _note("photo_added", meeting, actor)
    return photo


@transaction.atomic
def delete_meeting_photo(photo: MeetingPhoto, *, actor: Actor | None) -> None:
    """Remove a photo, also from the disk."""
    _drop_file(photo)
    _raise_if_public(photo.meeting)
    _note("photo_deleted", photo.meeting, actor)
    photo.delete()


@transaction.atomic
def publish_protocol(
    meeting: Meeting, *, actor: Actor | None, is_public: bool, at: datetime.datetime | None = None
) -> None:
    """Show the protocol to everyone, or take it back; only a published card can be the origin of a measure."""
    meeting.published_at = (at or timezone.now()) if is_public else None
    meeting.save(update_fields=["published_at"])
    raise_edition(meeting.municipality)
    _note("published" if is_public else "unpublished", meeting, actor)


def _drop_file(photo: MeetingPhoto) -> None:
    stored = photo.photo
    transaction.on_commit(lambda: stored.delete(save=False))


def _raise_if_public(meeting: Meeting) -> None:
    if meeting.published_at:
        raise_edition(meeting.municipality)


def _note(what: str, meeting: Meeting, actor: Actor | None) -> None:
    audit.record(
        f"strategy.meeting.{what}", Ref("strategy.meeting", meeting.public_id), actor=actor, place=meeting.municipality
    )
