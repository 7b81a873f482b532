"""The workbench through its pages: lists, filters, forms that keep what was typed, the line of the table."""

import pytest
from django.urls import reverse

from dorflinde.strategy.models import FieldOfAction, Measure, Strategy
from dorflinde.trail import public as trail

HTMX = {"HTTP_HX_REQUEST": "true"}


def page(client, name: str, *args, **query) -> str:
    response = client.get(reverse(f"workshop:{name}", args=["perlesreut", *args]), query)
    assert response.status_code == 200
    return response.content.decode()


# --- Overview, table, board -------------------------------------------------------------------------------------------
def test_the_overview_says_what_is_missing_and_what_comes_next(desk, make_measure):
    make_measure("Bank", number="M1", start="2030", status="planned")
    make_measure("App", number="M2", start="2020", status="planned")
    text = page(desk, "index")
    for words in (
        "2</b> <span>Maßnahmen",
        "2 Maßnahmen ohne Kosten",
        "2 Maßnahmen ohne Ziel",
        "M1 Bank",
        "beginnt: 2030",
        "verspätet",
    ):
        assert words in text
    assert "?fehlt=kosten" in text


def test_an_empty_workbench_says_how_to_begin(desk, municipality):
    assert "Liste einlesen" in page(desk, "index")
    assert "Noch keine Maßnahmen" in page(desk, "measures")
    assert "keine" in page(desk, "board")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, "ABCD"),
        ({"suche": "wald"}, "C"),
        ({"feld": "mobilitaet"}, "A"),
        ({"feld": "ohne"}, "BCD"),
        ({"stand": "active"}, "B"),
        ({"stand": "verspaetet"}, "B"),
        ({"prio": "high"}, "A"),
        ({"horizont": "open"}, "D"),
        ({"fehlt": "termin"}, "D"),
        ({"stand": "planned", "prio": "high"}, "A"),
        ({"stand": "unfug", "feld": "gibt-es-nicht"}, "ABCD"),
        ({"suche": "nirgends"}, ""),
    ],
)
@pytest.mark.parametrize("view", ["measures", "board"])
def test_both_views_show_what_the_address_asks_for(desk, make_measure, field, view, query, shown):
    make_measure("Titel-A", number="A", field=field, priority="high", start="2040", status="planned")
    make_measure("Titel-B", number="B", start="2020", end="2021", status="active")
    make_measure("Titel-C", number="C", start="2030", goal="Im Wald", status="done")
    make_measure("Titel-D", number="D")
    text = page(desk, view, **query)
    assert [letter for letter in "ABCD" if f"Titel-{letter}" in text] == list(shown)
    if view == "measures" and not shown:
        assert "Dazu passt keine Maßnahme" in text


def test_the_filters_go_with_the_reader_from_view_to_view(desk, make_measure):
    make_measure()
    text = page(desk, "measures", stand="idea")
    assert "/werkstatt/perlesreut/tafel/?stand=idea" in text
    assert "/werkstatt/perlesreut/ausgabe/xlsx/?stand=idea" in text
    export = desk.get("/werkstatt/perlesreut/ausgabe/csv/", {"stand": "done"})
    assert export.content.decode("utf-8-sig").count("\n") == 1
    assert 'filename="massnahmen-perlesreut-' in export["Content-Disposition"]
    assert desk.get("/werkstatt/perlesreut/ausgabe/pdf/").status_code == 404


@pytest.mark.parametrize(("name", "most"), [("measures", 14), ("board", 14), ("index", 45), ("fields", 14)])
def test_lists_cost_the_same_however_long(desk, make_measure, field, django_assert_max_num_queries, name, most):
    for number in range(30):
        make_measure(number=f"M{number}", field=field, start="2030", status="planned")
    with django_assert_max_num_queries(most):
        page(desk, name)


def test_one_measure_costs_a_fixed_number_of_questions(desk, measure, make_measure, django_assert_max_num_queries):
    from dorflinde.strategy import actions

    actions.set_dependencies(measure, [make_measure(number=f"N{number}") for number in range(10)], actor=None)
    with django_assert_max_num_queries(28):
        desk.get(measure.get_absolute_url())
    with django_assert_max_num_queries(28):
        page(desk, "measure", measure.public_id)


