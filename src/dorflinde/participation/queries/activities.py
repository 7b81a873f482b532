"""What there is to take part in: in a project now, soon and behind it."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.core.subjects import Description
from dorflinde.core.text import excerpt
from dorflinde.participation import formats
from dorflinde.participation.models import Activity, Project

OPEN, COMING, PAST = "open", "coming", "past"


@dataclass(frozen=True)
class ActivityCard:
    """Something to take part in as a list shows it."""

    activity: Activity
    format: formats.Format
    state: str
    people: int = 0
    missing: str = ""  # what it waits for, in a sentence

    @property
    def is_open(self) -> bool:
        """Tell whether people can take part now."""
        return self.state == OPEN

    @property
    def is_coming(self) -> bool:
        """Tell whether it begins later."""
        return self.state == COMING

    @property
    def url(self) -> str:
        """Where people take part."""
        return self.format.url(self.activity)

    @property
    def staff_url(self) -> str:
        """Where the town hall fills it."""
        return self.format.staff_url(self.activity)


@dataclass(frozen=True)
class Board:
    """What a project offers to take part in."""

    open: list[ActivityCard]
    coming: list[ActivityCard]
    past: list[ActivityCard]

    def __bool__(self) -> bool:
        return bool(self.open or self.coming or self.past)


def board_of(project: Project) -> Board:
    """Return what everyone sees on the page of a project; what is not ready yet stays with the town hall."""
    if not project.has_activities:
        return Board([], [], [])
    cards = [card for card in cards_of(project) if not (card.state == OPEN and card.missing)]
    return Board(*([card for card in cards if card.state == state] for state in (OPEN, COMING, PAST)))


def cards_of(project: Project) -> list[ActivityCard]:
    """Return everything there is to take part in, in its order, with as many questions as there are formats."""
    activities, today = formats.activities_of(project), timezone.localdate()
    people, missing = formats.numbers_of(activities), formats.missing_of(activities)
    return [
        ActivityCard(
            activity=activity,
            format=formats.format_of(activity),
            state=_state(activity, today),
            people=people.get(activity.pk, 0),
            missing=missing.get(activity.pk, ""),
        )
        for activity in activities
    ]


def describe_activities(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Description]:
    """Return what activities show of themselves elsewhere."""
    rows = (
        Activity.objects.filter(public_id__in=list(ids))
        .select_related("project__municipality", "project__publication")
        .defer("project__municipality__boundary")
    )
    return {activity.public_id: _describe(activity) for activity in rows}


def _state(activity: Activity, today: datetime.date) -> str:
    if activity.is_past(today):
        return PAST
    return COMING if activity.is_coming(today) else OPEN


def _describe(activity: Activity) -> Description:
    return Description(
        ref=activity.ref,
        title=activity.title,
        text=excerpt(activity.text or activity.project.summary),
        url=activity.get_absolute_url(),
        place_id=activity.project.place_id,
        created_at=activity.created_at,
        is_public=activity.project.is_listed,
        author_name=activity.project.municipality.full_name,
        label=str(formats.format_of(activity).label) if formats.known(activity.kind) else _("Baustein"),
    )
