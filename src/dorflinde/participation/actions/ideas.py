"""Proposing an idea, changing it, taking it back; moderation takes it off the page and brings it back."""

import datetime
import uuid

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.desk.public import ask, settle
from dorflinde.feed.public import Sender, SenderKind, post, withdraw
from dorflinde.moderation.public import drop
from dorflinde.participation.models import Category, CleanPhoto, Hiding, Idea, Project, TakenDown, Withdrawal
from dorflinde.places.public import Place, raise_edition
from dorflinde.trail.public import enter, follow

from .photos import drop_photo, take_photo


@transaction.atomic
def post_idea(
    project: Project,
    *,
    actor: User | None,
    title: str,
    text: str,
    source: str = "",
    category: Category | None = None,
    place: Place | None = None,
    lat: float | None = None,
    lon: float | None = None,
    photo: CleanPhoto | None = None,
    photo_alt: str = "",
    channel: str = "",
    at: datetime.datetime | None = None,
    is_sample: bool = False,
) -> Idea:
    """Propose an idea: everyone sees it, the town hall gets it on the desk, and its author follows it.

    With a source it was written down for others, with a channel the town hall writes it down for somebody without an
    account: nobody is its author then, and the words say where it comes from.
    """
    idea = Idea(
        project=project,
        author=None if source or channel else actor,
        source=source,
        title=title,
        text=text,
        category=category,
        place=place or project.place,
        lat=lat,
        lon=lon,
        photo_alt=photo_alt,
        created_at=at or timezone.now(),
        is_sample=is_sample,
    )
    take_photo(idea, photo)
    idea.save()
    if channel:
        TakenDown.objects.create(idea=idea, channel=channel, entered_by=actor)
    bring_back(idea)
    enter(idea.ref, place=idea.place, at=idea.created_at)
    if channel:
        record("participation.idea.taken_down", idea.ref, actor=actor, place=idea.place, details={"channel": channel})
        return idea
    if idea.author is not None:
        follow(idea.ref, idea.author)
    record("participation.idea.posted", idea.ref, actor=actor, place=idea.place)
    return idea


@transaction.atomic
def edit_idea(
    idea: Idea,
    *,
    actor: User,
    title: str,
    text: str,
    category: Category | None,
    place: Place,
    lat: float | None,
    lon: float | None,
    photo: CleanPhoto | None = None,
    photo_alt: str = "",
    without_photo: bool = False,
) -> Idea:
    """Change an idea; the page says that and when it was changed."""
    # read anew under a lock: an answer or a support that came in meanwhile must not be written over
    stored = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    idea.latest_answer_id, idea.support_count = stored.latest_answer_id, stored.support_count
    idea.title, idea.text, idea.category, idea.place = title, text, category, place
    idea.lat, idea.lon, idea.photo_alt = lat, lon, photo_alt
    if without_photo or photo is not None:
        drop_photo(idea)
    take_photo(idea, photo)
    idea.edited_at = timezone.now()
    idea.save(
        update_fields=[
            "title", "text", "search_text", "category", "place", "lat", "lon", "photo", "photo_small", "photo_alt", "edited_at",
        ]
    )  # fmt: skip
    withdraw(idea.ref)
    bring_back(idea)
    record("participation.idea.edited", idea.ref, actor=actor, place=idea.place)
    return idea


@transaction.atomic
def withdraw_idea(idea: Idea, *, actor: User) -> Withdrawal:
    """Take one's own idea back: it goes off every page, and nobody is asked to answer it any more."""
    withdrawal, created = Withdrawal.objects.get_or_create(idea=idea)
    if created:
        drop_photo(idea)  # as the page said: text and photo go
        idea.text, idea.photo_alt, idea.lat, idea.lon = "", "", None, None
        idea.save(update_fields=["text", "search_text", "photo", "photo_small", "photo_alt", "lat", "lon"])
        take_off(idea, actor=actor, outcome=_("zurückgezogen"))
        drop(idea.ref)
        record("participation.idea.withdrawn", idea.ref, actor=actor, place=idea.place)
    return withdrawal


@transaction.atomic
def hide_idea(public_id: uuid.UUID, *, actor: User, reason: str) -> None:
    """Take an idea off the page; moderation decides this and gives the reason."""
    idea = Idea.objects.complete().get(public_id=public_id)
    _hiding, created = Hiding.objects.get_or_create(idea=idea, defaults={"hidden_by": actor, "reason": reason})
    if created:
        take_off(idea, actor=actor, outcome=_("von der Seite genommen"))
        raise_edition(idea.place)  # what became part of another idea is in no stream, and on a page all the same
        record("participation.idea.hidden", idea.ref, actor=actor, place=idea.place)


@transaction.atomic
def restore_idea(public_id: uuid.UUID, *, actor: User) -> None:
    """Bring a hidden idea back to where it stood."""
    idea = Idea.objects.complete().get(public_id=public_id)
    found, _rows = Hiding.objects.filter(idea=idea).delete()
    if found:
        if not idea.is_withdrawn and not idea.is_merged and idea.project.is_published:
            bring_back(Idea.objects.complete().get(pk=idea.pk))
        raise_edition(idea.place)
        record("participation.idea.restored", idea.ref, actor=actor, place=idea.place)


def take_off(idea: Idea, *, actor: User | None, outcome: str) -> None:
    """Take an idea out of the stream and off the desk."""
    withdraw(idea.ref)
    settle(idea.ref, kind="answer", actor=actor, outcome=outcome)


def bring_back(idea: Idea) -> None:
    """Put an idea into the stream at the time it was written, and on the desk while it waits for an answer."""
    if idea.project.is_private:
        raise_edition(idea.place)
    else:
        _show(idea)
    if idea.latest_answer is None:
        _ask_for_answer(idea)


@translation.override(settings.LANGUAGE_CODE)
def _show(idea: Idea) -> None:
    post(
        idea.ref,
        place=idea.place,
        channel="mitreden",
        label=_("Idee"),
        title=idea.title,
        text=idea.text,
        url=idea.get_absolute_url(),
        sender=Sender.person(idea.author) if idea.author else Sender(SenderKind.PERSON, idea.author_name),
        actor=idea.author,
        picture_url=idea.photo.url if idea.photo else "",
        picture_alt=idea.picture_alt if idea.photo else "",
        published_at=idea.created_at,
        is_sample=idea.is_sample,
    )


@translation.override(settings.LANGUAGE_CODE)
def _ask_for_answer(idea: Idea) -> None:
    ask(
        idea.ref,
        kind="answer",
        place=idea.place,
        label=_("Idee"),
        title=idea.title,
        note=_("%(author)s in „%(project)s“") % {"author": idea.author_name, "project": idea.project.title},
        action_url=reverse("participation:answer", args=[idea.project.municipality.slug, idea.public_id]),
        action_label=_("Antworten"),
        due_on=idea.answer_due_on,
        is_sample=idea.is_sample,
    )
