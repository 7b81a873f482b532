"""Money by year and source, people by quarter, deadlines of fundings, and what a measure needs to be planned."""

import datetime
import io
from decimal import Decimal

import icalendar
import openpyxl
import pytest
from django.urls import reverse

from dorflinde.strategy import actions, queries
from dorflinde.strategy.models import Capacity, Ceiling, Demand, Dependency, Funding, Pin, StaffRole

TODAY = datetime.date(2027, 2, 10)
MARCH = datetime.date(2027, 3, 1)


def address(name, *args):
    return reverse(f"workshop:{name}", args=["perlesreut", *args])


@pytest.fixture
def role(municipality):
    return actions.save_role(
        municipality, None, title="Bauamt", actor=None,
        stretches=[actions.Stretch(MARCH, datetime.date(2027, 8, 1), 50), actions.Stretch(datetime.date(2027, 7, 1), None, 20)],
    )  # fmt: skip


# --- Money ------------------------------------------------------------------------------------------------------------
def test_money_stands_in_the_year_of_the_start_and_after_the_end(municipality, make_measure):
    measure = make_measure(start="03/2027", end="08/2028", cost_once=Decimal(10000), cost_per_year=Decimal(1200))
    Funding.objects.create(measure=measure, programme="LEADER", rate=Decimal("33.33"))
    table = queries.money_table(municipality, TODAY)
    amounts = {row.label: row.by_year for row in table.rows}
    assert amounts["LEADER"] == {2027: Decimal("3333.00")}
    assert amounts["Eigene Mittel, einmalig"] == {2027: Decimal("6667.00")}
    assert amounts["Eigene Mittel, laufend"][2028] == Decimal("400.00")  # September to December
    assert amounts["Eigene Mittel, laufend"][2029] == Decimal("1200.00")
    assert sum(amounts["LEADER"].values()) + amounts["Eigene Mittel, einmalig"][2027] == measure.cost_once


def test_what_nobody_has_said_is_named_and_not_counted_as_nothing(municipality, make_measure):
    unpriced = make_measure("Ohne Kosten", start="2027")
    undated = make_measure("Ohne Termin", cost_once=Decimal(5))
    make_measure("Verworfen", start="2027", cost_once=Decimal(7), status="dropped")
    table = queries.money_table(municipality, TODAY)
    assert (table.unpriced, table.undated) == ([unpriced], [undated])
    assert table.own.by_year == {}


def test_a_payer_never_gives_more_than_the_cost(municipality, make_measure):
    measure = make_measure(start="2027", cost_once=Decimal(100))
    Funding.objects.create(measure=measure, programme="A", amount=Decimal(80))
    Funding.objects.create(measure=measure, programme="B", amount=Decimal(80))
    amounts = {row.label: row.by_year for row in queries.money_table(municipality, TODAY).rows}
    assert (amounts["A"][2027], amounts["B"][2027]) == (Decimal(80), Decimal(20))
    assert amounts["Eigene Mittel, einmalig"] == {}


def test_a_year_says_by_how_much_it_is_over_its_ceiling(desk, municipality, make_measure):
    make_measure(start="2027", cost_once=Decimal("60000.50"))
    desk.post(address("ceilings"), {"amount_2027": "50.000", "note_2027": "Beschluss"})
    assert Ceiling.objects.get(year=2027).amount == Decimal(50000)
    assert queries.money_table(municipality, TODAY).over(2027) == Decimal("10000.50")
    text = desk.get(address("money")).content.decode()
    assert "zu viel" in text
    assert "10.000,50\N{NO-BREAK SPACE}€" in text
    desk.post(address("ceilings"), {"amount_2027": ""})
    assert not Ceiling.objects.exists()


def test_a_ceiling_that_is_no_amount_keeps_what_was_typed(desk):
    page = desk.post(address("ceilings"), {"amount_2027": "viel", "note_2028": "bleibt"})
    assert page.status_code == 200
    assert 'value="viel"' in page.content.decode()
    assert 'value="bleibt"' in page.content.decode()
    assert not Ceiling.objects.exists()


