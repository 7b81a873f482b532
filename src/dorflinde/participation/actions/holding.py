"""Ideas and comments that wait until the moderation has looked: stored, seen by their author alone, told to nobody."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.moderation.public import submit
from dorflinde.participation.models import Comment, Hiding, Idea

from .ideas import take_off
from .voices import restore_comment, tell_of_comment


@transaction.atomic
def hold_idea(idea: Idea, *, why: str) -> None:
    """Keep an idea off every page until somebody has looked at it."""
    Hiding.objects.get_or_create(idea=idea)
    take_off(idea, actor=None, outcome=_("wartet auf Freigabe"))
    submit(idea.ref, place=idea.place, author=idea.author, why=why, is_sample=idea.is_sample)


@transaction.atomic
def hold_comment(comment: Comment, *, why: str) -> None:
    """Keep a comment off the page until somebody has looked at it."""
    Hiding.objects.get_or_create(comment=comment)
    submit(comment.ref, place=comment.idea.place, author=comment.author, why=why, is_sample=comment.is_sample)


@transaction.atomic
def admit_comment(public_id: uuid.UUID, *, actor: User) -> None:
    """Show a comment that has waited; now those are told whom it answers."""
    restore_comment(public_id, actor=actor)
    comment = Comment.objects.select_related("idea__author", "parent__author", "author").get(public_id=public_id)
    if comment.author is not None:
        tell_of_comment(comment, comment.parent, comment.author)
