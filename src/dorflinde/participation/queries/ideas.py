"""Ideas as they were asked for: searched, filtered, ordered, a page at a time."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dorflinde.accounts.public import Actor, User, muted_by
from dorflinde.moderation.public import waiting_of
from dorflinde.participation.models import Answer, Comment, Idea, IdeaQuerySet, Merger, Petition, Project, Support

IDEAS_A_PAGE = 20
PINS_A_PAGE = 60
COUNT_UP_TO = 1000  # counting a million rows to say „1.000.000 Ideen“ helps nobody

NEWEST, SUPPORTED = "neu", "unterstuetzt"
OPEN = "offen"  # the state of an idea nobody answered yet


@dataclass(frozen=True)
class Wish:
    """Which ideas someone asked for; every part stands in the address."""

    words: str = ""
    category: str = ""
    status: str = ""
    village: str = ""
    order: str = NEWEST

    @property
    def is_special(self) -> bool:
        """Tell whether more than words was chosen."""
        return bool(self.category or self.status or self.village or self.order != NEWEST)

    @property
    def narrows(self) -> bool:
        """Tell whether less than everything was asked for."""
        return bool(self.words or self.category or self.status or self.village)


@dataclass(frozen=True)
class Voices:
    """What people say to an idea."""

    comments: int = 0
    is_mine: bool = False  # the reader supports it
    gathered: int = 0  # ideas that became part of it


@dataclass(frozen=True)
class IdeaPage:
    """One page of ideas with the way to its neighbours."""

    ideas: list[Idea]
    number: int
    number_is_more: bool  # there are more than were counted
    before: str = ""  # the address part that leads to the page before this one, empty on the first
    after: str = ""
    voices: dict[int, Voices] = field(default_factory=dict)


def ideas_asked_for(project: Project, wish: Wish) -> IdeaQuerySet:
    """Return the visible ideas of a project that fit the wish, without an order."""
    ideas = Idea.objects.visible().filter(project=project)
    if wish.words:
        ideas = ideas.matching(wish.words)
    if wish.category:
        ideas = ideas.filter(category__slug=wish.category, category__project=project)
    if wish.village:
        ideas = ideas.filter(place__slug=wish.village, place__parent=project.municipality)
    if wish.status == OPEN:
        return ideas.unanswered()
    if wish.status in Answer.Status.values:
        return ideas.filter(latest_answer__status=wish.status)
    return ideas


def page_of_ideas(
    project: Project, wish: Wish, *, user: Actor, after: str = "", before: str = "", size: int = IDEAS_A_PAGE
) -> IdeaPage:
    """Return a page that begins behind (or ends before) an idea: as quick in a million ideas as in ten."""
    asked = ideas_asked_for(project, wish).exclude(author__in=muted_by(user))
    corner = _corner(project, after or before)
    backwards = corner is not None and bool(before) and not after
    rows = _in_order(asked, wish.order, backwards=backwards)
    if corner is not None:
        rows = _beyond(rows, wish.order, corner, backwards=backwards)
    found = list(rows.for_cards()[: size + 1])
    more, ideas = len(found) > size, found[:size]
    if backwards:
        ideas.reverse()
    for idea in ideas:
        idea.project = project  # known already, with its municipality
    number = asked[: COUNT_UP_TO + 1].count()
    has_before, has_after = (more, True) if backwards else (corner is not None, more)
    return IdeaPage(
        ideas=ideas,
        number=min(number, COUNT_UP_TO),
        number_is_more=number > COUNT_UP_TO,
        before=str(ideas[0].public_id) if has_before and ideas else "",
        after=str(ideas[-1].public_id) if has_after and ideas else "",
        voices=voices_on(ideas, user),
    )


def voices_on(ideas: Iterable[Idea], user: Actor) -> dict[int, Voices]:
    """Return the number of visible comments on each idea and whether someone supports it, in one question."""
    seen = Comment.objects.visible()
    # Asked separately for the idea and for what became part of it: each question finds its index.
    comments = _number_of(seen.filter(idea=OuterRef("pk")), "idea")
    comments_there = _number_of(seen.filter(idea__merger__root=OuterRef("pk"), idea__hiding=None), "idea__merger__root")
    gathered = _number_of(Merger.objects.filter(root=OuterRef("pk"), idea__hiding=None), "root")
    here = Exists(Support.objects.filter(idea=OuterRef("pk"), user=user.pk))
    there = Exists(Support.objects.filter(idea__merger__root=OuterRef("pk"), user=user.pk))
    rows = Idea.objects.filter(pk__in=[idea.pk for idea in ideas]).values_list(
        "pk", comments + comments_there, ExpressionWrapper(here | there, BooleanField()), gathered
    )
    return {key: Voices(number, is_mine, others) for key, number, is_mine, others in rows}


def _number_of(rows: QuerySet[Any], by: str) -> Coalesce:
    """Return the number of rows as part of another question."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n")), 0)


def threads_of(idea: Idea, user: Actor, gathered: Iterable[Idea] = ()) -> list[tuple[Comment, list[Comment]]]:
    """Return the visible comments with the replies under each, oldest first; one's own also while they wait for a look.

    What was said to ideas that became part of this one stands among the rest.
    """
    said = Comment.objects.filter(idea__in=[idea.pk, *(one.pk for one in gathered)])
    shown = said.visible().exclude(author__in=muted_by(user))
    comments = list(shown.select_related("author").order_by("created_at", "pk"))
    if isinstance(user, User):
        hidden = said.filter(author=user, hiding__isnull=False).select_related("author")
        held = {comment.public_id: comment for comment in hidden}
        for key in waiting_of(user, "participation.comment", held):
            held[key].is_waiting = True
            comments.append(held[key])
        comments.sort(key=lambda comment: (comment.created_at, comment.pk))
    replies: dict[int | None, list[Comment]] = {}
    for comment in comments:
        comment.idea = idea  # for its address
        replies.setdefault(comment.parent_id, []).append(comment)
    return [(comment, replies.get(comment.pk, [])) for comment in replies.get(None, [])]


def _corner(project: Project, public_id: str) -> Idea | None:
    try:
        key = uuid.UUID(public_id)
    except ValueError:
        return None
    return Idea.objects.filter(project=project, public_id=key).first()


def _in_order(ideas: IdeaQuerySet, order: str, *, backwards: bool) -> IdeaQuerySet:
    name = "support_count" if order == SUPPORTED else "created_at"
    return ideas.order_by(name, "pk") if backwards else ideas.order_by(f"-{name}", "-pk")


def _beyond(ideas: IdeaQuerySet, order: str, corner: Idea, *, backwards: bool) -> IdeaQuerySet:
    name = "support_count" if order == SUPPORTED else "created_at"
    side = "gt" if backwards else "lt"
    value = getattr(corner, name)
    # The first condition follows from the second; it lets the database begin in the index where the corner stands.
    begin = Q(**{f"{name}__{side}e": value})
    return ideas.filter(begin, Q(**{f"{name}__{side}": value}) | Q(**{name: value, f"pk__{side}": corner.pk}))


def is_photo_shown(path: str) -> bool:
    """Tell whether a photo belongs to nothing that is off the page: neither hidden nor withdrawn."""
    ideas = Idea.objects.filter(Q(photo=path) | Q(photo_small=path))
    petitions = Petition.objects.filter(Q(photo=path) | Q(photo_small=path)).filter(hiding__isnull=False)
    gone = ideas.filter(Q(hiding__isnull=False) | Q(withdrawal__isnull=False))
    return not gone.exists() and not petitions.exists()