def test_a_proposal_fills_in_the_ceiling_it_needs_and_stores_nothing(desk, municipality):
    Ceiling.objects.create(municipality=municipality, year=2028, amount=Decimal(1000))
    text = desk.get(address("ceilings") + "?jahr=2028&mehr=50050").content.decode()
    assert "1.500,50 €" in text
    assert Ceiling.objects.get(year=2028).amount == Decimal(1000)
    assert desk.get(address("ceilings") + "?jahr=x&mehr=-1").status_code == 200


def test_the_workbook_calculates_and_its_texts_do_not(desk, make_measure):
    measure = make_measure(start="2027", cost_once=Decimal(100))
    Funding.objects.create(measure=measure, programme="=HYPERLINK(1)", amount=Decimal(40))
    sheet = openpyxl.load_workbook(io.BytesIO(desk.get(address("money_file")).content)).active
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=4)}
    assert rows["=HYPERLINK(1)"][0].data_type == "s"
    column = [cell.value for cell in sheet[3]].index(2027)
    assert rows["=HYPERLINK(1)"][column].value == 40
    assert rows["Eigene Mittel, einmalig"][column].value == 60


# --- People -----------------------------------------------------------------------------------------------------------
def test_a_quarter_shows_what_is_needed_and_what_is_there(municipality, role, make_measure):
    measure = make_measure(start="04/2027", end="09/2027")
    Demand.objects.create(measure=measure, role=role, months=Decimal(3))
    (load,) = queries.staff_loads(municipality, TODAY)
    first, second, third = load.quarters[:3]
    assert (first.needed, first.there) == (Decimal(0), Decimal("0.50"))  # March alone
    assert (second.needed, second.there, second.over) == (Decimal("1.50"), Decimal("1.50"), Decimal(0))
    assert (third.needed, third.there, third.over) == (Decimal("1.50"), Decimal("1.60"), Decimal(0))
    assert not load.is_overloaded
    Demand.objects.update(months=Decimal(4))
    assert queries.staff_loads(municipality, TODAY)[0].is_overloaded


def test_a_position_is_written_down_with_its_times(desk, municipality):
    said = {
        "title": "Bauamt", "anteil-TOTAL_FORMS": "2", "anteil-INITIAL_FORMS": "1",
        "anteil-0-first_month": "03/2027", "anteil-0-last_month": "August 2027", "anteil-0-percent": "50",
        "anteil-1-first_month": "2027-09", "anteil-1-percent": "20",
    }  # fmt: skip
    assert desk.post(address("role_new"), said).status_code == 302
    rows = Capacity.objects.order_by("first_month").values_list("first_month", "last_month", "percent")
    assert list(rows) == [(MARCH, datetime.date(2027, 8, 1), 50), (datetime.date(2027, 9, 1), None, 20)]
    page = desk.post(address("role_new"), said)  # the same name again
    assert "Diese Stelle gibt es schon." in page.content.decode()
    assert StaffRole.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "words"), [("2027", "", "einen Monat"), ("übermorgen", "", "kein Datum"), ("03/2027", "02/2027", "vor dem Beginn")]
)  # fmt: skip
def test_times_that_cannot_be_read_are_named(desk, first, last, words):
    said = {
        "title": "Bauamt", "anteil-TOTAL_FORMS": "1", "anteil-INITIAL_FORMS": "0",
        "anteil-0-first_month": first, "anteil-0-last_month": last, "anteil-0-percent": "50",
    }  # fmt: skip
    page = desk.post(address("role_new"), said).content.decode()
    assert words in page
    assert f'value="{first}"' in page
    assert not StaffRole.objects.exists()


def test_a_position_that_measures_count_on_stays(desk, role, make_measure):
    measure = make_measure()
    Demand.objects.create(measure=measure, role=role, months=1)
    desk.post(address("role_delete", role.public_id))
    assert StaffRole.objects.exists()
    Demand.objects.all().delete()
    desk.post(address("role_delete", role.public_id))
    assert not StaffRole.objects.exists()


