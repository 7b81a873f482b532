"""The chart of the workbench: the rows of the table along time; moving a bar keeps its dates as exact as they were."""

import datetime
from decimal import Decimal

import lxml.etree
import lxml.html
import pytest
import time_machine
from hypothesis import given, strategies as st

from dorflinde.core.dates import PlanDate, Precision
from dorflinde.strategy.models import Ceiling, FundingLine, Measure, Status

PAGE = "/werkstatt/perlesreut/zeitachse/"
DATED = [kind for kind in Precision if kind not in {Precision.NOW, Precision.SOON, Precision.OPEN}]


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel(datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC), tick=False):
        yield


def address(measure: Measure) -> str:
    return f"/werkstatt/perlesreut/massnahmen/{measure.public_id}/schieben/"


def period(measure: Measure) -> str:
    return Measure.objects.get(pk=measure.pk).period


def test_table_and_chart_show_the_same_rows(desk, measure, make_measure):
    make_measure("Dorfladen", number="M18", start="2027", needs=[measure])
    for query, numbers in (("", ["M16", "M18"]), ("?suche=dorfladen", ["M18"]), ("?gruppe=person", ["M16", "M18"])):
        page = lxml.html.document_fromstring(desk.get(PAGE + query).content.decode())
        bars = page.xpath(
            "//svg[contains(@class, 'roadmap-chart') and not(contains(@class, 'narrow'))]//a/title/text()"
        )
        assert sorted(bar.split()[0] for bar in bars) == numbers
        assert page.xpath("//table[.//th[text()='Maßnahme']]//tbody//th/text()") == numbers


def test_a_bar_moves_by_its_own_step_and_goes_back(desk, measure):
    before = measure.period
    answer = desk.post(address(measure), {"months": 12}, headers={"X-Requested-With": "fetch"})
    assert period(measure) == "Herbst 2028 bis 2029"
    form = lxml.html.fragment_fromstring(answer.content.decode()).xpath(".//form")[0]
    desk.post(form.action, dict(form.form_values()))
    assert period(measure) == before


def test_a_step_that_would_blur_or_sharpen_a_date_is_refused(desk, measure):
    before = measure.period
    answer = desk.post(address(measure), {"months": 3}, follow=True)
    assert "lässt sich so nicht verschieben" in answer.content.decode()
    assert period(measure) == before


def test_an_idea_put_back_is_an_idea_again(desk, make_measure):
    idea = make_measure(number="M19", start="März 2027")
    answer = desk.post(address(idea), {"months": 2}, headers={"X-Requested-With": "fetch"})
    assert (period(idea), Measure.objects.get(pk=idea.pk).status) == ("ab Mai 2027", Status.PLANNED)
    form = lxml.html.fragment_fromstring(answer.content.decode()).xpath(".//form")[0]
    desk.post(form.action, dict(form.form_values()))
    assert (period(idea), Measure.objects.get(pk=idea.pk).status) == ("ab März 2027", Status.IDEA)


def test_what_decides_the_end_is_marked(desk, measure, make_measure):
    make_measure("Dorfladen", number="M18", start="2029", end="2030", needs=[measure])
    make_measure("Fest", number="M20", start="2027")
    page = lxml.html.document_fromstring(desk.get(PAGE).content.decode())
    marked = page.xpath("//svg[not(contains(@class, 'narrow'))]//a[rect[@class='roadmap-critical']]/title/text()")
    assert [bar.split()[0] for bar in marked] == ["M16", "M18"]


def test_the_chart_asks_a_fixed_number_of_questions(desk, make_measure, django_assert_max_num_queries):
    for number in range(12):
        make_measure(number=f"M{number}", start="2027", end="2028")
    with django_assert_max_num_queries(30):
        desk.get(PAGE)


def test_project_planners_read_days_needs_and_how_exact_they_are(desk, measure, make_measure):
    make_measure("Dorfladen & Café", number="M18", start="01.03.2029", end="02.03.2029", needs=[measure])
    root = lxml.etree.fromstring(desk.get("/werkstatt/perlesreut/ausgabe/xml/").content)
    space = {"p": "http://schemas.microsoft.com/project"}
    bench, shop = root.findall("p:Tasks/p:Task", space)
    assert bench.findtext("p:Notes", namespaces=space) == "Zeitraum: Herbst 2027 bis 2028"
    assert (bench.findtext("p:Start", namespaces=space), bench.findtext("p:Finish", namespaces=space)) == (
        "2027-09-01T08:00:00", "2028-12-31T17:00:00",
    )  # fmt: skip
    assert shop.findtext("p:Duration", namespaces=space) == "PT16H0M0S"
    assert shop.findtext("p:PredecessorLink/p:PredecessorUID", namespaces=space) == bench.findtext(
        "p:UID", namespaces=space
    )
    assert shop.findtext("p:PredecessorLink/p:Type", namespaces=space) == "1"


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 12, 28)), st.sampled_from(DATED), st.integers(-20, 20))
def test_moving_keeps_the_precision_and_its_way_back(day, precision, steps):
    planned = PlanDate.stored(day.replace(day=min(day.day, 28)), precision)
    moved = planned.moved(steps * planned.months)
    assert moved.precision is precision
    assert moved.moved(-steps * planned.months) == planned
    assert (moved.last - moved.first).days == pytest.approx((planned.last - planned.first).days, abs=3)


def test_people_stand_beneath_by_quarter_and_own_money_by_year_with_its_ceiling(desk, municipality, make_measure):
    make_measure(
        "Dorfladen", number="M18", start="07/2027", end="06/2028", cost_once=Decimal(9000), staff_months=Decimal(12),
        fundings=(FundingLine("LEADER", amount=Decimal(4000)),),
    )  # fmt: skip
    Ceiling.objects.create(municipality=municipality, year=2027, amount=Decimal(3000))
    page = lxml.html.document_fromstring(desk.get(PAGE).content.decode())
    people, money = page.xpath("//svg[@class='load-chart']")
    columns = dict(zip(people.xpath("text[@class='roadmap-soft']/text()"), people.xpath("text[@class='roadmap-text']/text()"), strict=True))  # fmt: skip
    assert [columns[name] for name in ("II/27", "III/27", "IV/27", "I/28", "II/28", "III/28")] == list("033330")
    assert len(money.xpath("path[@class='roadmap-today']")) == 1
    row = page.xpath("//table[caption]//tr[th='2027']")[0]
    said = [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
    assert said == ["6,0", "9.000", "5.000 2.000 zu viel", "3.000"]
