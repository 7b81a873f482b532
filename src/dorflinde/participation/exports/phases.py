"""The phases of projects for calendars and feed readers: what begins when, and until when one can take part."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from dorflinde.participation.models import Phase, Project
from dorflinde.ui.clock import full_day

_NEWEST = 40


def phases_as_calendar(title: str, projects: Iterable[Project]) -> bytes:
    """Return the phases as whole days (RFC 5545)."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Dorflinde//Beteiligung//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for project in projects:
        for phase in project.timetable:
            event = Event()
            event.add("uid", f"{phase.public_id}@dorflinde")
            event.add("dtstamp", project.publication.published_at)
            event.add("dtstart", phase.starts_on)
            event.add("dtend", phase.ends_on + datetime.timedelta(days=1))  # the first day after it
            event.add("summary", f"{project.title}: {phase.title}")
            event.add("description", f"{project.summary}\n{phase.explanation}")
            event.add("url", f"{settings.BASE_URL}{project.get_absolute_url()}")
            event.add("transp", "TRANSPARENT")  # it keeps nobody from other dates
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def phases_as_feed(request: HttpRequest, title: str, link: str, projects: Iterable[Project]) -> bytes:
    """Return the phases that have begun as RSS 2.0, the latest first."""
    today = timezone.localdate()
    found = [(phase, project) for project in projects for phase in project.timetable if phase.starts_on <= today]
    found.sort(key=lambda pair: (pair[0].starts_on, pair[0].pk), reverse=True)
    feed = Rss201rev2Feed(
        title=title,
        link=request.build_absolute_uri(link),
        description=_("Was man jetzt mitentscheiden kann, und bis wann."),
        language="de",
        feed_url=request.build_absolute_uri(request.path),
    )
    for phase, project in found[:_NEWEST]:
        feed.add_item(
            title=f"{project.title}: {phase.title}",
            link=request.build_absolute_uri(project.get_absolute_url()),
            description=_said(phase, project),
            unique_id=f"urn:uuid:{phase.public_id}",
            unique_id_is_permalink=False,
            pubdate=timezone.make_aware(_morning(phase)),
        )
    return feed.writeString("utf-8").encode()


def _said(phase: Phase, project: Project) -> str:
    return " ".join(
        [project.summary, phase.explanation, _("Bis %(day)s.") % {"day": full_day(phase.ends_on)}]
    )  # fmt: skip


def _morning(phase: Phase) -> datetime.datetime:
    return datetime.datetime.combine(phase.starts_on, datetime.time(6))
