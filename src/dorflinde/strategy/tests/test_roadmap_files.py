"""The public roadmap as files: stable, as exact as it was said, and silent about what is internal."""

import csv
import io
import json
from datetime import date

import icalendar
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from dorflinde.strategy.models import Milestone


@pytest.fixture
def told(make_measure, field):
    """A public measure with a milestone that needs one public and one internal measure."""
    first = make_measure("Radweg", number="M01", start="2026")
    hidden = make_measure("Geheim", number="M02", visibility="internal", start="2026")
    main = make_measure("Bank", number="M03", field=field, start="Herbst 2027", end="laufend", needs=[first, hidden])
    Milestone.objects.create(measure=main, title="=Aufstellen", due_on=date(2027, 10, 5), due_precision="day")
    return main


def _file(client, place, form):
    return client.get(reverse("strategy:roadmap_file", args=[place.slug, form]))


def test_the_calendar_keeps_vague_dates_vague(client, municipality, told):
    response = _file(client, municipality, "ics")
    events = {str(event["uid"]): event for event in icalendar.Calendar.from_ical(response.content).walk("VEVENT")}
    begin = events[f"{told.public_id}-start@dorflinde"]
    assert (begin["dtstart"].dt, begin["dtend"].dt) == (date(2027, 9, 1), date(2027, 12, 1))
    assert "Herbst 2027" in begin["description"]
    assert f"{told.public_id}-end@dorflinde" not in events  # „laufend“ has no day
    assert events[f"{told.milestones.get().public_id}@dorflinde"]["dtend"].dt == date(2027, 10, 6)
    assert "Geheim" not in response.content.decode()


def test_a_calendar_program_is_told_that_nothing_changed(client, municipality, told):
    first = _file(client, municipality, "ics")
    address = reverse("strategy:roadmap_file", args=[municipality.slug, "ics"])
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_both_tables_say_the_same_and_nothing_internal(client, municipality, told):
    text = _file(client, municipality, "csv").content.decode("utf-8-sig")
    listed = list(csv.reader(io.StringIO(text), delimiter=";"))
    last = listed[-1]
    assert last[:5] == ["M03", "Bank", "Mobilität", "Herbst 2027", "unbefristet"]
    assert last[7:] == ["Jahreszeit", "ohne Datum", "M01", "'=Aufstellen (5. Oktober 2027)"]
    sheet = load_workbook(io.BytesIO(_file(client, municipality, "xlsx").content)).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=4, values_only=True)] == ["M01", "M03"]
    assert sheet.cell(5, 10).value == "M01"
    assert "Geheim" not in text
    assert "M02" not in text


def test_the_data_names_no_internal_measure_and_the_page_leads_to_it(client, municipality, told):
    address = reverse("strategy:strategy_data", args=[municipality.slug])
    text = client.get(address).content.decode()
    assert [part["identifier"] for part in json.loads(text)["hasPart"]] == ["M01", "M03"]
    assert "M02" not in text
    page = client.get(reverse("strategy:roadmap", args=[municipality.slug])).content.decode()
    assert f'<link rel="alternate" type="application/ld+json" href="{address}">' in page
