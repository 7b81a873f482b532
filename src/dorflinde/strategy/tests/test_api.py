"""The strategy for other programs: what everyone may read, page by page, and nothing else."""

import datetime
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from dorflinde.accounts.models import User
from dorflinde.places.models import Place
from dorflinde.places.public import switch_module
from dorflinde.strategy import actions
from dorflinde.strategy.models import (
    FieldOfAction,
    FundingLine,
    Goal,
    GoalIndicator,
    IndicatorLine,
    Measure,
    Strategy,
)

LIST = "/api/v1/measures"
HERE = "/api/v1/municipalities/perlesreut"


def read(client: Client, address: str, **query: Any) -> Any:
    """Return what an address answers."""
    response = client.get(address, query)
    assert response.status_code == 200, response.content
    return response.json()


def numbers(client: Client, **query: Any) -> list[str]:
    """Return the numbers of the measures in a list."""
    return [row["number"] for row in read(client, LIST, **query)["items"]]


@pytest.fixture
def plan(municipality: Place) -> Strategy:
    """A strategy whose windows reach to the ends of 2027, 2028 and 2030."""
    plan = Strategy(
        place=municipality, title="Digital daheim", vision="Nah beieinander", starts_on=datetime.date(2027, 1, 1),
        ends_on=datetime.date(2031, 12, 31), short_months=12, medium_months=24, long_months=48,
    )  # fmt: skip
    return actions.save_strategy(plan, actor=None)


# --- the list ---------------------------------------------------------------------------------------------------------
def test_the_list_tells_what_a_measure_is_and_when(client: Client, measure: Measure, plan: Strategy) -> None:
    (row,) = read(client, LIST)["items"]
    assert row["id"] == str(measure.public_id)
    assert (row["municipality"], row["field"], row["status"], row["horizon"]) == (
        "perlesreut",
        "mobilitaet",
        "planned",
        "short",
    )
    assert row["start"] == {
        "first": "2027-09-01",
        "last": "2027-11-30",
        "precision": "season",
        "text": "Herbst 2027",
    }
    assert row["url"] == f"http://testserver{measure.get_absolute_url()}"


def test_what_is_internal_stays_inside(client: Client, measure: Measure, draft: Measure, clerk: User) -> None:
    actions.set_dependencies(measure, [draft], actor=None)
    assert numbers(client) == ["M16"]
    assert client.get(f"{LIST}/{draft.public_id}").status_code == 404
    assert read(client, f"{LIST}/{measure.public_id}")["depends_on"] == []
    assert read(client, f"{HERE}/roadmap")["items"][0]["depends_on"] == []
    client.force_login(clerk)  # who has an office reads here as everyone does
    assert numbers(client) == ["M16"]
    assert client.get(f"{LIST}/{draft.public_id}").status_code == 404


def test_the_list_can_be_narrowed(
    client: Client, make_measure: Callable[..., Measure], field: FieldOfAction, neighbour: Place, plan: Strategy
) -> None:
    make_measure("Bus", number="M1", field=field, status="active", start="laufend")
    make_measure("Bank", number="M2", start="2028")
    make_measure("Laden", number="M3", status="done", start="2035")
    make_measure("Drüben", number="M4", place=neighbour)
    assert numbers(client) == ["M1", "M2", "M3", "M4"]
    assert numbers(client, municipality="ringelai") == ["M4"]
    assert numbers(client, field=field.slug) == ["M1"]
    assert numbers(client, status=["active", "done"]) == ["M1", "M3"]
    assert numbers(client, horizon="medium", municipality="perlesreut") == ["M2"]
    assert numbers(client, horizon="later") == ["M3"]
    assert numbers(client, horizon="open") == ["M4"]
    assert numbers(client, horizon="short", status="planned") == []


