"""The way through a cycle: what is ready, what comes next, what is said about a step, and the next cycle."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from dorflinde.strategy import actions, queries
from dorflinde.strategy.models import FieldOfAction, Stakeholder, StepMark, Strategy


def at(name: str, *args: object) -> str:
    return reverse(f"workshop:{name}", args=["perlesreut", *args])


@pytest.fixture
def strategy(municipality) -> Strategy:
    return actions.begin_cycle(
        municipality, title="Strategie 2026", starts_on=datetime.date(2026, 1, 1), ends_on=datetime.date(2030, 12, 31),
        actor=None,
    )  # fmt: skip


def current(municipality) -> str:
    cycle = queries.Cycle(municipality, queries.own_cycle(municipality))
    now = queries.current_step(queries.path(cycle))
    return "" if now is None else now.step.key


def test_an_empty_municipality_is_told_to_begin(desk, municipality):
    page = desk.get(at("index")).content.decode()
    assert "Strategie beginnen" in page
    assert page.count("is-now") == 1
    form = desk.get(at("cycle_new")).content.decode()
    assert f"Digitalstrategie {municipality.name}" in form
    desk.post(at("cycle_new"), {"title": "Unser Weg", "starts_on": "2026-01-01", "ends_on": "2030-12-31"})
    assert Strategy.objects.get().title == "Unser Weg"
    assert current(municipality) == "prepare"  # its occasion is not written down yet


def test_the_next_step_is_the_first_that_is_neither_closed_nor_complete(desk, municipality, strategy):
    strategy.process = "Der Rat hat es im Mai beschlossen."
    strategy.save()
    assert current(municipality) == "baseline"
    desk.post(at("step_mark", "baseline"), {"kind": "skipped", "note": "Gab es erst letztes Jahr"})
    assert current(municipality) == "actors"
    page = desk.get(at("index")).content.decode()
    assert "Gab es erst letztes Jahr" in page
    desk.post(at("step_unmark", "baseline"))
    assert current(municipality) == "baseline"


def test_leaving_out_wants_a_reason_and_paper_a_place(desk, strategy):
    for kind, words in (("skipped", "Warum lassen Sie"), ("paper", "Wo liegt das Papier")):
        response = desk.post(at("step_mark", "actors"), {"kind": kind})
        assert words in response.content.decode()
    assert not StepMark.objects.exists()


def test_a_closed_step_is_taken_up_again_and_its_story_stays(desk, municipality, strategy, clerk):
    for key in ("prepare", "baseline"):
        actions.mark_step(strategy, key, "done", actor=clerk)
    desk.post(at("step_mark", "prepare"), {"kind": "reopened", "note": "Neuer Rat"})
    assert current(municipality) == "prepare"
    assert [mark.kind for mark in strategy.step_marks.filter(step="prepare").newest_first()] == ["reopened", "done"]
    assert "Neuer Rat" in desk.get(at("cycle", strategy.public_id)).content.decode()


def test_a_step_says_who_looks_after_it_and_when_it_is_late(desk, municipality, strategy):
    desk.post(at("step", "actors"), {"responsible": "Vorzimmer", "due_on": "2020-05-01"})
    page = desk.get(at("index")).content.decode()
    assert "Vorzimmer" in page
    assert "überfällig" in page


def test_a_step_that_does_not_exist_is_not_found(desk, strategy):
    assert desk.get(at("step", "unfug")).status_code == 404


@pytest.mark.parametrize("key", [one.key for one in queries.STEPS])
def test_every_step_leads_to_pages_that_exist(desk, municipality, strategy, key):
    now = next(one for one in queries.path(queries.Cycle(municipality, strategy)) if one.step.key == key)
    for url in {now.url, now.next_url, *(url for _done, _words, url in now.rows)}:
        assert desk.get(url).status_code == 200


def test_the_next_cycle_keeps_what_is_wanted_and_the_old_one_stays_readable(desk, municipality, strategy, make_measure):
    strategy.vision = "Hier bleibt man gern."
    strategy.save()
    busy, idle = (actions.create_field(municipality, title, actor=None) for title in ("Mobilität", "Tourismus"))
    make_measure(field=busy)
    said = {"title": "Strategie 2031", "starts_on": "2031-01-01", "ends_on": "2035-12-31"}
    desk.post(at("cycle_new"), said | {"keep_texts": "on", "drop_fields_without_open_measures": "on"})
    after = queries.own_cycle(municipality)
    assert (after.title, after.vision) == ("Strategie 2031", "Hier bleibt man gern.")
    assert list(FieldOfAction.objects.of(municipality)) == [busy]
    assert idle not in FieldOfAction.objects.all()
    assert "Hier bleibt man gern." in desk.get(at("cycle", strategy.public_id)).content.decode()
    page = desk.get(at("cycles")).content.decode()
    assert page.index("Strategie 2031") < page.index("Strategie 2026")


def test_what_comes_later_is_not_in_force_yet_and_nobody_gets_lost(desk, municipality, strategy):
    actions.save_stakeholder(Stakeholder(municipality=municipality, strategy=strategy, name="Feuerwehr"), actor=None)
    said = {"title": "Strategie 2031", "starts_on": "2031-01-01", "ends_on": "2035-12-31"}
    desk.post(at("cycle_new"), said)
    coming = queries.own_cycle(municipality)
    assert coming.title == "Strategie 2031"
    assert queries.current_strategy(municipality) == strategy
    assert queries.windows_of(municipality) == queries.all_windows().of(municipality) == strategy.windows
    told = {
        row["title"]: row["is_current"]
        for row in desk.get("/api/v1/municipalities/perlesreut/strategies").json()["items"]
    }
    assert told == {"Strategie 2031": False, strategy.title: True}
    assert "Feuerwehr" in desk.get(at("stakeholders")).content.decode()
    with time_machine.travel("2031-02-01"):
        assert queries.current_strategy(municipality) == coming


def test_the_overview_takes_a_fixed_number_of_queries(
    desk, municipality, strategy, make_measure, clerk, django_assert_max_num_queries
):
    for number in range(8):
        make_measure(f"Vorhaben {number}", number=f"V{number}", start="2020", end="2021", status="active")
    for one in queries.STEPS:
        actions.mark_step(strategy, one.key, "done", actor=clerk)
    with django_assert_max_num_queries(49):  # each kind of contribution is asked once what is new
        desk.get(at("index"))
