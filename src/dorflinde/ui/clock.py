"""Points in time as people say them: „vor 2 Stunden“, „gestern“, „3. Mai 2024“."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext, pgettext

NEAR = 6  # days within which „vor 3 Tagen“ says more than a date


def moment(value: datetime, now: datetime | None = None) -> str:
    """Say when something happened or will happen, seen from now."""
    here = timezone.localtime(value)
    today = timezone.localtime(now)
    days = (here.date() - today.date()).days
    if days:
        return day(here.date(), today.date())
    seconds = (today - here).total_seconds()
    if seconds < 0:
        return _("heute, %(time)s") % {"time": clock_time(here)}
    minutes = int(seconds // 60)
    if not minutes:
        return _("gerade eben")
    if minutes < 60:
        return ngettext("vor %(count)d Minute", "vor %(count)d Minuten", minutes) % {"count": minutes}
    hours = minutes // 60
    return ngettext("vor %(count)d Stunde", "vor %(count)d Stunden", hours) % {"count": hours}


def day(value: date, today: date | None = None) -> str:
    """Say which day it was or will be, seen from today."""
    days = (value - (today or timezone.localdate())).days
    named = {0: _("heute"), -1: _("gestern"), 1: _("morgen")}
    if days in named:
        return named[days]
    if -NEAR <= days < 0:
        return ngettext("vor %(count)d Tag", "vor %(count)d Tagen", -days) % {"count": -days}
    if 0 < days <= NEAR:
        return ngettext("in %(count)d Tag", "in %(count)d Tagen", days) % {"count": days}
    return full_day(value)


def full_day(value: date) -> str:
    """Write the day out: „3. Mai 2024“."""
    here = timezone.localtime(value) if isinstance(value, datetime) else value
    return date_format(here, pgettext("Form eines Datums, siehe Django-Vorlagenfilter date", "j. F Y"))


def full_moment(value: datetime) -> str:
    """Write day and time out: „3. Mai 2024, 14:05 Uhr“."""
    here = timezone.localtime(value)
    return f"{full_day(here)}, {clock_time(here)}"


def clock_time(value: datetime) -> str:
    """Write the time of day: „14:05 Uhr“."""
    return date_format(value, pgettext("Form einer Uhrzeit, siehe Django-Vorlagenfilter date", "G:i \\U\\h\\r"))
