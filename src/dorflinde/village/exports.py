"""Hands a person everything they wrote in the talk."""

from typing import Any

from django.utils.translation import gettext as _

from dorflinde.accounts.public import User

from .models import Channel, Post, Reply, Thanks


def rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return posts, replies and thanks of a person, newest first."""
    posts = Post.objects.filter(author=user).select_related("place", "municipality").newest_first()
    replies = Reply.objects.filter(author=user).select_related("post__municipality").order_by("-pk")
    thanks = Thanks.objects.filter(user=user).select_related("post__municipality").order_by("-pk")
    return [
        *(_post(post) for post in posts),
        *(
            {
                "kind": "reply", "title": _("Antwort auf „%(title)s“") % {"title": reply.post.headline}, "text": reply.text,
                "url": reply.get_absolute_url(), "at": reply.created_at.isoformat(timespec="seconds"),
            }
            for reply in replies
        ),
        *(
            {"kind": "thanks", "post": given.post.get_absolute_url(), "at": given.created_at.isoformat(timespec="seconds")}
            for given in thanks
        ),
    ]  # fmt: skip


def _post(post: Post) -> dict[str, Any]:
    return {
        "kind": "post",
        "channel": str(Channel(post.channel).label),
        "place": post.place.name,
        "title": post.headline,
        "text": post.text,
        "photo": post.photo.url if post.photo else None,
        "photo_description": post.photo_alt,
        "url": post.get_absolute_url(),
        "at": post.created_at.isoformat(timespec="seconds"),
    }