def test_a_municipality_without_a_strategy_is_sorted_by_its_regions(
    client: Client, region: Place, neighbour: Place, plan: Strategy, make_measure: Callable[..., Measure]
) -> None:
    years = {"starts_on": datetime.date(2020, 1, 1), "ends_on": datetime.date(2031, 12, 31)}
    actions.save_strategy(Strategy(place=region, title="Region", **years), actor=None)
    make_measure("Hier", number="M1", start="2028")
    make_measure("Drüben", number="M2", start="2028", place=neighbour)
    assert numbers(client, horizon="medium") == ["M1"]
    assert numbers(client, horizon="later") == ["M2"]
    assert [row["horizon"] for row in read(client, LIST)["items"]] == ["medium", "later"]


def test_pages_follow_each_other_without_a_gap(
    client: Client, make_measure: Callable[..., Measure], neighbour: Place
) -> None:
    wanted = [f"M{number}" for number in (2, 3, 10, 21)]
    for number in reversed(wanted):
        make_measure(f"Vorhaben {number}", number=number)
    make_measure("Drüben", number="A/1", place=neighbour)
    page = read(client, LIST, limit=2)
    found = page["items"]
    while page["next"]:
        page = read(client, page["next"])
        assert len(page["items"]) <= 2
        found += page["items"]
    assert [row["number"] for row in found] == [*wanted, "A/1"]


def test_a_page_goes_on_although_its_last_measure_has_gone(
    client: Client, make_measure: Callable[..., Measure]
) -> None:
    made = [make_measure(f"Vorhaben {number}", number=number) for number in ("M1", "M01", "M2")]
    following = read(client, LIST, limit=2)["next"]
    actions.delete_measure(made[0], actor=None)
    assert [row["number"] for row in read(client, following)["items"]] == ["M2"]


