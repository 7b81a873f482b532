"""Standing behind an idea and talking about it."""

import datetime
import uuid

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.core.text import excerpt
from dorflinde.feed.public import tell_person
from dorflinde.participation.models import Comment, GuestPass, Hiding, Idea, Support, SupportTakenDown
from dorflinde.participation.queries.processes import who_may_hear
from dorflinde.places.public import raise_edition
from dorflinde.trail.public import Step, enter, follow_up

MILESTONES = (10, 25, 50, 100)


@transaction.atomic
def support_idea(
    idea: Idea, *, actor: User | None, guest: GuestPass | None = None, at: datetime.datetime | None = None
) -> Support:
    """Stand behind an idea, with an account or without; twice is no error. At some numbers the trail gets a knot."""
    support, created = Support.objects.get_or_create(
        idea=idea, user=actor, guest=guest, defaults={"created_at": at or timezone.now()}
    )
    if created:
        count_supports(idea)
        _note_milestone(idea, at)
        # Who supports what is a political opinion (Art. 9 GDPR): it stands in a row that can be erased, not in the chain.
        record("participation.idea.supported", idea.ref, actor=None, place=idea.place)
        raise_edition(idea.place)
    return support


@transaction.atomic
def withdraw_support(idea: Idea, *, actor: User | None, guest: GuestPass | None = None) -> None:
    """Stand behind an idea no longer; not having done so is no error."""
    own = Support.objects.filter(Q(idea=idea) | Q(idea__merger__root=idea), user=actor, guest=guest)
    deleted, _rows = Support.objects.filter(pk__in=list(own.values_list("pk", flat=True))).delete()
    if deleted:
        count_supports(idea)
        record("participation.idea.support_withdrawn", idea.ref, actor=None, place=idea.place)
        raise_edition(idea.place)


@transaction.atomic
def take_support_down(idea: Idea, *, channel: str, actor: User) -> Support:
    """Enter a support for somebody who said so at the desk, on the phone or on paper; who entered it is kept, for whom is not."""
    support = Support.objects.create(idea=idea)
    SupportTakenDown.objects.create(support=support, channel=channel, entered_by=actor)
    count_supports(idea)
    _note_milestone(idea, None)
    record("participation.idea.support_taken_down", idea.ref, actor=actor, place=idea.place, details={"channel": channel})  # fmt: skip
    raise_edition(idea.place)
    return support


@transaction.atomic
def drop_support_taken_down(taken: SupportTakenDown, *, actor: User) -> None:
    """Take back a support that was entered by mistake."""
    idea, support = taken.support.idea, taken.support
    support.delete()
    count_supports(idea)
    record("participation.idea.taken_support_dropped", idea.ref, actor=actor, place=idea.place)
    raise_edition(idea.place)
    if root := Idea.objects.filter(gathered__idea=idea).select_related("place__parent").first():
        count_supports(root)
        raise_edition(root.place)


@transaction.atomic
def comment_on_idea(
    idea: Idea,
    *,
    actor: User,
    text: str,
    reply_to: Comment | None = None,
    at: datetime.datetime | None = None,
    is_sample: bool = False,
    tell: bool = True,
) -> Comment:
    """Say something about an idea or answer a comment; whoever wrote the idea or the comment is told."""
    thread = reply_to.parent or reply_to if reply_to else None
    # A reply stays with what it answers, also when that was said to an idea that became part of this one.
    comment = Comment.objects.create(
        idea=thread.idea if thread else idea,
        parent=thread,
        author=actor,
        text=text,
        created_at=at or timezone.now(),
        is_sample=is_sample,
    )
    enter(comment.ref, place=idea.place, at=comment.created_at)
    record("participation.comment.posted", comment.ref, actor=actor, place=idea.place)
    raise_edition(idea.place)
    if tell:
        tell_of_comment(comment, reply_to, actor)
    return comment


@transaction.atomic
def hide_comment(public_id: uuid.UUID, *, actor: User, reason: str) -> None:
    """Take a comment and the replies under it off the page."""
    comment = Comment.objects.select_related("idea__place__parent").get(public_id=public_id)
    _hiding, created = Hiding.objects.get_or_create(comment=comment, defaults={"hidden_by": actor, "reason": reason})
    if created:
        record("participation.comment.hidden", comment.ref, actor=actor, place=comment.idea.place)
        raise_edition(comment.idea.place)


@transaction.atomic
def restore_comment(public_id: uuid.UUID, *, actor: User) -> None:
    """Bring a hidden comment back."""
    comment = Comment.objects.select_related("idea__place__parent").get(public_id=public_id)
    found, _rows = Hiding.objects.filter(comment=comment).delete()
    if found:
        record("participation.comment.restored", comment.ref, actor=actor, place=comment.idea.place)
        raise_edition(comment.idea.place)


def count_supports(idea: Idea) -> None:
    """Count who stands behind an idea and all that became part of it, everyone once.

    The idea is locked first, so that two people at the same moment are both counted.
    """
    list(Idea.objects.select_for_update().filter(pk=idea.pk).values_list("pk"))
    number = Support.objects.filter(Q(idea=idea) | Q(idea__merger__root=idea)).aggregate(
        people=Count("user", distinct=True),
        guests=Count("guest", distinct=True),
        nameless=Count("pk", filter=Q(user__isnull=True, guest__isnull=True)),
    )
    Idea.objects.filter(pk=idea.pk).update(support_count=sum(number.values()))
    idea.refresh_from_db(fields=["support_count"])


@translation.override(settings.LANGUAGE_CODE)
def _note_milestone(idea: Idea, at: datetime.datetime | None) -> None:
    """Write a knot when a number of supporters is reached for the first time; losing and winning back one writes none."""
    reached = sum(number <= idea.support_count for number in MILESTONES)
    known = Step.objects.filter(node__kind=idea.ref.kind, node__subject_id=idea.ref.id, kind="supported").count()
    if reached > known:
        follow_up(
            idea.ref,
            kind="supported",
            title=_("Unterstützt von %(number)d Menschen") % {"number": MILESTONES[reached - 1]},
            actor=None,
            at=at,
            tell=False,
        )


def tell_of_comment(comment: Comment, reply_to: Comment | None, actor: User) -> None:
    """Tell those who wrote what was commented on, each once and nobody about their own words."""
    told = {actor.pk}
    wrote = (reply_to.author if reply_to else None, comment.idea.author)
    hearing = who_may_hear(comment.idea.project, [person.pk for person in wrote if person])
    for person in wrote:
        if person is None or person.pk in told or person.pk not in hearing:
            continue
        told.add(person.pk)
        with translation.override(person.language):
            tell_person(
                person,
                title=_("%(name)s hat zu „%(title)s“ geschrieben")
                % {"name": actor.public_name, "title": comment.idea.title},
                text=excerpt(comment.text, longest=280),
                url=comment.get_absolute_url(),
                actor=actor,
                quoting=comment.ref,
            )
