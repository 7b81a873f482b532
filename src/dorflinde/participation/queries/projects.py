"""Which projects a place has now, soon and behind it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from dorflinde.participation.models import Idea, Phase, Project
from dorflinde.places.public import Place

_MOST_LISTED = 100  # in a calendar or a feed
ENOUGH_PROJECTS = 3  # with fewer, a page looks to its neighbours


@dataclass(frozen=True)
class Numbers:
    """How much goes on in a project."""

    ideas: int = 0
    supports: int = 0


@dataclass(frozen=True)
class ProjectCard:
    """A project as a list shows it."""

    project: Project
    phase: Phase | None
    next_phase: Phase | None
    days_left: int
    numbers: Numbers
    is_over: bool
    is_next_door: bool = False

    @property
    def collects_ideas(self) -> bool:
        """Tell whether an idea can be written today."""
        return self.phase is not None and self.phase.kind in Phase.WITH_IDEAS

    @property
    def is_asking(self) -> bool:
        """Tell whether a survey or another format is what it is about today."""
        return self.phase is not None and self.phase.kind == Phase.Kind.ACTIVITIES


def running_projects(municipality: Place) -> list[ProjectCard]:
    """Return what can be followed now, soonest end first."""
    return cards(Project.objects.listed().at(municipality).running(timezone.localdate()).complete())


def listed_projects(municipality: Place) -> list[Project]:
    """Return all projects everyone may see, the newest first."""
    return list(Project.objects.listed().at(municipality).complete().order_by("-created_at", "-pk")[:_MOST_LISTED])


def coming_projects(municipality: Place) -> list[ProjectCard]:
    """Return what begins later, soonest first."""
    return cards(Project.objects.listed().at(municipality).coming(timezone.localdate()).complete())


def past_projects(municipality: Place) -> QuerySet[Project]:
    """Return what has ended, the latest first."""
    return Project.objects.listed().at(municipality).past(timezone.localdate()).complete()


def projects_next_door(municipality: Place, *, most: int = 3) -> list[ProjectCard]:
    """Return what runs in the other municipalities of the region, for a page that would be empty otherwise."""
    next_door = Project.objects.listed().filter(municipality__parent=municipality.parent_id)
    found = next_door.exclude(municipality=municipality).running(timezone.localdate()).complete()
    # A neighbour that has switched participation off shows none.
    near = [project for project in found[: 3 * most] if project.municipality.has_module("participation")]
    return cards(near[:most], is_next_door=True)


def projects_collecting_ideas(municipality: Place) -> list[ProjectCard]:
    """Return the projects in which an idea can be written today."""
    return [card for card in running_projects(municipality) if card.collects_ideas]


def ending_soonest(municipality: Place) -> ProjectCard | None:
    """Return what people can do something about now and ends first: ideas, support, comments, a survey …"""
    open_now = [card for card in running_projects(municipality) if card.phase and card.phase.kind in Phase.WITH_PEOPLE]
    return min(open_now, key=lambda card: (card.days_left, card.project.pk), default=None)


def cards(projects: Iterable[Project], *, is_next_door: bool = False) -> list[ProjectCard]:
    """Return projects with their phase of today and their numbers, asked for all at once."""
    found, today = list(projects), timezone.localdate()
    numbers = numbers_of(found)
    return [_card(project, numbers.get(project.pk, Numbers()), today, is_next_door) for project in found]


def projects_to_manage(municipality: Place) -> list[tuple[ProjectCard, int]]:
    """Return every project of a place, drafts first, with the number of ideas that wait for an answer."""
    found = cards(Project.objects.at(municipality).complete().order_by("-created_at", "-pk"))
    waiting = dict(
        Idea.objects.visible()
        .unanswered()
        .filter(project__municipality=municipality)
        .values_list("project")
        .annotate(Count("pk"))
    )
    rows = [(card, waiting.get(card.project.pk, 0)) for card in found]
    return sorted(rows, key=lambda row: row[0].project.is_published)


def numbers_of(projects: Iterable[Project]) -> dict[int, Numbers]:
    """Return how many visible ideas and supports each project has."""
    rows = (
        Idea.objects.visible()
        .filter(project__in=[project.pk for project in projects])
        .values("project")
        .annotate(number=Count("pk"), voices=Sum("support_count"))
    )
    return {row["project"]: Numbers(row["number"], row["voices"] or 0) for row in rows}


def _card(project: Project, numbers: Numbers, today: datetime.date, is_next_door: bool) -> ProjectCard:
    phase = project.phase_on(today)
    return ProjectCard(
        project=project,
        phase=phase,
        next_phase=project.phase_after(today),
        days_left=phase.days_left(today) if phase else 0,
        numbers=numbers,
        is_over=project.is_over(today),
        is_next_door=is_next_door,
    )
