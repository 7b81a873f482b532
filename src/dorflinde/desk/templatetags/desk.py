"""How the desk greets and how it says when something is due."""

import datetime

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext, pgettext

from dorflinde.desk.queries import Figures

register = template.Library()

_NOON, _EVENING = 11, 18  # o'clock from which „Guten Tag“ and „Guten Abend“ are said


@register.simple_tag
def greeting(figures: Figures) -> str:
    """Say good morning and, in one sentence, how much waits: „Guten Morgen. 7 Dinge warten, 1 eilt.“"""
    hour = timezone.localtime().hour
    hello = _("Guten Morgen.") if hour < _NOON else _("Guten Tag.") if hour < _EVENING else _("Guten Abend.")
    if not figures.waiting:
        return _("%(hello)s Alles erledigt.") % {"hello": hello}
    waits = ngettext("%(number)d Ding wartet", "%(number)d Dinge warten", figures.waiting) % {"number": figures.waiting}
    if not figures.overdue:
        return _("%(hello)s %(waits)s.") % {"hello": hello, "waits": waits}
    hurries = ngettext("%(number)d eilt", "%(number)d eilen", figures.overdue) % {"number": figures.overdue}
    return _("%(hello)s %(waits)s, %(hurries)s.") % {"hello": hello, "waits": waits, "hurries": hurries}


@register.simple_tag
def due(day: datetime.date | None) -> tuple[str, str]:
    """Return how one says by when something is due, and the tone of the tag: {% due todo.due_on as due_on %}."""
    today = timezone.localdate()
    if day is None:
        return _("ohne Frist"), "grey"
    days = (day - today).days
    if days == -1:
        return _("seit gestern fällig"), "red"
    if days < 0:
        return ngettext("%(days)d Tag überfällig", "%(days)d Tage überfällig", -days) % {"days": -days}, "red"
    if days == 0:
        return _("heute"), "sunny"
    if days == 1:
        return _("bis morgen"), "sunny"
    monday = today - datetime.timedelta(days=today.weekday())
    if day < monday + datetime.timedelta(days=7):
        return _("bis %(weekday)s") % {"weekday": WEEKDAYS[day.weekday()]}, "blue"
    if day < monday + datetime.timedelta(days=14):
        return _("nächste Woche"), "blue"
    form = pgettext("Tag und Monat, siehe Django-Vorlagenfilter date", "j. F")
    if day.year != today.year:
        form = pgettext("Form eines Datums, siehe Django-Vorlagenfilter date", "j. F Y")
    return _("bis %(day)s") % {"day": date_format(day, form)}, "grey"
