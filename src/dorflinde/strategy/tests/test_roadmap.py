"""The public roadmap: a sentence, tiles, a chart of links and a table that says the same."""

import datetime

import lxml.html
import pytest
import time_machine

PAGE = "/perlesreut/fahrplan/"
CAST = ["guest", "resident", "outsider", "clerk", "manager"]

pytestmark = pytest.mark.usefixtures("the_day")


@pytest.fixture
def the_day():
    with time_machine.travel(datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def roadmap(make_measure, field):
    app = make_measure("Bürger-App", number="M04", start="2025", end="06/2026", status="done")
    bench = make_measure(
        "Mitfahrbank <b>am Markt</b>",
        number="M16",
        field=field,
        start="Herbst 2025",
        end="2027",
        status="active",
        progress=40,
        needs=[app],
    )
    late = make_measure("Terminbuchung", number="M14", field=field, start="03/2026", end="08/2026", status="planned")
    undated = make_measure("Beirat", number="M13", status="idea")
    return [app, bench, late, undated]


def read(client, query=""):
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return lxml.html.document_fromstring(response.content.decode())


def table(page):
    return [" ".join(row.text_content().split()) for row in page.xpath("//table//tbody/tr/th")]


@pytest.mark.parametrize("persona", CAST)
def test_everyone_reads_the_roadmap(client, request, roadmap, persona):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    assert client.get(PAGE).status_code == 200


def test_it_begins_with_a_sentence_and_what_comes_next(client, roadmap):
    page = read(client)
    assert page.findtext(".//h1") == "1 von 4 Vorhaben läuft, 1 ist fertig."
    opening = " ".join(page.xpath("//main//div[@class='opening']")[0].text_content().split())
    assert "Als Nächstes: Mitfahrbank <b>am Markt</b> (soll fertig sein: 2027)." in opening
    assert "Ein Vorhaben ist verspätet" in opening


def test_every_bar_is_a_link_with_its_story(client, roadmap):
    bars = read(client).xpath("//svg[not(contains(@class, 'narrow'))]//a")
    assert [bar.findtext("title") for bar in bars] == [
        "M14 Terminbuchung: geplant, März 2026 bis August 2026",
        "M16 Mitfahrbank <b>am Markt</b>: läuft, Herbst 2025 bis 2027",
        "M04 Bürger-App: fertig, 2025 bis Juni 2026",
    ]
    assert {bar.get("href") for bar in bars} == {measure.get_absolute_url() for measure in roadmap[:3]}


def test_the_chart_needs_no_colour_no_script_and_no_style(client, roadmap):
    page = read(client)
    assert page.xpath("//svg[contains(@class, 'roadmap-chart')]//pattern")
    assert not page.xpath("//main//*[@style] | //main//script")
    region = page.xpath("//section[@id='zeitachse']/div")[0]
    assert (region.get("tabindex"), region.get("role")) == ("0", "region")
    assert region.get("aria-label")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_table_says_the_same_as_the_chart(client, roadmap):
    page = read(client)
    assert table(page) == ["M14 Terminbuchung", "M16 Mitfahrbank <b>am Markt</b>", "M04 Bürger-App", "M13 Beirat"]
    row = page.xpath("//table//tbody/tr[2]")[0]
    assert [" ".join(cell.text_content().split()) for cell in row][1:] == [
        "Mobilität",
        "Herbst 2025 bis 2027",
        "läuft",
        "40 %",
        "M04",
    ]
    assert "Noch ohne Termin: M13 Beirat" in " ".join(
        page.xpath("//section[@id='zeitachse']")[0].text_content().split()
    )


def test_it_can_be_narrowed_by_field_year_and_beginning(client, roadmap):
    assert table(read(client, "?feld=mobilitaet")) == ["M14 Terminbuchung", "M16 Mitfahrbank <b>am Markt</b>"]
    assert table(read(client, "?jahr=2025")) == ["M16 Mitfahrbank <b>am Markt</b>", "M04 Bürger-App"]
    assert table(read(client, "?horizont=open")) == ["M13 Beirat"]
    assert table(read(client, "?feld=mobilitaet&jahr=2027")) == ["M16 Mitfahrbank <b>am Markt</b>"]
    assert read(client, "?jahr=2025").xpath("//select[@name='jahr']/option[@selected]/@value") == ["2025"]


def test_a_filter_nobody_knows_is_passed_over(client, roadmap):
    assert len(table(read(client, "?jahr=1999&feld=%00&horizont=gestern"))) == 4


def test_an_empty_choice_leads_back(client, roadmap):
    page = read(client, "?feld=mobilitaet&jahr=2026&horizont=open")
    assert "Dazu gibt es kein Vorhaben" in page.text_content()


def test_an_empty_roadmap_says_what_will_come(client, municipality):
    page = read(client)
    assert "Noch gibt es keine Vorhaben" in page.text_content()
    assert not page.xpath("//table")


def test_drafts_stay_in_the_town_hall(client, clerk, roadmap, draft):
    client.force_login(clerk)
    assert "Noch geheim" not in read(client).text_content()


def test_a_roadmap_is_gone_where_it_is_switched_off(client, roadmap, municipality):
    municipality.modules_off = ["strategy"]
    municipality.save()
    assert client.get(PAGE).status_code == 404


def test_the_number_of_questions_does_not_grow_with_the_roadmap(
    client, make_measure, field, django_assert_max_num_queries
):
    for number in range(40):
        make_measure(f"Vorhaben {number}", number=f"M{number}", field=field, start="2026", end="2027")
    with django_assert_max_num_queries(12):
        client.get(PAGE)
