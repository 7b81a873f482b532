"""Reads of the talk: a page of a channel, neighbours' posts where it is quiet, what the ground services ask."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User, muted_by
from dorflinde.core.subjects import Description
from dorflinde.core.text import excerpt
from dorflinde.moderation.public import waiting_of
from dorflinde.places.public import Place, without_module

from .models import REPLY, Channel, Post, PostQuerySet, Reply

PAGE_LENGTH = 20
_QUIET = 4  # fewer posts than this, and neighbours' posts are shown below
_NEIGHBOURS = 5


@dataclass(frozen=True)
class TalkPage:
    """One page of a channel and where the next one begins."""

    posts: list[Post]
    next_key: str


def talk_page(place: Place, *, user: Actor, channel: str = "", after: str = "") -> TalkPage:
    """Return one page of the talk, newest first; a key that makes no sense begins at the top."""
    posts = _posts(channel).at(place).unmuted(user).with_thanks_of(user)
    if (last := _post_named(after)) is not None:
        posts = posts.before(last)
    found = list(posts[: PAGE_LENGTH + 1])
    shown = found[:PAGE_LENGTH]
    return TalkPage(shown, str(shown[-1].public_id) if len(found) > PAGE_LENGTH else "")


def from_neighbours(municipality: Place, page: TalkPage, *, user: Actor, channel: str = "") -> list[Post]:
    """Return neighbours' newest posts for a page that would look empty."""
    if len(page.posts) >= _QUIET or municipality.parent_id is None:
        return []
    posts = _posts(channel).around(municipality).exclude(municipality__in=without_module("village"))
    return list(posts.unmuted(user).with_thanks_of(user)[:_NEIGHBOURS])


def is_photo_shown(path: str) -> bool:
    """Tell whether a photo belongs to nothing that is off the page."""
    return not Post.objects.filter(photo=path, hiding__isnull=False).exists()


def replies_to(post: Post, user: Actor) -> list[Reply]:
    """Return the replies everyone may read, oldest first; one's own also while they wait for a look."""
    shown = post.replies.filter(hiding__isnull=True).exclude(author__in=muted_by(user))
    found = list(shown.select_related("author").order_by("created_at", "pk"))
    if isinstance(user, User):
        hidden = post.replies.filter(author=user, hiding__isnull=False).select_related("author")
        held = {reply.public_id: reply for reply in hidden}
        for key in waiting_of(user, REPLY, held):
            held[key].is_waiting = True
            found.append(held[key])
        found.sort(key=lambda reply: (reply.created_at, reply.pk))
    for reply in found:
        reply.post = post  # its address is asked for on the page
    return found


def replies_of_others(post: Post) -> int:
    """Return how many replies of other people hang on a post."""
    return post.replies.exclude(author=post.author_id).count()


def describe_posts(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what posts show of themselves to feed, desk, trail and moderation."""
    posts = Post.objects.filter(public_id__in=list(ids)).select_related("author", "place", "municipality", "hiding")
    return {post.public_id: _described(post) for post in posts}


def describe_replies(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what replies show of themselves to desk and moderation."""
    replies = Reply.objects.filter(public_id__in=list(ids)).select_related(
        "author", "post__place", "post__municipality", "post__hiding", "hiding"
    )
    return {
        reply.public_id: Description(
            ref=reply.ref,
            title=_("Antwort auf „%(title)s“") % {"title": excerpt(reply.post.headline, longest=60)},
            text=reply.text,
            url=reply.get_absolute_url(),
            place_id=reply.post.place_id,
            created_at=reply.created_at,
            is_public=not hasattr(reply, "hiding") and not reply.post.is_hidden,
            author_id=reply.author_id,
            author_name=reply.author.public_name,
            label=_("Antwort im Funk"),
        )
        for reply in replies
    }


def suggestions(municipality_id: int, words: str) -> list[Description]:
    """Return a few posts in which the words occur, for those who look for the origin of a measure."""
    posts = Post.objects.shown().filter(municipality=municipality_id, text__icontains=words)
    return [
        _described(post)
        for post in posts.select_related("author", "place", "municipality", "hiding").newest_first()[:8]
    ]


def _posts(channel: str) -> PostQuerySet:
    posts: PostQuerySet = Post.objects.shown().current().for_lists().newest_first()
    return posts.filter(channel=channel) if channel else posts


def _post_named(key: str) -> Post | None:
    try:
        return Post.objects.filter(public_id=uuid.UUID(key)).first()
    except ValueError:
        return None


def _described(post: Post) -> Description:
    return Description(
        ref=post.ref,
        title=post.headline,
        text=post.rest or post.text,
        full_text=post.text,
        url=post.get_absolute_url(),
        place_id=post.place_id,
        created_at=post.created_at,
        is_public=not post.is_hidden,
        author_id=post.author_id,
        author_name=post.author_name,
        label=str(Channel(post.channel).label),
        picture_url=post.photo.url if post.photo else "",
    )
