"""Participation for other programs: what everyone may read, page by page, and nothing of what is not for everyone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dorflinde.accounts.models import User
from dorflinde.participation import actions
from dorflinde.participation.actions import ActivityPlan, QuestionPlan
from dorflinde.participation.models import Idea, Project
from dorflinde.places.models import Place
from dorflinde.places.public import switch_module

from .conftest import Plan

LIST = "/api/v1/participations"


def read(client: Client, address: str, **query: Any) -> Any:
    """Return what an address answers."""
    response = client.get(address, query)
    assert response.status_code == 200, response.content
    return response.json()


def test_a_project_tells_what_runs_and_what_one_can_do(client: Client, project: Project, idea: Idea) -> None:
    (row,) = read(client, LIST)["items"]
    assert (row["id"], row["municipality"], row["state"]) == (str(project.public_id), "perlesreut", "open")
    assert (row["takes_ideas"], row["ideas"], row["phase"]["kind"]) == (True, 1, "ideas")
    told = read(client, f"{LIST}/{project.public_id}")
    assert [phase["kind"] for phase in told["phases"]] == ["ideas", "decision"]
    assert [category["slug"] for category in told["categories"]] == ["begegnung", "jugend"]
    assert told["url"] == f"http://testserver{project.get_absolute_url()}"


def test_what_is_not_for_everyone_is_told_to_nobody(
    client: Client, set_up: Plan, draft: Project, idea: Idea, municipality: Place, resident: User, clerk: User
) -> None:
    private = set_up(("ideas", -5, 9), title="Nur für uns", access=Project.Access.INVITED)
    secret = actions.post_idea(private, actor=resident, title="Unter uns", text="Bitte nicht weitersagen.")
    client.force_login(clerk)  # who has an office reads here as everyone does
    assert [row["title"] for row in read(client, LIST)["items"]] == ["Wohin mit der alten Bank?"]
    for project in (draft, private):
        for address in ("", "/ideas", "/results"):
            assert client.get(f"{LIST}/{project.public_id}{address}").status_code == 404
    for address in ("", "/comments"):
        assert client.get(f"/api/v1/ideas/{secret.public_id}{address}").status_code == 404
    switch_module(municipality, "participation", on=False)
    assert client.get(f"/api/v1/ideas/{idea.public_id}").status_code == 404
    assert read(client, f"{LIST}?x=1")["items"] == []


def test_projects_follow_each_other_page_by_page(
    client: Client, set_up: Plan, neighbour: Place, django_assert_max_num_queries: Any
) -> None:
    set_up(("ideas", -5, 9), title="Bank")
    set_up(("result", -5, 9), title="Brunnen")
    set_up(("ideas", -9, -5), title="Acker", place=neighbour)
    titles, address = [], f"{LIST}?limit=1"
    while address:
        with django_assert_max_num_queries(6):
            page = read(client, address)
        titles += [row["title"] for row in page["items"]]
        address = page["next"]
    assert titles == ["Bank", "Brunnen", "Acker"]
    assert [row["title"] for row in read(client, LIST, municipality="ringelai")["items"]] == ["Acker"]


def test_ideas_are_told_with_what_became_of_them(
    client: Client,
    project: Project,
    idea: Idea,
    resident: User,
    second_resident: User,
    django_assert_max_num_queries: Any,
) -> None:
    actions.support_idea(idea, actor=second_resident)
    comment = actions.comment_on_idea(idea, actor=second_resident, text="Mit Ofen, bitte.")
    actions.comment_on_idea(idea, actor=resident, text="Gern!", reply_to=comment)
    actions.answer_idea(idea, actor=None, status="planned", text="Im Haushalt 2028.", by="Bauamt")
    hidden = actions.post_idea(project, actor=resident, title="Weg damit", text="…")
    actions.hide_idea(hidden.public_id, actor=resident, reason="")
    with django_assert_max_num_queries(12):
        (row,) = read(client, f"{LIST}/{project.public_id}/ideas")["items"]
    assert (row["title"], row["supports"], row["comments"], row["status"]) == (
        "Ein Wohnzimmer für alle",
        1,
        2,
        "planned",
    )
    assert row["author"] == "linden_lena"
    (answer,) = read(client, f"/api/v1/ideas/{idea.public_id}")["answers"]
    assert (answer["text"], answer["by"]) == ("Im Haushalt 2028.", "Bauamt")
    page = read(client, f"/api/v1/ideas/{idea.public_id}/comments", limit=1)
    assert [said["text"] for said in page["items"]] == ["Mit Ofen, bitte."]
    (reply,) = read(client, page["next"])["items"]
    assert (reply["text"], reply["reply_to"]) == ("Gern!", str(comment.public_id))


def test_the_list_of_ideas_can_be_narrowed(client: Client, project: Project, idea: Idea, resident: User) -> None:
    youth = project.categories.get(slug="jugend")
    other = actions.post_idea(project, actor=resident, title="Jugendraum", text="Mit Tischkicker", category=youth)
    actions.support_idea(idea, actor=resident)
    actions.answer_idea(other, actor=None, status="checked", text="Ja.")

    def titles(**query: Any) -> list[str]:
        return [row["title"] for row in read(client, f"{LIST}/{project.public_id}/ideas", **query)["items"]]

    assert titles() == ["Jugendraum", "Ein Wohnzimmer für alle"]
    assert titles(order="supported") == ["Ein Wohnzimmer für alle", "Jugendraum"]
    assert titles(category="jugend") == titles(status="checked") == ["Jugendraum"]
    assert titles(status="open") == ["Ein Wohnzimmer für alle"]
    first = read(client, f"{LIST}/{project.public_id}/ideas", limit=1)
    assert [row["title"] for row in read(client, first["next"])["items"]] == ["Ein Wohnzimmer für alle"]


def test_results_are_told_when_everyone_may_read_them(client: Client, set_up: Plan) -> None:
    project = set_up(("activities", -5, 9))
    plan = ActivityPlan(project.timetable[0], "Wie oft?", options={"results": "end", "anonymous": False})
    survey = actions.create_activity(project, "survey", plan, actor=None)
    actions.save_question(survey, QuestionPlan("single", "Oft?", choices=["ja", "nein"]), actor=None)
    (row,) = read(client, f"{LIST}/{project.public_id}/results")["items"]
    assert row["counts"] == []
    assert "sobald die Umfrage zu Ende ist" in row["why_not"]
    (activity,) = read(client, f"{LIST}/{project.public_id}")["activities"]
    assert (activity["kind"], activity["state"]) == ("survey", "open")


@pytest.mark.parametrize("bad", ["limit=0", "after=../x", "municipality=%00", "limit=viel"])
def test_a_question_that_makes_no_sense_is_told_where(client: Client, municipality: Place, bad: str) -> None:
    response = client.get(f"{LIST}?{bad}")
    assert response.status_code == 422
    assert response.json()["errors"][0]["where"].startswith("query.")


def test_a_kept_list_is_new_after_a_new_idea(
    client: Client, project: Project, resident: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    address = f"{LIST}/{project.public_id}/ideas"
    assert read(client, address)["items"] == []
    with django_capture_on_commit_callbacks(execute=True):
        actions.post_idea(project, actor=resident, title="Linde", text="Schatten")
    assert [row["title"] for row in read(client, address)["items"]] == ["Linde"]
