"""The whole story of a thing: from the contributions it grew from, through every step, to what should come next."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import Actor, User
from dorflinde.core import subjects
from dorflinde.core.subjects import Description, ExpectedStep
from dorflinde.core.text import excerpt
from dorflinde.places.public import Place
from dorflinde.trail.models import Follow, Link, Node, Step

from .links import downstream, upstream

_SAME_MOMENT = datetime.timedelta(seconds=2)  # what one action writes down in several places happened once
_MOST_ORIGINS = 4  # contributions told one by one; the rest of many share a knot
_SHOWN_OF_MANY = 3
_MOST_ENDS = 3  # things whose next steps are asked for


@dataclass(frozen=True)
class Thing:
    """A public thing on the trail."""

    node: Node
    description: Description
    place: str = ""

    @property
    def at(self) -> datetime.datetime:
        """When the story of the thing begins; old things may have been put on the trail late."""
        return min(self.description.created_at, self.node.created_at)

    @property
    def extract(self) -> str:
        """The beginning of what was written."""
        return excerpt(self.description.text, longest=220)


@dataclass
class Knot:
    """One dated knot of the line: a thing that began, a step it took, or several things at once."""

    at: datetime.datetime
    heading: str
    url: str = ""
    thing: Thing | None = None
    things: list[Thing] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    is_here: bool = False  # the thing the page is about

    @property
    def texts(self) -> list[str]:
        """What was said at this moment, each line once and none twice in other words."""
        lines = [step.text for step in self.steps if step.text]
        return list(dict.fromkeys(lines))

    @property
    def by(self) -> str:
        """Who did it: a role or a pseudonym."""
        names = [step.by for step in self.steps if step.by]
        if not names and self.thing is not None and self.thing.description.author_name:
            names = [self.thing.description.author_name]
        return ", ".join(dict.fromkeys(names))


@dataclass(frozen=True)
class Story:
    """What a trail page tells."""

    thing: Thing
    heading: str
    past: list[Knot]
    expected: list[ExpectedStep]
    origins: list[Thing]
    offspring: list[Thing]
    adopted_from: list[Thing]
    adopted_by: list[Thing]
    things: list[Thing]  # everything public that is named anywhere in it
    links: list[Link]
    before: set[int]  # keys of the thing's node and all it grew from: who follows one of them hears of it


def story_of(node: Node) -> Story | None:
    """Return the story of a thing, or None when it may not be seen; the number of questions grows with depth alone."""
    before, after = upstream(node), downstream(node)
    line = before | after
    links = list(
        Link.objects.filter(Q(source__in=line) | Q(target__in=line))
        .select_related("source", "target")
        .order_by("created_at", "pk")
    )
    things = _things([node, *(end for link in links for end in (link.source, link.target))])
    if node.pk not in things:
        return None
    told = {key: things[key] for key in line if key in things}
    single, shared = _told_one_by_one(told, node, before)
    past = [_begin(thing, is_here=thing.node.pk == node.pk) for thing in single]
    if shared:
        past.append(_together(shared))
    past += [_answer(link, things) for link in links if _is_answer_to(link, told, things)]
    past = _with_steps(past, {thing.node.pk for thing in single}, links)
    return Story(
        thing=things[node.pk],
        heading=_heading(told, node, after),
        past=past,
        expected=_expected(told, after, links),
        origins=_ordered(told, before - {node.pk}),
        offspring=_ordered(told, after - {node.pk}),
        adopted_from=_ordered(things, {link.source_id for link in _adoptions(links) if link.target_id in line}),
        adopted_by=_ordered(things, {link.target_id for link in _adoptions(links) if link.source_id in line}),
        things=list(things.values()),
        links=[link for link in links if link.source_id in things and link.target_id in things],
        before=before,
    )


def hears_of(story: Story, user: Actor) -> bool:
    """Tell whether someone follows the thing or something it grew from."""
    return isinstance(user, User) and Follow.objects.filter(node__in=story.before, user=user).exists()


def number_of_followers(story: Story) -> int:
    """Return how many people hear of the thing."""
    return Follow.objects.filter(node__in=story.before).values("user").distinct().count()


def _things(nodes: Iterable[Node]) -> dict[int, Thing]:
    """Return what may be seen of the nodes, with one question to each module."""
    by_key = {node.pk: node for node in nodes}
    described = subjects.describe_all({node.ref for node in by_key.values()})
    public = {key: described[node.ref] for key, node in by_key.items() if node.ref in described}
    names = dict(Place.objects.filter(pk__in={node.place_id for node in by_key.values()}).values_list("pk", "name"))
    return {
        key: Thing(by_key[key], description, names.get(by_key[key].place_id, ""))
        for key, description in public.items()
        if description.is_public
    }


def _told_one_by_one(told: dict[int, Thing], node: Node, before: set[int]) -> tuple[list[Thing], list[Thing]]:
    """Divide the things into those with a knot of their own and the many that share one."""
    origins = _ordered(told, before - {node.pk})
    others = _ordered(told, set(told) - before | {node.pk})
    if len(origins) <= _MOST_ORIGINS:
        return origins + others, []
    return origins[:_SHOWN_OF_MANY] + others, origins[_SHOWN_OF_MANY:]


def _ordered(things: dict[int, Thing], keys: set[int]) -> list[Thing]:
    return sorted((things[key] for key in keys if key in things), key=lambda thing: (thing.at, thing.node.pk))


def _begin(thing: Thing, *, is_here: bool) -> Knot:
    return Knot(thing.at, thing.description.label, thing.description.url, thing=thing, is_here=is_here)


def _together(things: list[Thing]) -> Knot:
    words = ngettext("%(number)d weiterer Beitrag", "%(number)d weitere Beiträge", len(things)) % {
        "number": len(things)
    }
    return Knot(things[-1].at, words, things=things)


def _is_answer_to(link: Link, told: dict[int, Thing], things: dict[int, Thing]) -> bool:
    return (
        link.kind == Link.Kind.ANSWERS
        and link.target_id in told
        and link.source_id in things
        and link.source_id not in told
    )


def _answer(link: Link, things: dict[int, Thing]) -> Knot:
    thing = things[link.source_id]
    return Knot(link.created_at, thing.description.label, thing.description.url, thing=thing)


def _with_steps(begun: list[Knot], keys: set[int], links: list[Link]) -> list[Knot]:
    """Put the steps between the beginnings; a step taken at the very moment a thing began is told with it.

    Making a measure of an idea writes a step at the idea and puts the measure on the trail: one knot, not two.
    """
    sources: dict[int, set[int]] = {}
    for link in links:
        sources.setdefault(link.target_id, set()).add(link.source_id)
    knots = list(begun)
    by_thing = {knot.thing.node.pk: knot for knot in begun if knot.thing is not None}
    for step in Step.objects.filter(node__in=keys, at__lte=timezone.now()).order_by("at", "pk"):
        near = [
            knot
            for key, knot in by_thing.items()
            if abs(step.at - knot.at) <= _SAME_MOMENT and (key == step.node_id or step.node_id in sources.get(key, ()))
        ]
        if near:
            # Rather with what grew from it than with itself: that is the news.
            goal = next((knot for knot in near if knot.thing and knot.thing.node.pk != step.node_id), near[0])
            goal.steps.append(step)
            goal.heading = goal.steps[0].title
        elif not any(_says_the_same(knot, step) for knot in knots):
            knots.append(Knot(step.at, step.title, step.url, steps=[step]))
    return sorted(knots, key=lambda knot: knot.at)


def _says_the_same(knot: Knot, step: Step) -> bool:
    """Tell whether a knot says already what happened to several things at once."""
    return knot.heading == step.title and abs(knot.at - step.at) <= _SAME_MOMENT


def _heading(told: dict[int, Thing], node: Node, after: set[int]) -> str:
    """Return the title of the story: „Von der Idee zur Maßnahme: Mitfahrbank“."""
    ordered = _ordered(told, set(told))
    goals = [thing for thing in _ordered(told, after) if not subjects.subject(thing.node.kind).may_be_origin]
    first, last = ordered[0], (goals or [told[node.pk]])[-1]
    begin, end = subjects.subject(first.node.kind).from_words, subjects.subject(last.node.kind).to_words
    if first.node.kind != last.node.kind and begin and end:
        return _("%(begin)s %(end)s: %(title)s") % {"begin": begin, "end": end, "title": last.description.title}
    return _("Was wurde aus „%(title)s“?") % {"title": told[node.pk].description.title}


def _expected(told: dict[int, Thing], after: set[int], links: list[Link]) -> list[ExpectedStep]:
    """Return what should come next, asked of the things the story has led to so far."""
    going_on = {link.source_id for link in links if link.kind in Link.SAME_STORY and link.target_id in told}
    ends = _ordered(told, after - going_on)[-_MOST_ENDS:]
    steps = [
        step
        for thing in ends
        if (ask := subjects.subject(thing.node.kind).expected_steps) is not None
        for step in ask(thing.node.subject_id)
    ]
    return sorted(steps, key=lambda step: step.when or datetime.date.max)


def _adoptions(links: list[Link]) -> list[Link]:
    return [link for link in links if link.kind == Link.Kind.ADOPTED]
