"""What a measure costs in which year: said on the sheet or in a list, kept when it moves, added up for the treasurer."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from dorflinde.strategy import actions, queries
from dorflinde.strategy.imports import import_measures
from dorflinde.strategy.models import Ceiling, CostLine, FundingLine, Measure, YearCost
from dorflinde.strategy.queries.planning import plan_of

from .test_import import csv

TODAY = datetime.date(2027, 2, 10)


@pytest.fixture
def hall(make_measure):
    """A village hall that is built over three years, half of it paid by others."""
    return make_measure(
        "Dorfhalle", number="M1", start="03/2027", end="08/2029", cost_per_year=Decimal(1200),
        costs=(CostLine(2027, Decimal(10000)), CostLine(2028, Decimal("30000.01")), CostLine(2030, None, Decimal(500))),
        fundings=(FundingLine("LEADER", Decimal(50)), FundingLine("=Sparkasse", amount=Decimal(1000), kind="third")),
    )  # fmt: skip


def sheet(measure, **said):
    posted = {"number": measure.number, "title": measure.title, "visibility": "public"}
    for prefix in ("geld", "wirkung", "jahre"):
        posted |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return posted | said


def years(measure):
    return list(YearCost.objects.filter(measure=measure).values_list("year", "once", "running"))


# --- Entry ------------------------------------------------------------------------------------------------------------
def test_the_sheet_takes_years_adds_them_up_and_leaves_them_alone_where_it_says_nothing(desk, make_measure):
    measure = make_measure(number="M1", start="2027")
    url = reverse("workshop:measure_edit", args=["perlesreut", measure.public_id])
    rows = {
        "jahre-TOTAL_FORMS": "3", "jahre-0-year": "2028", "jahre-0-once": "1.000,50 €", "jahre-0-running": "",
        "jahre-1-year": "2027", "jahre-1-once": "2.000", "jahre-1-running": "0",
    }  # fmt: skip
    assert desk.post(url, sheet(measure, **rows)).status_code == 302
    assert years(measure) == [(2027, Decimal(2000), Decimal(0)), (2028, Decimal("1000.50"), None)]
    measure.refresh_from_db()
    assert measure.cost_once == Decimal("3000.50")
    old_page = {name: value for name, value in sheet(measure, cost_once="5000").items() if "jahre" not in name}
    assert desk.post(url, old_page).status_code == 302
    assert len(years(measure)) == 2
    page = desk.get(url).content.decode()
    assert "Kosten nach Jahren" in page
    assert 'value="1.000,50 €"' in page


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"jahre-0-year": "2027", "jahre-1-year": "2027"}, "Das Jahr 2027 steht zweimal hier."),
        ({"jahre-0-year": "27", "jahre-0-once": "5"}, "1950"),
        ({"jahre-0-year": "2027", "jahre-0-once": "viel"}, "ist kein Betrag"),
        ({"jahre-0-year": "2027", "jahre-0-once": "-5"}, "negativ"),
        ({"cost_once": "100", "jahre-0-year": "2027", "jahre-0-once": "101"}, "mehr als einmalig angegeben"),
    ],
)
def test_years_that_cannot_be_are_named_and_what_was_typed_stays(desk, make_measure, rows, words):
    measure = make_measure(number="M1")
    posted = sheet(measure, **({"jahre-TOTAL_FORMS": "2"} | rows))
    page = desk.post(reverse("workshop:measure_edit", args=["perlesreut", measure.public_id]), posted).content.decode()
    assert words in page
    assert f'value="{rows.get("jahre-0-once", rows["jahre-0-year"])}"' in page
    assert not YearCost.objects.exists()


def test_a_list_says_costs_by_year_under_headings_of_its_own(municipality):
    headings = "Nr.;Maßnahme;Kosten 2027;Kosten einmalig 2028;Laufende Kosten 2029;Budget\n"
    report = import_measures(municipality, csv("M1;A;1.000;2.000,50;300;", headings=headings), actor=None)
    assert (report.created, report.ignored) == (1, [])
    measure = Measure.objects.get()
    assert years(measure) == [(2027, Decimal(1000), None), (2028, Decimal("2000.50"), None), (2029, None, Decimal(300))]
    assert measure.cost_once == Decimal("3000.50")
    report = import_measures(municipality, csv("M1;A;;;;3.000", headings=headings), actor=None)
    assert [(one.row, one.column) for one in report.rejected] == [(2, "Kosten 2027")]
    assert "3.000,50" in report.rejected[0].reason


# --- Moving -----------------------------------------------------------------------------------------------------------
def test_years_move_with_the_measure_and_back(hall):
    before = years(hall)
    actions.shift(hall, 12, actor=None)
    assert [year for year, _once, _running in years(hall)] == [2028, 2029, 2031]
    actions.shift(hall, 3, actor=None)  # within the year
    assert [year for year, _once, _running in years(hall)] == [2028, 2029, 2031]
    actions.shift(hall, -15, actor=None)
    assert years(hall) == before


# --- The treasurer's table --------------------------------------------------------------------------------------------
def test_every_cent_stands_in_its_year_with_who_pays_it(municipality, hall):
    table = queries.money_table(municipality, TODAY)
    rows = {row.label: row for row in table.rows}
    assert hall.cost_once == Decimal("40000.01")
    assert rows["LEADER"].by_year == {2027: Decimal("5000.00"), 2028: Decimal("15000.01")}
    assert rows["=Sparkasse"].by_year == {2027: Decimal("249.99"), 2028: Decimal("750.01")}  # of 40,000.01
    own = rows["Eigene Mittel, einmalig"]
    assert own.by_year == {2027: Decimal("4750.01"), 2028: Decimal("14249.99")}
    parts = (rows["LEADER"], rows["=Sparkasse"], own)
    assert sum(row.total(table.years) for row in parts) == hall.cost_once
    running = rows["Eigene Mittel, laufend"].by_year
    assert (running[2029], running[2030], running[2031]) == (Decimal(400), Decimal(500), Decimal(1200))
    assert table.own.by_year[2028] == Decimal("14249.99")


def test_what_is_said_for_no_year_counts_at_the_start_and_years_need_no_start(municipality, make_measure):
    make_measure(number="M1", start="2027", cost_once=Decimal(100), costs=(CostLine(2029, Decimal(60)),))
    undated = make_measure(number="M2", cost_once=Decimal(100), costs=(CostLine(2030, Decimal(60)),))
    table = queries.money_table(municipality, TODAY)
    assert table.own.by_year == {2027: Decimal(40), 2029: Decimal(60), 2030: Decimal(60)}
    assert table.undated == [undated]  # forty euros of it stand nowhere yet


def test_the_workbook_holds_sources_measures_and_fundings(desk, municipality, hall):
    Ceiling.objects.create(municipality=municipality, year=2028, amount=Decimal(10000))
    book = openpyxl.load_workbook(io.BytesIO(desk.get(reverse("workshop:money_file", args=["perlesreut"])).content))
    assert book.sheetnames == ["Kosten nach Jahren", "Nach Maßnahmen", "Förderungen"]
    sources, measures, fundings = book.worksheets
    heads = [cell.value for cell in sources[3]]
    assert heads[-1] == "Summe"
    rows = {row[0].value: row for row in sources.iter_rows(min_row=4)}
    assert rows["LEADER"][heads.index(2028)].value == 15000.01
    assert rows["LEADER"][-1].value.startswith("=SUM(B4:")
    assert rows["über dem Deckel"][heads.index(2028)].value == 4249.99
    detail = [[cell.value for cell in row] for row in measures.iter_rows(min_row=4)]
    assert [row[:5] for row in detail] == [
        ["M1", "Dorfhalle", None, "Förderprogramm", "LEADER"], ["M1", "Dorfhalle", None, "Dritte", "=Sparkasse"],
        ["M1", "Dorfhalle", None, "Eigene Mittel, einmalig", None], ["M1", "Dorfhalle", None, "Eigene Mittel, laufend", None],
    ]  # fmt: skip
    assert measures["E5"].data_type == "s"  # „=Sparkasse“ does not calculate
    assert [cell.value for cell in fundings[3]][-1] == "Zweckbindung bis"
    assert (fundings["E4"].value, fundings["F4"].value) == (0.5, 20000.01)


def test_a_proposal_reckons_with_the_years(municipality, hall):
    (task,) = plan_of(municipality, TODAY).problem.tasks
    assert task.spread == {0: 475001, 1: 1424999}
    assert task.running == 120000
    assert task.cost == sum(task.spread.values())
