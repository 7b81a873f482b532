"""The public roadmap as a file: a calendar, a list for a spreadsheet, and data that other programs understand."""

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from dorflinde.core.cells import inert
from dorflinde.core.dates import PlanDate, precision_in_words
from dorflinde.places.public import Place
from dorflinde.strategy.models import Measure

from .linked import told_to_everyone
from .lists import export_measures

if TYPE_CHECKING:
    from icalendar import Calendar

ROADMAP_FORMS = {
    "ics": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def roadmap_file(place: Place, form: str) -> bytes:
    """Write what everyone may read of the roadmap as ics, csv or xlsx."""
    measures = list(
        told_to_everyone(Measure.objects.of(place)).with_profile().prefetch_related("milestones").by_number()
    )
    if form == "ics":
        return _calendar(place, measures)
    headings = [
        _("Nr."), _("Maßnahme"), _("Handlungsfeld"), _("Beginn"), _("Ende"), _("Beginn (erster Tag)"),
        _("Ende (letzter Tag)"), _("Genauigkeit Beginn"), _("Genauigkeit Ende"), _("abhängig von"), _("Meilensteine"),
    ]  # fmt: skip
    rows = [_row(measure) for measure in measures]
    return _list(headings, rows) if form == "csv" else _workbook(place, headings, rows)


def strategy_as_data(place: Place) -> bytes:
    """Write what everyone may read of the measures as JSON-LD."""
    return export_measures(place, "jsonld")[0]


def _row(measure: Measure) -> list[str]:
    start, end = measure.start, measure.end
    return [
        measure.number,
        measure.title,
        measure.field.title if measure.field else "",
        start.in_words() if start else "",
        end.in_words() if end else "",
        start.first.isoformat() if start and start.first else "",
        end.last.isoformat() if end and end.last else "",
        precision_in_words(start.precision) if start else "",
        precision_in_words(end.precision) if end else "",
        "; ".join(dependency.depends_on.number for dependency in measure.dependencies.all()),
        "; ".join(
            f"{milestone.title} ({milestone.due.in_words()})" if milestone.due else milestone.title
            for milestone in measure.milestones.all()
        ),
    ]


def _list(headings: list[str], rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(headings)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")  # without the mark Excel would read the umlauts wrongly


def _workbook(place: Place, headings: list[str], rows: list[list[str]]) -> bytes:
    from .workbook import write_workbook  # a large library: only where a workbook is really written

    return write_workbook(place, headings, [("", 0)] * len(headings), rows)


def _calendar(place: Place, measures: list[Measure]) -> bytes:
    """Begin, end and milestones as stretches of whole days: as long as the date is vague, and said so in words."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Dorflinde//Fahrplan//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Fahrplan %(place)s") % {"place": place.name})
    for measure in measures:
        _enter(calendar, measure, f"{measure.public_id}-start", _("Beginn"), str(measure), measure.start)
        _enter(calendar, measure, f"{measure.public_id}-end", _("Ende"), str(measure), measure.end)
        for milestone in measure.milestones.all():
            title = f"{milestone.title} ({measure.number})"
            _enter(calendar, measure, str(milestone.public_id), _("Meilenstein"), title, milestone.due)
    return bytes(calendar.to_ical())


def _enter(calendar: "Calendar", measure: Measure, uid: str, what: str, title: str, planned: PlanDate | None) -> None:
    """Enter a date that has days; „laufend“ and „zeitnah“ have none and stand in the lists only."""
    from icalendar import Event

    if planned is None or planned.first is None or planned.last is None:
        return
    event = Event()
    event.add("uid", f"{uid}@dorflinde")
    event.add("dtstamp", measure.changed_at)  # the same file as long as nothing changed
    event.add("dtstart", planned.first)
    event.add("dtend", planned.last + timedelta(days=1))  # the first day after
    event.add("summary", f"{what}: {title}")
    event.add("description", f"{planned.in_words()}\n{measure.period}")
    event.add("url", f"{settings.BASE_URL}{measure.get_absolute_url()}")
    event.add("transp", "TRANSPARENT")
    calendar.add_component(event)
