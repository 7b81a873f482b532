"""The cast walks through every door."""

import pytest
from django.test import Client
from django.urls import reverse

from dorflinde.participation import actions
from dorflinde.participation.models import Idea, Project

CAST = [
    "guest",
    "resident",
    "second_resident",
    "outsider",
    "council",
    "moderator",
    "editor",
    "clerk",
    "manager",
    "operator",
]
PUBLIC = dict.fromkeys(CAST, 200)
OFFICE = {**dict.fromkeys(CAST, 403), "guest": 302, "clerk": 200, "manager": 200, "operator": 200}
STAFF_READS = {
    **dict.fromkeys(CAST, 404),
    **dict.fromkeys(["council", "moderator", "editor", "clerk", "manager", "operator"], 200),
}
# A draft does not exist for strangers; staff without the right to change it is refused.
DRAFT_OFFICE = {**dict.fromkeys(CAST, 404), "guest": 302, **dict.fromkeys(["council", "moderator", "editor"], 403), **dict.fromkeys(["clerk", "manager", "operator"], 200)}  # fmt: skip
SIGNED_IN = {**PUBLIC, "guest": 302}
OWN = {**dict.fromkeys(CAST, 403), "guest": 302, "resident": 200}

DOORS = [
    ("index", [], PUBLIC),
    ("compose", [], {**dict.fromkeys(CAST, 302)}),  # one project collects ideas: it leads there
    ("project", ["project"], PUBLIC),
    ("idea", ["idea"], PUBLIC),
    ("idea_new", ["project"], PUBLIC),
    ("comment_new", ["idea"], PUBLIC),
    ("idea_support", ["idea"], SIGNED_IN),
    ("idea_edit", ["idea"], OWN),
    ("idea_withdraw", ["idea"], OWN),
    ("answer", ["idea"], OFFICE),
    ("manage", [], OFFICE),
    ("project_new", [], OFFICE),
    ("project_edit", ["project"], OFFICE),
    ("project_publish", ["project"], OFFICE),
    ("project_unpublish", ["project"], OFFICE),
    ("ideas_csv", ["project"], OFFICE),
    ("project", ["draft"], STAFF_READS),
    ("project_edit", ["draft"], DRAFT_OFFICE),
    ("project_publish", ["draft"], DRAFT_OFFICE),
    ("ideas_csv", ["draft"], DRAFT_OFFICE),
]


def address(name: str, things: list[str], request: pytest.FixtureRequest) -> str:
    keys = []
    for thing in things:
        found = request.getfixturevalue(thing)
        keys.append(found.slug if isinstance(found, Project) else found.public_id)
    return reverse(f"participation:{name}", args=["perlesreut", *keys])


@pytest.mark.parametrize(
    ("name", "things", "expected"), DOORS, ids=[f"{name}-{'-'.join(things)}" for name, things, _ in DOORS]
)
def test_everyone_gets_what_is_theirs(
    project: Project, request: pytest.FixtureRequest, name: str, things: list[str], expected: dict[str, int]
) -> None:
    url, found = address(name, things, request), {}
    for persona in CAST:
        client = Client()
        if persona != "guest":
            client.force_login(request.getfixturevalue(persona))
        response = client.get(url)
        found[persona] = response.status_code
        if response.status_code == 302 and name != "compose":
            assert response["Location"].startswith(reverse("account_login"))
    assert found == expected


@pytest.mark.parametrize("persona", ["guest", "resident", "outsider", "council"])
def test_a_draft_and_its_ideas_do_not_exist_for_strangers(
    client: Client, idea: Idea, request: pytest.FixtureRequest, persona: str
) -> None:
    actions.unpublish_project(idea.project, actor=None)
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    expected = 200 if persona == "council" else 404
    assert client.get(idea.get_absolute_url()).status_code == expected


def test_another_municipalitys_idea_does_not_exist_here(client: Client, idea: Idea, neighbour: object) -> None:
    assert client.get(reverse("participation:idea", args=["ringelai", idea.public_id])).status_code == 404
    assert client.get(reverse("participation:project", args=["ringelai", idea.project.slug])).status_code == 404


def test_a_municipality_without_this_module_has_no_such_pages(client: Client, idea: Idea) -> None:
    place = idea.project.municipality
    place.modules_off = ["participation"]
    place.save()
    for name, keys in (("index", []), ("project", [idea.project.slug]), ("idea", [idea.public_id])):
        assert client.get(reverse(f"participation:{name}", args=[place.slug, *keys])).status_code == 404


@pytest.mark.parametrize("name", ["index", "project", "idea", "compose"])
def test_pages_for_reading_take_no_posts(client: Client, idea: Idea, name: str) -> None:
    keys = {"index": [], "compose": [], "project": [idea.project.slug], "idea": [idea.public_id]}[name]
    assert client.post(reverse(f"participation:{name}", args=["perlesreut", *keys])).status_code == 405


@pytest.mark.parametrize("name", ["index", "project", "idea"])
def test_a_reader_without_an_account_needs_no_cookie(client: Client, idea: Idea, name: str) -> None:
    keys = {"index": [], "project": [idea.project.slug], "idea": [idea.public_id]}[name]
    response = client.get(reverse(f"participation:{name}", args=["perlesreut", *keys]))
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert "public" in response["Cache-Control"]
