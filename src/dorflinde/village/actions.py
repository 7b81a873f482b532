"""Changes to the village talk."""

import datetime
import uuid

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit.public import record
from dorflinde.core.text import excerpt
from dorflinde.feed import public as feed
from dorflinde.moderation import public as moderation
from dorflinde.places.public import Place, raise_edition
from dorflinde.trail import public as trail

from .models import DAYS_OPEN, Channel, Closure, Hiding, Post, Reply, Thanks


@transaction.atomic
def publish_post(
    place: Place,
    *,
    actor: User,
    channel: str,
    text: str,
    photo: bytes | None = None,
    photo_alt: str = "",
    at: datetime.datetime | None = None,
    is_sample: bool = False,
    why_held: str = "",
) -> Post:
    """Put a post into the talk of a municipality or village; the photo has been cleaned before.

    With a reason to hold it, its author alone sees it until the moderation has looked.
    """
    moment = at or timezone.now()
    days = DAYS_OPEN.get(Channel(channel))
    post = Post(
        place=place, municipality=place.municipality, author=actor, channel=channel, text=text.strip(),
        photo_alt=photo_alt if photo else "", created_at=moment, is_sample=is_sample,
        expires_at=moment + datetime.timedelta(days=days) if days else None,
    )  # fmt: skip
    if photo:
        post.photo = ContentFile(photo, name=f"{post.public_id}.jpg")
    post.save()
    if why_held:
        hold_post(post, why=why_held)
    else:
        _announce(post)
    trail.enter(post.ref, place=place, at=moment)  # a post can become the origin of a measure …
    trail.follow(post.ref, actor)  # … and who wrote it is told
    record("village.post.published", post.ref, actor=actor, place=place)
    return post


@transaction.atomic
def hold_post(post: Post, *, why: str) -> None:
    """Keep a post off every page until somebody has looked at it."""
    Hiding.objects.get_or_create(post=post)
    feed.withdraw(post.ref)
    raise_edition(post.place)
    moderation.submit(post.ref, place=post.place, author=post.author, why=why, is_sample=post.is_sample)


@transaction.atomic
def edit_post(post: Post, *, actor: User, text: str, why_held: str = "") -> None:
    """Mend the words of a post; with a reason to hold it, it waits until the moderation has looked."""
    post.text, post.edited_at = text.strip(), timezone.now()
    post.save(update_fields=["text", "edited_at"])
    if why_held:
        hold_post(post, why=why_held)
    else:
        _announce(post)
    record("village.post.edited", post.ref, actor=actor, place=post.place)


@transaction.atomic
def delete_post(post: Post, *, actor: Actor | None) -> None:
    """Delete a post with its photo and everything beneath it."""
    feed.withdraw(post.ref)
    raise_edition(post.place)
    record("village.post.deleted", post.ref, actor=actor, place=post.place)
    moderation.drop(post.ref)
    storage, name = post.photo.storage, post.photo.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    post.delete()


@transaction.atomic
def close_post(post: Post, *, actor: User) -> Closure:
    """Say that an offer or a search is settled; it leaves the lists and keeps its address."""
    closure, created = Closure.objects.get_or_create(post=post, defaults={"closed_by": actor})
    if created:
        feed.withdraw(post.ref)
        raise_edition(post.place)
        record("village.post.closed", post.ref, actor=actor, place=post.place)
    return closure


@transaction.atomic
def reopen_post(post: Post, *, actor: User) -> None:
    """Open a settled post again; one that is open is no error."""
    gone, _each = Closure.objects.filter(post=post).delete()
    if gone:
        _announce(Post.objects.get(pk=post.pk))
        record("village.post.reopened", post.ref, actor=actor, place=post.place)


@transaction.atomic
def reply(
    post: Post,
    *,
    actor: User,
    text: str,
    at: datetime.datetime | None = None,
    is_sample: bool = False,
    why_held: str = "",
) -> Reply:
    """Answer a post and tell who wrote it; with a reason to hold it, nobody is told until the moderation has looked."""
    answer = Reply.objects.create(
        post=post, author=actor, text=text.strip(), created_at=at or timezone.now(), is_sample=is_sample
    )
    raise_edition(post.place)
    record("village.reply.published", answer.ref, actor=actor, place=post.place)
    if why_held:
        Hiding.objects.create(reply=answer)
        moderation.submit(answer.ref, place=post.place, author=actor, why=why_held, is_sample=is_sample)
    elif not is_sample:
        _tell_of_reply(answer)
    return answer


@transaction.atomic
def admit_reply(public_id: uuid.UUID, *, actor: Actor) -> None:
    """Show a reply that has waited; now whoever wrote the post is told."""
    restore_reply(public_id, actor=actor)
    _tell_of_reply(Reply.objects.select_related("post__author", "author").get(public_id=public_id))


@transaction.atomic
def delete_reply(answer: Reply, *, actor: Actor | None) -> None:
    """Delete a reply."""
    raise_edition(answer.post.place)
    record("village.reply.deleted", answer.ref, actor=actor, place=answer.post.place)
    moderation.drop(answer.ref)
    answer.delete()