# --- Planning of a measure --------------------------------------------------------------------------------------------
def test_a_measure_says_what_the_planning_needs(desk, role, make_measure):
    before = make_measure("Vorher")
    measure = make_measure("Nachher", needs=[before])
    tie = Dependency.objects.get()
    said = {
        "duration": "8", "earliest": "März 2027", "latest": "", f"bedarf_{role.pk}": "2,5", f"art_{tie.pk}": "ss", f"abstand_{tie.pk}": "3",
    }  # fmt: skip
    assert desk.post(address("planning", measure.public_id), said).status_code == 302
    tie.refresh_from_db()
    assert (tie.kind, tie.lag) == ("ss", 3)
    assert (measure.planning.duration, measure.planning.earliest) == (8, MARCH)
    assert measure.demands.get().months == Decimal("2.50")
    desk.post(address("planning", measure.public_id), said | {f"bedarf_{role.pk}": ""})
    assert not Demand.objects.exists()


def test_the_latest_start_lies_after_the_earliest(desk, measure):
    page = desk.post(address("planning", measure.public_id), {"earliest": "03/2027", "latest": "02/2027"})
    assert "vor dem frühesten Beginn" in page.content.decode()


def test_a_date_is_held_and_let_go_with_who_and_why(desk, clerk, measure):
    desk.post(address("pin", measure.public_id), {"reason": "Auftrag erteilt"})
    held = Pin.objects.get()
    assert (held.measure, held.reason, held.pinned_by) == (measure, "Auftrag erteilt", clerk)
    assert "Auftrag erteilt" in desk.get(address("planning", measure.public_id)).content.decode()
    desk.post(address("pin", measure.public_id), {"loesen": "1"})
    assert not Pin.objects.exists()


def test_without_a_start_there_is_nothing_to_hold(desk, make_measure):
    desk.post(address("pin", make_measure().public_id), {"reason": "x"})
    assert not Pin.objects.exists()


# --- Deadlines --------------------------------------------------------------------------------------------------------
def test_deadlines_come_in_their_order_and_only_as_long_as_they_matter(municipality, make_measure):
    measure = make_measure(start="2027")
    day = datetime.timedelta(days=1)
    Funding.objects.create(
        measure=measure, programme="LEADER", stage="granted", apply_by=TODAY + 5 * day, notice_on=TODAY + 9 * day,
        ends_on=TODAY + 300 * day, proof_by=TODAY + 400 * day,
    )  # fmt: skip
    Funding.objects.create(measure=measure, programme="Neu", apply_by=TODAY + 2 * day, ends_on=TODAY - day)
    Funding.objects.create(measure=measure, programme="Nein", stage="refused", apply_by=TODAY + 2 * day)
    found = [(one.what, one.funding.programme) for one in queries.reminders(municipality, since=TODAY)]
    assert found == [
        ("Antrag stellen", "Neu"), ("Förderung endet", "LEADER"), ("Verwendungsnachweis abgeben", "LEADER"),
    ]  # fmt: skip


def test_the_calendar_file_holds_the_deadlines_and_warns_ahead(desk, make_measure):
    measure = make_measure(start="2027")
    Funding.objects.create(measure=measure, programme="Dorf, Land; Fluss", apply_by=datetime.date(2099, 5, 4))
    calendar = icalendar.Calendar.from_ical(desk.get(address("reminders_file")).content)
    (event,) = calendar.walk("VEVENT")
    assert event["dtstart"].dt == datetime.date(2099, 5, 4)
    assert "Dorf, Land; Fluss" in event["summary"]
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == datetime.timedelta(days=-28)


def test_the_pages_ask_no_more_questions_for_more_measures(
    desk, municipality, role, make_measure, django_assert_max_num_queries
):
    for number in range(30):
        measure = make_measure(f"Maßnahme {number}", start="2027", cost_once=Decimal(number), cost_per_year=Decimal(5))
        Funding.objects.create(measure=measure, programme=f"P{number % 3}", rate=50, apply_by=datetime.date(2099, 1, 1))
        Demand.objects.create(measure=measure, role=role, months=1)
    for name, most in (("money", 14), ("staff", 15), ("reminders", 12)):
        with django_assert_max_num_queries(most):
            assert desk.get(address(name)).status_code == 200
