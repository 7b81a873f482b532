"""The formats people can take part in: each says here how it is called, where its pages are and what came of it.

A format registers itself in AppConfig.ready(). Projects, their pages and the town hall's side know formats only
through this registry; a new one needs no change anywhere else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString

from .models import Activity, Project

Batch = Sequence[Activity]


@dataclass(frozen=True)
class Format:
    """How one kind of activity works."""

    kind: str  # „survey“, „opinion_map“ …; what Activity.kind holds
    label: Any  # lazy translations: „Umfrage“
    icon: str
    explanation: Any  # for the town hall when it chooses
    invitation: Any  # what the button says: „An der Umfrage teilnehmen“
    # The page at /<municipality>/mitreden/<project>/<activity>/, behind the door; it brings its own method check if it only reads.
    page: Callable[[HttpRequest, Activity], HttpResponseBase]
    # Where the town hall fills it: takes municipality, project and activity. Empty when title, text and options are all.
    staff_url_name: str = ""
    # start(activity, actor): what has to be there from the beginning; in the same transaction as the activity.
    start: Callable[[Activity, Any], None] | None = None
    # copy(from, to): all but what people contributed, when a project serves as a template.
    copy: Callable[[Activity, Activity], None] | None = None
    # How many people took part in each of these activities; one that is missing has nobody yet.
    numbers: Callable[[Batch], Mapping[int, int]] | None = None
    # What is still missing before people can take part, in a sentence; activities that are ready are left out.
    missing: Callable[[Batch], Mapping[int, str]] | None = None
    # What more a card on the project's page says, for this reader.
    card: Callable[[HttpRequest, Activity], SafeString | None] | None = None
    # What came of it, for the page of a finished project; None while nothing may be shown.
    result: Callable[[Activity], SafeString | None] | None = None
    # A form of its few options; its cleaned data becomes Activity.options and must be what JSON can write.
    options: type[forms.Form] | None = None
    # Raises ValidationError when options may not become what they should, because people relied on them.
    check_options: Callable[[Activity, Mapping[str, Any]], None] | None = None

    def url(self, activity: Activity) -> str:
        """Return where people take part."""
        return activity.get_absolute_url()

    def staff_url(self, activity: Activity) -> str:
        """Return where the town hall fills it."""
        project = activity.project
        name = self.staff_url_name or "participation:activity_edit"
        return reverse(name, args=[project.municipality.slug, project.slug, activity.slug])


_formats: dict[str, Format] = {}


def register(entry: Format) -> None:
    """Make a format known; the same kind twice is a programming error."""
    if entry.kind in _formats:
        raise ValueError(f"{entry.kind} is registered already")
    _formats[entry.kind] = entry


def unregister(kind: str) -> None:
    """Forget a format; only tests that brought one of their own do this."""
    del _formats[kind]


def known(kind: str) -> bool:
    """Tell whether a format is there."""
    return kind in _formats


def all_formats() -> list[Format]:
    """Return every format in the order of registration."""
    return list(_formats.values())


def format_of(activity: Activity) -> Format:
    """Return how an activity works; raises KeyError when its format is not installed."""
    return _formats[activity.kind]


def activities_of(project: Project) -> list[Activity]:
    """Return the activities of a project whose format is there, in their order, each with the project at hand."""
    rows = Activity.objects.of(project).complete().in_order()
    found = [activity for activity in rows if known(activity.kind)]
    for activity in found:
        activity.project = project
    return found


def numbers_of(activities: Batch) -> dict[int, int]:
    """Return how many people took part in each, asking each format once."""
    return _ask_each(activities, lambda entry: entry.numbers)


def missing_of(activities: Batch) -> dict[int, str]:
    """Return what is missing where something is missing, asking each format once."""
    return _ask_each(activities, lambda entry: entry.missing)


def _ask_each(
    activities: Batch, question: Callable[[Format], Callable[[Batch], Mapping[int, Any]] | None]
) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for kind in dict.fromkeys(activity.kind for activity in activities):
        if answer := question(_formats[kind]):
            found.update(answer([activity for activity in activities if activity.kind == kind]))
    return found