@transaction.atomic
def thank(post: Post, *, actor: User) -> None:
    """Say thank you for a post; twice is once."""
    _thanks, created = Thanks.objects.get_or_create(post=post, user=actor)
    if created:
        raise_edition(post.place)
        record("village.thanks.given", post.ref, actor=actor, place=post.place)


@transaction.atomic
def take_thanks_back(post: Post, *, actor: User) -> None:
    """Take a thank-you back; none given is no error."""
    gone, _each = Thanks.objects.filter(post=post, user=actor).delete()
    if gone:
        raise_edition(post.place)
        record("village.thanks.taken_back", post.ref, actor=actor, place=post.place)


@transaction.atomic
def hide_post(public_id: uuid.UUID, *, actor: Actor, reason: str) -> None:
    """Take a post off the page; hiding twice changes nothing."""
    post = Post.objects.select_related("place__parent").get(public_id=public_id)
    by = actor if isinstance(actor, User) else None
    _hiding, created = Hiding.objects.get_or_create(post=post, defaults={"hidden_by": by, "reason": reason})
    if created:
        feed.withdraw(post.ref)
        raise_edition(post.place)
        record("village.post.hidden", post.ref, actor=actor, place=post.place)


@transaction.atomic
def restore_post(public_id: uuid.UUID, *, actor: Actor) -> None:
    """Bring a post back."""
    gone, _each = Hiding.objects.filter(post__public_id=public_id).delete()
    if gone:
        post = Post.objects.select_related("place__parent").get(public_id=public_id)
        _announce(post)
        record("village.post.restored", post.ref, actor=actor, place=post.place)


@transaction.atomic
def hide_reply(public_id: uuid.UUID, *, actor: Actor, reason: str) -> None:
    """Take a reply off the page; hiding twice changes nothing."""
    answer = Reply.objects.select_related("post__place__parent").get(public_id=public_id)
    by = actor if isinstance(actor, User) else None
    _hiding, created = Hiding.objects.get_or_create(reply=answer, defaults={"hidden_by": by, "reason": reason})
    if created:
        raise_edition(answer.post.place)
        record("village.reply.hidden", answer.ref, actor=actor, place=answer.post.place)


@transaction.atomic
def restore_reply(public_id: uuid.UUID, *, actor: Actor) -> None:
    """Bring a reply back."""
    gone, _each = Hiding.objects.filter(reply__public_id=public_id).delete()
    if gone:
        answer = Reply.objects.select_related("post__place__parent").get(public_id=public_id)
        raise_edition(answer.post.place)
        record("village.reply.restored", answer.ref, actor=actor, place=answer.post.place)


@transaction.atomic
def erase_person(user: User) -> None:
    """Delete what someone wrote in the talk; a post from which a measure grew stays without the name."""
    for post in Post.objects.filter(author=user).select_related("place__parent"):
        if trail.offspring_of(post.ref):
            feed.withdraw(post.ref)
            raise_edition(post.place)
            Post.objects.filter(pk=post.pk).update(author=None)
        else:
            delete_post(post, actor=None)
    for answer in Reply.objects.filter(author=user).select_related("post__place__parent"):
        delete_reply(answer, actor=None)
    Thanks.objects.filter(user=user).delete()


def forget_what_is_due() -> int:
    """Delete offers and searches a year after their end; what a measure grew from stays."""
    gone = 0
    for post in Post.objects.long_over().select_related("place__parent"):
        if not trail.offspring_of(post.ref):
            delete_post(post, actor=None)
            gone += 1
    return gone


def _tell_of_reply(answer: Reply) -> None:
    post = answer.post
    if post.author is None or post.author == answer.author:
        return
    with translation.override(post.author.language):
        feed.tell_person(
            post.author,
            title=_("%(name)s hat Ihnen geantwortet: %(title)s")
            % {"name": answer.author.public_name, "title": post.headline},
            text=excerpt(answer.text, longest=280),
            url=answer.get_absolute_url(),
            actor=answer.author,
            quoting=answer.ref,
        )


@translation.override(settings.LANGUAGE_CODE)
def _announce(post: Post) -> None:
    """Bring the stream in line with the post: one entry while it is open and shown, none otherwise."""
    feed.withdraw(post.ref)
    raise_edition(post.place)
    if post.is_hidden or post.is_closed or post.has_run_out or post.author is None:
        return
    feed.post(
        post.ref,
        place=post.place,
        channel="village",
        title=post.headline,
        text=post.rest,
        url=post.get_absolute_url(),
        sender=feed.Sender.person(post.author),
        actor=post.author,
        label=str(Channel(post.channel).label),
        picture_url=post.photo.url if post.photo else "",
        picture_alt=post.photo_alt,
        published_at=post.created_at,
        expires_at=post.expires_at,
        is_sample=post.is_sample,
    )
