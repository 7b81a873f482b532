"""Reads along the links: what a thing grew from, what grew from it, who follows it."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.utils import timezone

from dorflinde.accounts.public import Actor, User
from dorflinde.core import subjects
from dorflinde.core.subjects import Description, Ref
from dorflinde.places.public import Place
from dorflinde.trail.models import Follow, Link, Node, Step


def origins_of(subject: Ref) -> list[Description]:
    """Return the public things a thing grew from, oldest first."""
    links = Link.objects.filter(target__kind=subject.kind, target__subject_id=subject.id).exclude(
        kind=Link.Kind.ANSWERS
    )
    return _public(link.source.ref for link in links.select_related("source").order_by("source__created_at", "pk"))


def offspring_of(subject: Ref) -> list[Description]:
    """Return the public things that grew from a thing, oldest first."""
    links = Link.objects.filter(source__kind=subject.kind, source__subject_id=subject.id).exclude(
        kind=Link.Kind.ANSWERS
    )
    return _public(link.target.ref for link in links.select_related("target").order_by("target__created_at", "pk"))


def has_offspring(subject: Ref) -> bool:
    """Tell whether anything grew from a thing, whoever may see it."""
    links = Link.objects.filter(source__kind=subject.kind, source__subject_id=subject.id)
    return links.exclude(kind=Link.Kind.ANSWERS).exists()


def origins_of_all(refs: Iterable[Ref]) -> dict[Ref, list[Description]]:
    """Return the public origins of many things of one place with a fixed number of questions."""
    wanted = list(refs)
    links = (
        Link.objects.filter(target__subject_id__in=[ref.id for ref in wanted])
        .exclude(kind=Link.Kind.ANSWERS)
        .select_related("source", "target")
        .order_by("source__created_at", "pk")
    )
    pairs = [(link.target.ref, link.source.ref) for link in links]
    described = subjects.describe_all({source for _target, source in pairs})
    found: dict[Ref, list[Description]] = {ref: [] for ref in wanted}
    for target, source in pairs:
        description = described.get(source)
        if target in found and description is not None and description.is_public:
            found[target].append(description)
    return found


def url_of(subject: Ref) -> str:
    """Return the address of a thing's trail page, or an empty text if it is not on the trail."""
    node = Node.objects.filter(kind=subject.kind, subject_id=subject.id).first()
    return node.get_absolute_url() if node else ""


def is_following(subject: Ref, user: Actor) -> bool:
    """Tell whether someone follows a thing."""
    return (
        isinstance(user, User)
        and Follow.objects.filter(node__kind=subject.kind, node__subject_id=subject.id, user=user).exists()
    )


def followers_of(subject: Ref, *, after: int = 0, most: int | None = None) -> list[User]:
    """Return the people who follow a thing or anything it grew from, each once; what neighbours adopt is their story.

    A part at a time, in the order of their keys: `most` people with a key beyond `after`.
    """
    node = Node.objects.filter(kind=subject.kind, subject_id=subject.id).first()
    if node is None:
        return []
    following = Follow.objects.filter(node__in=upstream(node)).values("user")
    return list(User.objects.filter(pk__in=following, pk__gt=after, is_active=True).order_by("pk")[:most])


def upstream(node: Node) -> set[int]:
    """Return the keys of a node and everything it grew from."""
    return _walk(node.pk, "target", "source")


def downstream(node: Node) -> set[int]:
    """Return the keys of a node and everything that grew from it."""
    return _walk(node.pk, "source", "target")


def latest_steps(place: Place, *, most: int = 3) -> list[Step]:
    """Return the newest knots at a place of things that may be seen: „Was wurde daraus“."""
    return [step for step, _thing in seen(steps_at(place)[: most * 4])][:most]


def steps_at(place: Place | None) -> QuerySet[Step]:
    """Return what happened at a place and all that lies in it (or anywhere), newest first."""
    steps = Step.objects.filter(at__lte=timezone.now()).select_related("node__place")
    if place is not None:
        steps = steps.filter(node__place__in=Place.objects.within(place))
    return steps.order_by("-at", "-pk")


def seen(steps: Iterable[Step]) -> list[tuple[Step, Description]]:
    """Return the steps of public things with those things."""
    rows = list(steps)
    described = subjects.describe_all({step.node.ref for step in rows})
    return [
        (step, described[step.node.ref])
        for step in rows
        if step.node.ref in described and described[step.node.ref].is_public
    ]


def contribution_numbers(place: Place) -> dict[str, int]:
    """Return how many things of each kind at a place became the origin of something."""
    rows = (
        Link.objects.filter(source__place__in=Place.objects.within(place), kind=Link.Kind.ORIGIN)
        .values_list("source__kind")
        .annotate(number=Count("source", distinct=True))
    )
    return dict(rows)


def _walk(start: int, come_from: str, go_to: str) -> set[int]:
    seen: set[int] = set()
    front = {start}
    while front:
        seen |= front
        links = Link.objects.filter(**{f"{come_from}__in": front}, kind__in=Link.SAME_STORY)
        rows = links.values_list(f"{go_to}_id", flat=True)
        front = set(rows) - seen
    return seen


def _public(refs: Iterable[Ref]) -> list[Description]:
    ordered = list(refs)
    described = subjects.describe_all(ordered)
    return [described[ref] for ref in ordered if ref in described and described[ref].is_public]
