"""What everyone reads: the page of a measure, the cards on the square, the words of other modules."""

from decimal import Decimal

import pytest
from django.utils import translation

from dorflinde.core import modules, subjects
from dorflinde.strategy import actions
from dorflinde.strategy.models import FundingLine, IndicatorLine
from dorflinde.strategy.views import square
from dorflinde.trail import public as trail


def test_a_measure_says_everything_it_knows(client, make_measure, field):
    measure = make_measure(
        number="M16", field=field, goal="Ohne Auto ans Ziel", description="Bänke an den Ortsausgängen", lead="Gemeinde",
        start="Herbst 2027", end="2028", cost_once=Decimal(11250), cost_per_year=Decimal(0), staff_months=Decimal("2.5"),
        priority="medium", medium="both", effort=2, benefit=5, risks="Niemand hält an", status="active", progress=40,
        fundings=(FundingLine("LEADER", Decimal(50)),), indicators=(IndicatorLine("Fahrten", "0", "400", "100"),),
    )  # fmt: skip
    text = client.get(measure.get_absolute_url()).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for words in (
        "Maßnahme M16 · Mobilität", "Mitfahrbank", "Ohne Auto ans Ziel", "Herbst 2027 bis 2028", "11.250 €", "0 €", "5.625 €",
        "2,5 Personenmonate", "2 von 5", "LEADER", "50 %", "25 % des Weges", "Fortschritt: 40 %", "Niemand hält an", "läuft",
    ):  # fmt: skip
        assert words in text
    assert "sache=strategy.measure%3A" in text


def test_what_nobody_knows_is_not_shown_as_nothing(client, make_measure):
    text = client.get(make_measure().get_absolute_url()).content.decode()
    assert "noch nicht bekannt" in text
    assert "0&nbsp;€" not in text
    assert "Priorität" not in text


def test_a_guest_needs_no_cookie_and_is_led_to_sign_in(client, measure):
    response = client.get(measure.get_absolute_url())
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert "Anmelden und folgen" in response.content.decode()


def test_a_resident_follows_from_the_page(client, resident, measure):
    client.force_login(resident)
    text = client.get(measure.get_absolute_url()).content.decode()
    assert "folgen/" in text
    trail.follow(measure.ref, resident)
    assert "Nicht mehr folgen" in client.get(measure.get_absolute_url()).content.decode()


def test_hidden_measures_are_not_named_on_the_pages_of_others(client, measure, draft, make_measure):
    actions.set_dependencies(measure, [draft], actor=None)
    assert "Noch geheim" not in client.get(measure.get_absolute_url()).content.decode()
    described = subjects.describe(draft.ref)
    assert not described.is_public
    found = subjects.subject("strategy.measure").suggestions(draft.municipality_id, "")
    assert [one.ref for one in found] == [measure.ref]


def test_an_english_reader_gets_english_dates(client, measure):
    client.cookies["sprache"] = "en"
    with translation.override("de"):  # what the request switched on must not reach the next test
        assert "autumn 2027" in client.get(measure.get_absolute_url()).content.decode()


@pytest.mark.parametrize("persona", ["guest", "resident"])
def test_the_square_shows_the_roadmap_and_what_became_of_it(client, request, municipality, make_measure, persona):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    measure = make_measure(status="planned", start="2040")
    actions.change_status(measure, "active", actor=None)
    text = client.get("/perlesreut/").content.decode()
    for words in (
        "Der Fahrplan auf einen Blick",
        "1 von 1 Maßnahmen laufen",
        "Was wurde daraus",
        "„Mitfahrbank“ hat begonnen",
    ):
        assert words in text


def test_an_empty_strategy_lays_nothing_on_the_square(rf, municipality):
    assert square.roadmap_card(rf.get("/"), municipality) is None
    assert square.latest_card(rf.get("/"), municipality) is None


def test_the_cards_ask_a_fixed_number_of_questions(rf, municipality, make_measure, django_assert_max_num_queries):
    for number in range(12):
        make_measure(number=f"M{number}", status="planned", start="2040")
    request = rf.get("/perlesreut/")
    with django_assert_max_num_queries(7):
        assert square.roadmap_card(request, municipality)
        assert square.latest_card(request, municipality)


def test_the_house_knows_what_the_strategy_brings():
    module = next(module for module in modules.all_modules() if module.name == "strategy")
    assert [nav.url_name for nav in (*module.nav, *module.staff)] == ["strategy:roadmap", "workshop:index"]
    assert subjects.known("strategy.measure")
    assert not subjects.subject("strategy.measure").may_be_origin


def test_the_roadmap_itself_is_a_thing_people_can_be_shown(municipality):
    described = subjects.describe(subjects.Ref("strategy.roadmap", municipality.public_id))
    assert (described.title, described.url) == ("Fahrplan Perlesreut", "/perlesreut/fahrplan/")
