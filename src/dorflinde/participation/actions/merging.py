"""Ideas become one or several, and both is undone: authors, supporters and comments stay where they are and are read together."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.feed.public import Sender, tell_person
from dorflinde.participation.models import Idea, Merger, Part, Withdrawal
from dorflinde.participation.queries.processes import who_may_hear
from dorflinde.trail.public import Link, LinkProblem, enter, follow, follow_up, followers_of, link, unlink

from .ideas import bring_back, take_off
from .voices import count_supports


class MergeProblem(ValueError):
    """The ideas cannot be joined or parted this way; the message says why."""


@dataclass(frozen=True)
class PartPlan:
    """What one part of a divided idea says."""

    title: str
    text: str


@transaction.atomic
def merge_ideas(root: Idea, others: Iterable[Idea], *, actor: User, reason: str = "") -> list[Merger]:
    """Let other ideas become part of one: everyone who wrote them is named there and told; each supporter counts once."""
    wanted = list(others)
    _lock([root, *wanted])
    found = {idea.pk: idea for idea in Idea.objects.complete().filter(pk__in=[idea.pk for idea in [root, *wanted]])}
    root, joining = found[root.pk], [found[idea.pk] for idea in wanted]
    for idea in [root, *joining]:
        if not idea.is_visible or idea.is_merged or idea.project_id != root.project_id:
            raise MergeProblem(_("„%(title)s“ lässt sich nicht mehr zusammenlegen.") % {"title": idea.title})
    mergers = [_join(idea, root, actor, reason) for idea in joining if idea.pk != root.pk]
    if not mergers:
        raise MergeProblem(_("Bitte wählen Sie mindestens eine andere Idee aus."))
    count_supports(root)
    with translation.override(settings.LANGUAGE_CODE):
        names = _listed([merger.idea.title for merger in mergers])
        title = _("„%(title)s“ zusammengelegt mit %(others)s") % {"title": root.title, "others": names}
        by = Sender.town_hall(root.place).name
    follow_up(root.ref, kind="gathered", title=title, text=reason, url=root.get_absolute_url(), by=by, actor=actor)
    _tell_authors_who_do_not_follow([root, *(merger.idea for merger in mergers)], root, actor=actor, reason=reason)
    return mergers


@transaction.atomic
def part_again(idea: Idea, *, actor: User) -> None:
    """Let an idea stand for itself again, with its author, its supporters and what was said about it; it may be undone twice."""
    merger = Merger.objects.select_related("root").filter(idea=idea).first()
    if merger is None:
        return
    root = Idea.objects.complete().get(pk=merger.root_id)
    _lock([root, idea])
    merger.delete()
    idea = Idea.objects.complete().get(pk=idea.pk)
    _set_root(idea)
    unlink(idea.ref, root.ref, kind=Link.Kind.MERGED, actor=actor)
    count_supports(root)
    count_supports(idea)
    if idea.is_visible:
        bring_back(idea)
    record("participation.idea.parted_again", idea.ref, actor=actor, place=idea.place)
    with translation.override(settings.LANGUAGE_CODE):
        title = _("„%(title)s“ steht wieder für sich") % {"title": idea.title}
        by = Sender.town_hall(idea.place).name
    follow_up(idea.ref, kind="parted", title=title, by=by, actor=actor)
    follow_up(root.ref, kind="parted", title=title, by=by, actor=actor, tell=False)


@transaction.atomic
def split_idea(origin: Idea, plans: Iterable[PartPlan], *, actor: User, reason: str = "") -> list[Idea]:
    """Take parts of an idea out as ideas of their own, under the same name; the idea stays, and each part leads back to it."""
    _lock([origin])
    origin = Idea.objects.complete().get(pk=origin.pk)
    if not origin.is_visible or origin.is_merged:
        raise MergeProblem(_("„%(title)s“ lässt sich nicht mehr aufteilen.") % {"title": origin.title})
    ideas = [_take_out(origin, plan, actor) for plan in plans]
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Aus „%(title)s“ herausgelöst: %(parts)s") % {
            "title": origin.title, "parts": _listed([idea.title for idea in ideas]),
        }  # fmt: skip
        by = Sender.town_hall(origin.place).name
    follow_up(origin.ref, kind="split", title=title, text=reason, url=ideas[0].get_absolute_url(), by=by, actor=actor)
    return ideas


@transaction.atomic
def undo_split(idea: Idea, *, actor: User) -> None:
    """Take a part back as long as nobody but the town hall has done anything with it."""
    part = Part.objects.select_related("origin").filter(idea=idea).first()
    if part is None:
        return
    _lock([idea])
    if idea.comments.exists() or idea.supports.exists() or idea.answers.exists() or idea.gathered.exists():
        raise MergeProblem(
            _("Zu „%(title)s“ hat sich schon jemand geäußert: Die Idee bleibt stehen.") % {"title": idea.title}
        )
    origin = Idea.objects.complete().get(pk=part.origin_id)
    part.delete()
    Withdrawal.objects.get_or_create(idea=idea)
    take_off(idea, actor=actor, outcome=_("zurückgenommen"))
    unlink(origin.ref, idea.ref, actor=actor)
    record("participation.idea.split_undone", idea.ref, actor=actor, place=idea.place)
    with translation.override(settings.LANGUAGE_CODE):
        title = _("„%(title)s“ gehört wieder zu „%(origin)s“") % {"title": idea.title, "origin": origin.title}
        by = Sender.town_hall(origin.place).name
    follow_up(origin.ref, kind="joined", title=title, by=by, actor=actor)


def _lock(ideas: Iterable[Idea]) -> None:
    """Lock ideas in the order of their keys, so that two people at work do not wait for each other."""
    keys = sorted({idea.pk for idea in ideas})
    list(Idea.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _join(idea: Idea, root: Idea, actor: User, reason: str) -> Merger:
    try:
        link(idea.ref, root.ref, kind=Link.Kind.MERGED, actor=actor)
    except LinkProblem as problem:
        words = _("„%(title)s“ und „%(root)s“ gehen schon auseinander hervor.")
        raise MergeProblem(words % {"title": idea.title, "root": root.title}) from problem
    merger = Merger.objects.create(idea=idea, into=root, root=root, merged_by=actor, reason=reason)
    Merger.objects.filter(root=idea).update(root=root)
    take_off(idea, actor=actor, outcome=_("zusammengelegt"))
    record("participation.idea.merged", idea.ref, actor=actor, place=idea.place, details={"into": str(root.ref)})
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Zusammengelegt mit „%(title)s“") % {"title": root.title}
        by = Sender.town_hall(root.place).name
    follow_up(
        idea.ref, kind="merged", title=title, text=reason, url=root.get_absolute_url(), by=by, actor=actor, tell=False
    )
    return merger


def _set_root(idea: Idea) -> None:
    """Let everything that had become part of an idea earlier be seen with it again."""
    front = [idea.pk]
    while front:
        below = Merger.objects.filter(into__in=front)
        below.update(root=idea)
        front = list(below.values_list("idea", flat=True))


def _take_out(origin: Idea, plan: PartPlan, actor: User) -> Idea:
    idea = Idea.objects.create(
        project=origin.project,
        category=origin.category,
        place=origin.place,
        author=origin.author,
        title=plan.title,
        text=plan.text,
        is_sample=origin.is_sample,
    )
    Part.objects.create(idea=idea, origin=origin, split_by=actor)
    enter(idea.ref, place=idea.place, at=idea.created_at)
    link(origin.ref, idea.ref, actor=actor)
    if origin.author is not None:
        follow(idea.ref, origin.author)
    bring_back(Idea.objects.complete().get(pk=idea.pk))
    record("participation.idea.split", idea.ref, actor=actor, place=idea.place, details={"origin": str(origin.ref)})
    return idea


def _tell_authors_who_do_not_follow(ideas: list[Idea], root: Idea, *, actor: User, reason: str) -> None:
    """Tell those who wrote the ideas and follow none of them: whoever follows has heard by the trail."""
    told = {person.pk for person in followers_of(root.ref)} | {actor.pk}
    hearing = who_may_hear(root.project, [idea.author.pk for idea in ideas if idea.author])
    for idea in ideas:
        person = idea.author
        if person is None or person.pk in told or person.pk not in hearing:
            continue
        told.add(person.pk)
        with translation.override(person.language):
            title = _("Ihre Idee „%(title)s“ ist jetzt Teil einer gemeinsamen Idee") % {"title": idea.title}
            words = reason or _("Sie werden dort genannt, und Ihre Unterstützungen zählen mit.")
        tell_person(person, title=title, text=words, url=root.get_absolute_url(), actor=actor)


def _listed(titles: list[str]) -> str:
    quoted = [f"„{title}“" for title in titles]
    if len(quoted) < 2:
        return "".join(quoted)
    return _("%(first)s und %(last)s") % {"first": ", ".join(quoted[:-1]), "last": quoted[-1]}
