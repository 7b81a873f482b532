"""A meeting for the calendar at home."""

from django.conf import settings
from django.utils import timezone

from dorflinde.participation.models import Gathering


def gathering_as_ics(gathering: Gathering) -> bytes:
    """Return the meeting as a calendar of one event (RFC 5545)."""
    from icalendar import Calendar, Event  # only where a calendar is really asked for

    activity = gathering.activity
    url = f"{settings.BASE_URL}{activity.get_absolute_url()}"
    event = Event()
    event.add("uid", f"{activity.public_id}@dorflinde")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", gathering.starts_at)
    event.add("dtend", gathering.until)
    event.add("summary", activity.title)
    event.add("description", "\n\n".join(filter(None, [activity.text, url])))
    event.add("url", url)
    if gathering.venue:
        event.add("location", gathering.venue)
    calendar = Calendar()
    calendar.add("prodid", "-//Dorflinde//Treffen//DE")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
