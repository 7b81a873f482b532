"""Who may say what in the talk; the doors to posts and replies."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from dorflinde.accounts.public import MODERATION, Actor, User, has_role
from dorflinde.places.public import Place, open_municipality

from .models import Post, Reply


def open_talk(slug: str) -> Place:
    """Return the municipality of this address; 404 where the talk is switched off."""
    return open_municipality(slug, module="village")


def shown_post(user: Actor, place: Place, public_id: uuid.UUID) -> Post:
    """Return a post of the municipality; one that moderation took off exists only for its author and the moderators."""
    posts = (
        Post.objects.at(place)
        .for_lists()
        .with_thanks_of(user)
        .select_related("author", "place__parent__parent", "municipality__parent", "closure", "hiding")
    )
    post = posts.filter(public_id=public_id).first()
    if post is None or (post.is_hidden and not (is_author(user, post) or has_role(user, MODERATION, place))):
        raise Http404(_("Diesen Beitrag gibt es nicht oder nicht mehr."))
    return post


def own_post(user: User, place: Place, public_id: uuid.UUID) -> Post:
    """Return a post its author may close or delete; 403 for everyone else."""
    post = shown_post(user, place, public_id)
    if not is_author(user, post):
        raise PermissionDenied
    return post


def editable_post(user: User, place: Place, public_id: uuid.UUID) -> Post:
    """Return a post its author may still mend; 403 when the quarter of an hour is over or moderation has spoken."""
    post = own_post(user, place, public_id)
    if not may_edit(user, post):
        raise PermissionDenied(_("Ändern geht nur in den ersten 15 Minuten. Löschen können Sie den Beitrag jederzeit."))
    return post


def answerable_post(user: User, place: Place, public_id: uuid.UUID) -> Post:
    """Return a post that can be answered and thanked for; 403 while moderation holds it back."""
    post = shown_post(user, place, public_id)
    if post.is_hidden:
        raise PermissionDenied
    return post


def own_reply(user: User, post: Post, public_id: uuid.UUID) -> Reply:
    """Return a reply its author may delete; 403 for everyone else."""
    answer = post.replies.filter(public_id=public_id).first()
    if answer is None:
        raise Http404(_("Diese Antwort gibt es nicht mehr."))
    if answer.author_id != user.pk:
        raise PermissionDenied
    return answer


def is_author(user: Actor, post: Post) -> bool:
    """Tell whether the person wrote the post."""
    return isinstance(user, User) and post.author_id == user.pk


def may_edit(user: Actor, post: Post) -> bool:
    """Tell whether the person may still mend the post."""
    return is_author(user, post) and post.is_fresh and not post.is_hidden