# --- Moves ------------------------------------------------------------------------------------------------------------
def test_the_schedule_is_kept_as_exactly_as_it_was_typed(desk, measure):
    address = reverse("workshop:schedule", args=["perlesreut", measure.public_id])
    assert 'value="Herbst 2027"' in desk.get(address).content.decode()
    desk.post(address, {"start": "3. Quartal 2027", "end": "30.06.2028"})
    measure.refresh_from_db()
    assert measure.period == "3. Quartal 2027 bis 30. Juni 2028"
    text = desk.post(address, {"start": "2029", "end": "Ende 2028"}).content.decode()
    assert "Das Ende liegt vor dem Beginn" in text
    assert 'value="Ende 2028"' in text


def test_the_schedule_warns_of_what_ends_too_late(desk, measure, make_measure):
    from dorflinde.strategy import actions

    actions.set_dependencies(
        measure, [make_measure("Spät fertig", number="M01", end="2030", status="active")], actor=None
    )
    assert "Spät fertig" in page(desk, "schedule", measure.public_id)
    assert "Davor müsste fertig sein" in page(desk, "status", measure.public_id)


@pytest.mark.parametrize("status", ["paused", "dropped"])
def test_giving_up_needs_a_reason(desk, measure, status):
    address = reverse("workshop:status", args=["perlesreut", measure.public_id])
    text = desk.post(address, {"status": status, "reason": "", "progress": ""}).content.decode()
    assert "Bitte schreiben Sie kurz, warum" in text
    desk.post(address, {"status": status, "reason": "Kein Geld", "progress": ""})
    measure.refresh_from_db()
    assert measure.status == status
    assert "Kein Geld" in desk.get(measure.get_absolute_url()).content.decode()


def test_a_report_stands_on_the_page_of_the_measure(desk, client, measure):
    desk.post(
        reverse("workshop:report", args=["perlesreut", measure.public_id]),
        {"text": "Das Fundament steht.", "progress": "30"},
    )
    client.logout()
    assert "Das Fundament steht." in client.get(measure.get_absolute_url()).content.decode()


def test_a_line_is_changed_in_the_table_itself(desk, measure):
    address = reverse("workshop:row", args=["perlesreut", measure.public_id])
    form = desk.get(address, **HTMX).content.decode()
    assert form.lstrip().startswith("<tr")
    assert 'value="Herbst 2027"' in form
    posted = {"priority": "low", "status": "active", "start": "März 2027", "end": "2028"}
    line = desk.post(address, posted, **HTMX).content.decode()
    assert line.lstrip().startswith("<tr")
    assert "läuft" in line
    measure.refresh_from_db()
    assert (measure.priority, measure.status, measure.period) == ("low", "active", "März 2027 bis 2028")
    assert "läuft" in desk.get(f"{address}?abbrechen=1", **HTMX).content.decode()


def test_a_line_that_cannot_be_keeps_what_was_typed(desk, measure):
    address = reverse("workshop:row", args=["perlesreut", measure.public_id])
    posted = {"priority": "low", "status": "dropped", "start": "bald mal", "end": "2028"}
    form = desk.post(address, posted, **HTMX).content.decode()
    for words in ('value="bald mal"', "„bald mal“ ist kein Datum", "Begründung gebraucht"):
        assert words in form
    measure.refresh_from_db()
    assert measure.status == "planned"


def test_a_line_is_changed_on_a_page_of_its_own_without_javascript(desk, measure):
    address = reverse("workshop:row", args=["perlesreut", measure.public_id])
    assert "<html" in desk.get(address).content.decode()
    response = desk.post(address, {"priority": "low", "status": "planned", "start": "", "end": ""})
    assert response.url == f"/werkstatt/perlesreut/massnahmen/#zeile-{measure.public_id}"
    measure.refresh_from_db()
    assert (measure.priority, measure.start) == ("low", None)


def test_deleting_names_what_is_lost(desk, ideas, municipality, resident, make_measure):
    idea = ideas.post(municipality)
    trail.follow(idea, resident)
    measure = make_measure(origins=[idea])
    address = reverse("workshop:measure_delete", args=["perlesreut", measure.public_id])
    text = desk.get(address).content.decode()
    assert "die Verbindung zu 1 Beitrag" in text
    assert "1 Mensch erfährt nicht mehr" in text
    page = desk.post(address, {"reason": ""})
    assert page.status_code == 200  # people wait for it: it does not go without a word
    assert Measure.objects.exists()
    desk.post(address, {"reason": "Doppelt angelegt, siehe M02"})
    assert not Measure.objects.exists()