def test_a_longer_list_asks_the_database_no_more(
    client: Client, make_measure: Callable[..., Measure], plan: Strategy, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        make_measure(f"Vorhaben {number}", start="2028")
    for address, most in ((LIST, 4), (f"{LIST}?horizon=medium", 4), (f"{HERE}/roadmap", 7), (f"{HERE}/progress", 22)):
        with django_assert_max_num_queries(most):
            read(client, address)


# --- one measure ------------------------------------------------------------------------------------------------------
def test_one_measure_tells_all_its_page_tells(
    client: Client, make_measure: Callable[..., Measure], plan: Strategy
) -> None:
    first = make_measure("Weg", number="M1", status="done")
    made = make_measure(
        "Bank", number="M2", needs=[first], status="active", goal="Ohne Auto", cost_once=Decimal("1000.50"), staff_months=Decimal(2),
        fundings=(FundingLine("LEADER", rate=Decimal(60)),), indicators=(IndicatorLine("Fahrten", "0", "100"),),
    )  # fmt: skip
    actions.report_progress(made, "Das Fundament steht.", actor=None, progress=40)
    told = read(client, f"{LIST}/{made.public_id}")
    assert (told["cost_once"], told["own_share"], told["staff_months"]) == (1000.5, 400.2, 2.0)
    assert told["cost_per_year"] is None
    assert [row["number"] for row in told["depends_on"]] == ["M1"]
    assert told["fundings"][0]["programme"] == "LEADER"
    assert told["indicators"][0]["target_value"] == 100
    assert told["progress"] == 40
    assert told["news"][0]["text"] == "Das Fundament steht."
    assert told["trail_url"].startswith("http://testserver/spur/")


def test_one_measure_costs_a_fixed_number_of_questions(
    client: Client, make_measure: Callable[..., Measure], django_assert_max_num_queries: Any
) -> None:
    needed = [make_measure(f"Weg {number}") for number in range(6)]
    lines = tuple(IndicatorLine(f"Zahl {number}") for number in range(6))
    made = make_measure("Bank", needs=needed, indicators=lines)
    for _number in range(4):
        actions.report_progress(made, "Es geht voran.", actor=None)
    with django_assert_max_num_queries(24):
        read(client, f"{LIST}/{made.public_id}")


# --- the plan above ---------------------------------------------------------------------------------------------------
def test_strategies_and_fields(client: Client, plan: Strategy, measure: Measure) -> None:
    (strategy,) = read(client, f"{HERE}/strategies")["items"]
    assert (strategy["title"], strategy["is_current"], strategy["vision"]) == (
        "Digital daheim",
        True,
        "Nah beieinander",
    )
    assert strategy["windows"][0] == {"horizon": "short", "label": "sofort", "before": "2028-01-01"}
    (field,) = read(client, f"{HERE}/fields")["items"]
    assert (field["slug"], field["measures"]) == ("mobilitaet", 1)


def test_only_published_versions_of_the_paper_are_named(client: Client, plan: Strategy, measure: Measure) -> None:
    actions.keep_paper(plan, actor=None, title="Entwurf")
    actions.publish_paper(actions.keep_paper(plan, actor=None, title="Fassung"), actor=None)
    (strategy,) = read(client, f"{HERE}/strategies")["items"]
    assert [paper["title"] for paper in strategy["papers"]] == ["Fassung"]


def test_goals_come_with_their_series(client: Client, field: FieldOfAction, measure: Measure, draft: Measure) -> None:
    goal = actions.save_goal(Goal(field=field, title="Ohne Auto"), actor=None, measures=[measure, draft])
    figure = actions.save_indicator(
        GoalIndicator(goal=goal, name="Fahrten", baseline=Decimal(0), target=Decimal(10)), actor=None
    )
    for month, value in ((1, 2), (2, 5)):
        actions.note_value(figure, actor=None, value=Decimal(value), on=datetime.date(2026, month, 1))
    (told,) = read(client, f"{HERE}/goals")["items"]
    assert told["measures"] == [str(measure.public_id)]
    assert told["indicators"][0]["reached"] == 50
    assert told["indicators"][0]["values"] == [{"on": "2026-02-01", "value": 5.0}, {"on": "2026-01-01", "value": 2.0}]


def test_progress_counts_what_everyone_may_read(
    client: Client, make_measure: Callable[..., Measure], field: FieldOfAction, draft: Measure
) -> None:
    make_measure("Bus", status="active", field=field, cost_once=Decimal(100))
    make_measure("Laden", status="done")
    make_measure("Turm", status="dropped")
    told = read(client, f"{HERE}/progress")
    assert (told["total"], told["cost_once"], told["without_cost"]) == (2, 100.0, 1)
    assert {row["status"]: row["count"] for row in told["by_status"]}["dropped"] == 1
    assert told["by_field"][0] == {"field": "mobilitaet", "total": 1, "active": 1, "done": 0}


# --- doors ------------------------------------------------------------------------------------------------------------
def test_where_the_strategy_is_switched_off_nothing_is_told(
    client: Client, municipality: Place, measure: Measure
) -> None:
    switch_module(municipality, "strategy", on=False)
    assert numbers(client) == []
    for part in ("strategies", "fields", "goals", "roadmap", "progress"):
        assert client.get(f"{HERE}/{part}").status_code == 404
    for address in (f"{LIST}/{measure.public_id}", f"{LIST}?municipality=perlesreut"):
        response = client.get(address)
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"
    assert "strategy" not in read(client, HERE)["modules"]


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("limit=0", "query.limit", "zu klein"),
        ("limit=101", "query.limit", "zu groß"),
        ("limit=viele", "query.limit", "ganze Zahl"),
        ("status=bald", "query.status", "kennt die Schnittstelle hier nicht"),
        ("municipality=Perlesreut%20%F0%9F%8C%B3", "query.municipality", "So sieht diese Angabe nicht aus"),
        ("after=perlesreut/M%00", "query.after", "So sieht diese Angabe nicht aus"),
    ],
)
def test_a_mistaken_question_is_told_what_is_wrong_with_it(
    client: Client, municipality: Place, query: str, place: str, words: str
) -> None:
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    (mistake,) = response.json()["errors"]
    assert mistake["where"] == place
    assert words in mistake["message"]


def test_problems_are_told_in_the_readers_language(client: Client, municipality: Place) -> None:
    address = f"{LIST}/{uuid.uuid4()}"
    assert client.get(address).json()["title"] == "Das gibt es hier nicht."
    assert client.get(address, headers={"accept-language": "en"}).json()["title"] == "There is no such thing here."
