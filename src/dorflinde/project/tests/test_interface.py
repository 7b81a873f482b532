"""The open interface as a whole: for everyone, for reading only, within limits, kept like a page, explained to people."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.participation.public import PhasePlan, ProjectPlan, create_project, post_idea
from dorflinde.places.models import Place
from dorflinde.strategy.public import Profile, create_measure

LIST = "/api/v1/municipalities"


def test_every_web_page_may_ask(client: Client, municipality: Place) -> None:
    for address in (LIST, "/api/v1/openapi.json", f"{LIST}/nirgends", f"{LIST}?limit=0", "/api/v1/nichts/davon"):
        response = client.get(address, headers={"origin": "https://verein.example"})
        assert response["Access-Control-Allow-Origin"] == "*", address
        assert "Access-Control-Allow-Credentials" not in response
        assert not response.cookies
    asked_before = client.options(LIST)
    assert (asked_before.status_code, asked_before["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "Authorization" in asked_before["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_can_be_changed(client: Client, municipality: Place, method: str) -> None:
    for address in (LIST, "/api/v1/openapi.json", "/api/v1/nichts"):
        response = getattr(client, method)(address)
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert response["Content-Type"] == "application/problem+json"


def test_the_head_of_an_answer_can_be_asked_for(client: Client, municipality: Place) -> None:
    response = client.head(LIST)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/json")


def test_an_address_that_is_none_is_a_problem_in_words(client: Client, municipality: Place) -> None:
    for address in ("/api/v1/nichts/davon", f"{LIST}/", f"{LIST}/nirgends", "/api/v1/%00"):
        response = client.get(address)
        assert response.status_code in {404, 422}
        assert response["Content-Type"] == "application/problem+json"
        told = response.json()
        assert (told["type"], told["status"]) == ("about:blank", response.status_code)
        assert told["title"]


def test_a_monstrous_question_is_a_problem_too(client: Client, municipality: Place) -> None:
    response = client.get(f"{LIST}?{'&'.join(f'a{number}=1' for number in range(2000))}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_an_answer_is_kept_and_who_has_it_is_told_so(
    client: Client, municipality: Place, django_assert_max_num_queries: Any
) -> None:
    first = client.get(LIST)
    with django_assert_max_num_queries(0):
        again = client.get(LIST, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"
    assert "public" in first["Cache-Control"]


def test_who_is_signed_in_gets_what_everyone_gets(client: Client, municipality: Place, clerk: User) -> None:
    everyone = client.get(LIST).json()
    client.force_login(clerk)
    response = client.get(LIST)
    assert response.json() == everyone
    assert not response.cookies


def test_who_asks_too_much_is_asked_to_wait(client: Client, municipality: Place, settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 2
    answers = [client.get(f"{LIST}?limit={number}") for number in range(1, 5)]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert "Bitte warten Sie" in answers[-1].json()["title"]
    assert client.get(f"{LIST}?limit=1").status_code == 200  # a kept answer costs nothing


def test_municipalities_follow_each_other_page_by_page(client: Client, municipality: Place, neighbour: Place) -> None:
    page = client.get(f"{LIST}?limit=1").json()
    assert [row["name"] for row in page["items"]] == ["Perlesreut"]
    page = client.get(page["next"]).json()
    assert [row["name"] for row in page["items"]] == ["Ringelai"]
    assert page["next"] is None


def test_one_municipality_tells_what_lies_in_it(client: Client, municipality: Place, village: Place) -> None:
    told = client.get(f"{LIST}/perlesreut").json()
    assert told["full_name"] == "Markt Perlesreut"
    assert told["region"] == {"slug": "ilzer-land", "name": "Ilzer Land"}
    assert told["villages"] == [{"slug": "niederperlesreut", "name": "Niederperlesreut"}]
    assert client.get(f"{LIST}/niederperlesreut").status_code == 404


def test_people_read_what_programs_can_ask(client: Client, municipality: Place, resident: User) -> None:
    create_measure(municipality, Profile(title="Mitfahrbank"), actor=None)
    day = timezone.localdate()
    plan = ProjectPlan(municipality, "Dorfplatz", "Was?", phases=[PhasePlan("ideas", "Ideen", day, day)])
    post_idea(create_project(plan, actor=None, publish=True), actor=resident, title="Linde", text="Schatten")
    page = client.get("/api/").content.decode()
    document = client.get("/api/v1/openapi.json").json()
    for path in document["paths"]:
        assert path in page
    assert "Datenlizenz Deutschland" in page
    examples = re.findall(r'href="(/api/v1/[^"]*)"', page)
    open_to_all = [
        path for path, ways in document["paths"].items() if "security" not in ways.get("get", {"security": []})
    ]
    assert len(examples) == len(open_to_all) + 1
    for example in examples:
        assert client.get(example.replace("&amp;", "&")).status_code == 200, example


def test_the_page_for_people_works_in_an_empty_house(client: Client, db: None) -> None:
    assert client.get("/api/").status_code == 200
    assert client.get("/api/v1/measures").json() == {"items": [], "next": None}


def test_the_short_address_leads_to_the_page_for_people(client: Client, db: None) -> None:
    assert client.get("/api/v1/")["Location"] == "/api/"