def test_an_internal_measure_goes_without_a_word(desk, make_measure):
    measure = make_measure(visibility="internal")
    desk.post(reverse("workshop:measure_delete", args=["perlesreut", measure.public_id]))
    assert not Measure.objects.exists()


# --- Fields, strategy, lists ------------------------------------------------------------------------------------------
def test_fields_are_taken_from_the_menu_made_renamed_and_removed(desk, municipality, make_measure):
    desk.post("/werkstatt/perlesreut/handlungsfelder/", {"titles": ["Mobilität", "Tourismus"]})
    desk.post("/werkstatt/perlesreut/handlungsfelder/neu/", {"title": "Heimat", "description": "Was uns hält"})
    assert list(FieldOfAction.objects.in_order().values_list("title", flat=True)) == [
        "Mobilität",
        "Tourismus",
        "Heimat",
    ]
    assert (
        "gibt es schon" in desk.post("/werkstatt/perlesreut/handlungsfelder/neu/", {"title": "heimat"}).content.decode()
    )
    mobility, tourism, home = FieldOfAction.objects.in_order()
    measure = make_measure(field=mobility)
    desk.post(
        f"/werkstatt/perlesreut/handlungsfelder/{home.public_id}/",
        {"title": "Heimat und Herkunft", "description": "", "order": "0"},
    )
    assert FieldOfAction.objects.in_order().first().title == "Heimat und Herkunft"
    desk.post(f"/werkstatt/perlesreut/handlungsfelder/{mobility.public_id}/loeschen/", {"move_to": str(tourism.pk)})
    measure.refresh_from_db()
    assert measure.field == tourism


def test_the_strategy_is_written_down(desk, municipality):
    posted = {
        "title": "Digital daheim", "starts_on": "2027-01-01", "ends_on": "2031-12-31", "vision": "Nah beieinander",
        "short_months": "6", "medium_months": "24", "long_months": "48",
    }  # fmt: skip
    desk.post("/werkstatt/perlesreut/strategie/", posted)
    assert Strategy.objects.get().years == "2027 bis 2031"
    assert "Digital daheim" in page(desk, "index")
    text = desk.post(
        "/werkstatt/perlesreut/strategie/", posted | {"ends_on": "2026-01-01", "medium_months": "3"}
    ).content.decode()
    assert "Nah beieinander" in text
    assert "liegt vor dem Beginn" in text
    assert Strategy.objects.get().ends_on.year == 2031


def test_a_list_is_looked_at_before_it_is_taken_over(desk, lists):
    address = "/werkstatt/perlesreut/einlesen/"
    with (lists / "massnahmen_mit_fehlern.xlsx").open("rb") as file:
        assert desk.post(address, {"file": file}).url == address
    text = desk.get(address).content.decode()
    for words in (
        "6 Zeilen lassen sich nicht lesen",
        "4 neu",
        "„viel“ ist kein Betrag",
        "Hybrides Dorfzentrum Ringelai",
    ):
        assert words in text
    assert not Measure.objects.exists()
    assert desk.post(address, {"uebernehmen": "alle"}).url == address
    assert not Measure.objects.exists()
    assert desk.post(address, {"uebernehmen": "gute"}).url == "/werkstatt/perlesreut/massnahmen/"
    assert Measure.objects.count() == 4
    assert "Liste prüfen" in desk.get(address).content.decode()  # the old list is forgotten


def test_a_list_can_be_put_away(desk, lists):
    address = "/werkstatt/perlesreut/einlesen/"
    with (lists / "massnahmen_ilzer_land.csv").open("rb") as file:
        desk.post(address, {"file": file})
    desk.post(address, {"verwerfen": "1"})
    assert "Maßnahmenliste" in desk.get(address).content.decode()
    assert desk.post(address, {"uebernehmen": "alle"}, follow=True).content.decode().count("liegt nicht mehr vor") == 1


def test_a_file_that_is_no_list_gets_a_sentence_at_the_field(desk, municipality):
    from django.core.files.uploadedfile import SimpleUploadedFile

    text = desk.post(
        "/werkstatt/perlesreut/einlesen/", {"file": SimpleUploadedFile("bild.png", b"\x89PNG\x00")}
    ).content.decode()
    assert "Das ist keine Tabelle" in text
