"""Puts things on the trail, links them, says what happened, and lets people follow."""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit.public import record
from dorflinde.core import subjects
from dorflinde.core.subjects import Ref
from dorflinde.feed.public import tell_followers
from dorflinde.places.public import Place, raise_edition

from .models import Follow, Link, Node, Step
from .queries import upstream


class LinkProblem(ValueError):
    """The two things cannot be linked this way; the message says why."""


def enter(subject: Ref, *, place: Place, at: datetime.datetime | None = None) -> Node:
    """Put a thing on the trail; entering twice changes nothing."""
    node, _created = Node.objects.get_or_create(
        kind=subject.kind, subject_id=subject.id, defaults={"place": place, "created_at": at or timezone.now()}
    )
    return node


@transaction.atomic
def link(
    source: Ref, target: Ref, *, kind: str = Link.Kind.ORIGIN, actor: Actor | None, at: datetime.datetime | None = None
) -> Link:
    """Say how two things on the trail belong together; a circle is refused with LinkProblem."""
    nodes = Node.objects.select_related("place__parent__parent")
    begin = nodes.get(kind=source.kind, subject_id=source.id)
    end = nodes.get(kind=target.kind, subject_id=target.id)
    if begin == end or _leads_to(end, begin):
        raise LinkProblem(_("Diese Verbindung würde im Kreis führen."))
    found, created = Link.objects.get_or_create(
        source=begin,
        target=end,
        kind=kind,
        defaults={"created_by": actor if isinstance(actor, User) else None, "created_at": at or timezone.now()},
    )
    if created:
        record("trail.link.made", target, actor=actor, place=end.place, details={"kind": kind, "source": str(source)})
        raise_edition(begin.place)
        raise_edition(end.place)
    return found


@transaction.atomic
def unlink(source: Ref, target: Ref, *, kind: str = Link.Kind.ORIGIN, actor: Actor | None = None) -> None:
    """Take a connection back; none is no error."""
    for found in Link.objects.filter(
        source__kind=source.kind, source__subject_id=source.id,
        target__kind=target.kind, target__subject_id=target.id, kind=kind,
    ).select_related("source__place__parent__parent", "target__place__parent__parent"):  # fmt: skip
        place = found.target.place
        record("trail.link.taken_back", target, actor=actor, place=place, details={"kind": kind, "source": str(source)})
        raise_edition(found.source.place)
        raise_edition(found.target.place)
        _forget_steps(found.source, target)
        found.delete()


@transaction.atomic
def take_back_news(target: Ref) -> None:
    """Take off the trails of its origins what they tell of a thing that not everyone may see any more."""
    links = Link.objects.filter(target__kind=target.kind, target__subject_id=target.id)
    for found in links.select_related("source__place__parent__parent"):
        _forget_steps(found.source, target)
        raise_edition(found.source.place)


@transaction.atomic
def follow_up(
    subject: Ref,
    *,
    kind: str,
    title: str,
    actor: Actor | None,
    text: str = "",
    url: str = "",
    by: str = "",
    at: datetime.datetime | None = None,
    tell: bool = True,
) -> Step:
    """Write down what became of a thing and tell those who follow it or something it grew from.

    `kind` is a short word for the knot (answered, measure, scheduled, begun, done …); `by` names a role or
    pseudonym; `tell=False` writes the knot without a message.
    """
    node = Node.objects.select_related("place__parent__parent").get(kind=subject.kind, subject_id=subject.id)
    step = Step.objects.create(
        node=node, kind=kind, title=title[:200], text=text, url=url, by=by, at=at or timezone.now()
    )
    raise_edition(node.place)
    if tell:
        tell_followers(subject, title=title, text=text, url=node.get_absolute_url(), actor=actor)
    return step


def reword(subject: Ref, titles: Mapping[tuple[datetime.datetime, str], str]) -> None:
    """Give knots of a thing new headlines, because its own was mended; each is named by its moment and its text."""
    for step in Step.objects.filter(node__kind=subject.kind, node__subject_id=subject.id):
        title = titles.get((step.at, step.text), step.title)[:200]
        if title != step.title:
            Step.objects.filter(pk=step.pk).update(title=title)


def follow(subject: Ref, user: User) -> None:
    """Let someone follow a thing; twice is no error."""
    node = Node.objects.get(kind=subject.kind, subject_id=subject.id)
    Follow.objects.get_or_create(node=node, user=user)


def unfollow(subject: Ref, user: User) -> None:
    """Let someone stop following; not following is no error."""
    Follow.objects.filter(node__kind=subject.kind, node__subject_id=subject.id, user=user).delete()


@transaction.atomic
def leave(node: Node, user: User) -> int:
    """Let someone hear no more of a story: of the thing and of all it grew from; returns how many were unfollowed."""
    left, _rows = Follow.objects.filter(user=user, node__in=upstream(node)).delete()
    return left


def _forget_steps(node: Node, target: Ref) -> None:
    """Delete the knots of a trail that lead to another thing: they name it and link to it."""
    described = subjects.describe(target)
    if described is not None and described.url:
        Step.objects.filter(node=node, url=described.url).delete()


def _leads_to(start: Node, goal: Node) -> bool:
    """Tell whether the links lead from one node to another."""
    seen: set[int] = set()
    front = {start.pk}
    while front:
        seen |= front
        front = set(Link.objects.filter(source__in=front).values_list("target_id", flat=True)) - seen
        if goal.pk in front:
            return True
    return False
