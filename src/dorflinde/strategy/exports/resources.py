"""The table of money as a workbook, the days of fundings as a calendar."""

from datetime import timedelta
from io import BytesIO

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.places.public import Place
from dorflinde.strategy.queries.resources import NOTHING, MoneyTable, Reminder

_EURO = '#,##0.00\\ "€"'
_WARN_BEFORE = timedelta(days=28)


def money_workbook(place: Place, table: MoneyTable) -> bytes:
    """Return cost by year and source as a workbook: real numbers, texts that never calculate."""
    from openpyxl import Workbook  # a large library: only where a workbook is really written
    from openpyxl.cell.cell import TYPE_STRING
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active if book.active is not None else book.create_sheet()
    sheet.title = _("Kosten nach Jahren")[:31]
    sheet.append(
        [
            _("Maßnahmen %(place)s, Stand %(day)s")
            % {"place": place.full_name, "day": f"{timezone.localdate():%d.%m.%Y}"}
        ]
    )
    sheet.append([])
    sheet.append([_("Quelle"), *table.years])
    for row in table.rows:
        sheet.append([row.label, *(row.by_year.get(year, NOTHING) for year in table.years)])
    sheet.append(
        [_("Deckel"), *(table.ceilings[year].amount if year in table.ceilings else None for year in table.years)]
    )
    sheet.append([_("über dem Deckel"), *(table.over(year) for year in table.years)])
    for cells in sheet.iter_rows(min_row=4, max_row=sheet.max_row):
        cells[0].data_type = TYPE_STRING
        for cell in cells[1:]:
            cell.number_format = _EURO
    for number in (1, 3):
        for cell in sheet[number]:
            cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width = 42
    sheet.freeze_panes = "B4"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


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
