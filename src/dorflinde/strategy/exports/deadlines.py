"""The days of fundings as a calendar."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.places.public import Place
from dorflinde.strategy.queries.deadlines import Reminder

_WARN_BEFORE = timedelta(days=28)


def reminders_calendar(place: Place, reminders: list[Reminder]) -> bytes:
    """Return the days as a calendar (RFC 5545) that warns four weeks ahead."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Dorflinde//Förderfristen//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Förderfristen %(place)s") % {"place": place.name})
    for reminder in reminders:
        event = Event()
        event.add("uid", f"{reminder.funding.public_id}-{reminder.day:%Y%m%d}@dorflinde")
        event.add("dtstamp", timezone.now())
        event.add("dtstart", reminder.day)
        event.add("summary", f"{reminder.what}: {reminder.funding} ({reminder.measure.number})")
        event.add(
            "description",
            f"{reminder.measure}\n{reminder.advice}\n{settings.BASE_URL}{reminder.measure.get_absolute_url()}",
        )
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", reminder.what)
        alarm.add("trigger", -_WARN_BEFORE)
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
