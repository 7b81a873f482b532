"""What everyone reads about how the plans are getting on."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from dorflinde.core.dates import PlanDate, parse_plan_date
from dorflinde.strategy import actions
from dorflinde.strategy.models import Health, Indicator, IndicatorLine


@pytest.fixture
def address(municipality):
    return reverse("strategy:progress", args=[municipality.slug])


@pytest.fixture
def running(make_measure, field):
    return make_measure(
        number="M07", field=field, start="2020", status="active", progress=40,
        indicators=(IndicatorLine("Fahrten", "0", "400", ""),),
    )  # fmt: skip


def test_an_empty_municipality_says_so(client, address):
    assert "Noch gibt es keine Vorhaben" in client.get(address).content.decode()


def test_a_figure_nobody_counted_says_so(client, address, running):
    assert "noch nichts gezählt" in client.get(address).content.decode()


def test_a_new_value_of_a_figure_is_seen_by_everyone(client, address, running):
    indicator = Indicator.objects.get(measure=running)
    for days, value in ((200, 30), (1, 150)):
        when = PlanDate.stored(timezone.localdate() - datetime.timedelta(days=days), "day")
        actions.record_value(indicator, actions.Figure(when, Decimal(value)), actor=None)
    page = client.get(address).content.decode()
    assert "37 % des Weges" in page
    assert ">150<" in page
    own = client.get(running.get_absolute_url()).content.decode()
    assert 'class="series"' in own
    assert own.count('r="4"/>') == 2


def test_milestones_and_moves_are_told_the_newest_first(client, address, running):
    reached = actions.add_part(
        running, "meilenstein", {"title": "Bank steht", "due": parse_plan_date("2021")}, actor=None
    )
    actions.add_part(running, "meilenstein", {"title": "Schild hängt", "due": parse_plan_date("2031")}, actor=None)
    actions.tick(reached, actor=None)
    page = client.get(address).content.decode()
    assert "Meilenstein erreicht" in page
    assert "Schild hängt" in page
    assert page.index("Bank steht") < page.index("Schild hängt")
    own = client.get(running.get_absolute_url()).content.decode()
    assert "erreicht" in own
    assert "kommt noch" in own


def test_a_reason_that_is_only_for_the_town_hall_stays_there(client, address, running):
    actions.add_part(running, "hindernis", {"title": "Streit mit dem Nachbarn"}, actor=None)
    actions.add_part(running, "beschluss", {"title": "Nur intern beraten"}, actor=None)
    actions.add_part(running, "aufgabe", {"title": "Frau Huber mahnen", "due": parse_plan_date("2020")}, actor=None)
    actions.add_part(running, "beschluss", {"title": "Bank wird gebaut", "is_public": True}, actor=None)
    for url in (address, running.get_absolute_url()):
        page = client.get(url).content.decode()
        assert str(Health.STUCK.label) in page
        assert "Streit" not in page
        assert "intern beraten" not in page
        assert "eine Aufgabe ist überfällig" in page
        assert "Huber" not in page
    assert "Bank wird gebaut" in page


def test_a_measure_that_is_not_public_is_not_counted(client, address, running, draft):
    page = client.get(address).content.decode()
    assert "1 von 1 Vorhaben ist begonnen" in page
    assert draft.title not in page


def test_many_measures_take_as_many_questions_as_few(
    client, address, running, make_measure, django_assert_max_num_queries
):
    for number in range(12):
        made = make_measure(number=f"M{number + 20}", status="active", start="2024")
        actions.add_part(made, "meilenstein", {"title": "Fertig", "due": parse_plan_date("2030")}, actor=None)
    with django_assert_max_num_queries(32):
        client.get(address)
