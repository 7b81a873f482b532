"""Similar ideas while typing: what is there already is supported instead of repeated."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dorflinde.accounts.models import User
from dorflinde.participation import actions
from dorflinde.participation.models import Hiding, Idea, Project

HINT = "Unterstützen statt wiederholen"


@pytest.fixture
def bench(project: Project, resident: User) -> Idea:
    return actions.post_idea(project, actor=resident, title="Mehr Sitzbänke am Friedhof", text="Für Ältere.")


@pytest.fixture
def url(project: Project) -> str:
    return reverse("participation:idea_similar", args=["perlesreut", project.slug])


@pytest.fixture
def new_url(project: Project) -> str:
    return reverse("participation:idea_new", args=["perlesreut", project.slug])


def filled(project: Project, title: str, **more: object) -> dict[str, object]:
    return {"title": title, "text": "Zum Ausruhen.", "place": str(project.place.public_id), **more}


def ask(client: Client, url: str, title: str) -> str:
    return client.post(url, {"title": title}, headers={"hx-request": "true"}).content.decode()


def test_a_similar_idea_is_shown_while_the_title_is_typed(client: Client, url: str, new_url: str, bench: Idea) -> None:
    field = client.get(new_url).content.decode()
    assert f'hx-post="{url}"' in field
    page = ask(client, url, "Eine Bank am Friedhof")
    assert "Mehr Sitzbänke am Friedhof" in page
    assert f'href="{bench.get_absolute_url()}#unterstuetzen"' in page
    assert 'name="seen_similar"' in page
    assert "noch nicht abgeschickt" not in page
    assert HINT not in ask(client, url, "Blumenwiese")
    assert HINT not in ask(client, url, "")
    assert HINT not in client.post(url).content.decode()
    assert client.get(url).status_code == 405


def test_up_to_three_are_shown_most_alike_first(client: Client, url: str, project: Project, resident: User) -> None:
    for title in ("Bank am Friedhof", "Bank am Bach", "Bank am Friedhof beim Tor", "Bank", "Wiese"):
        actions.post_idea(project, actor=resident, title=title, text="Bitte.")
    page = ask(client, url, "Bank am Friedhof")
    assert page.count(f"{HINT}<") == 3
    assert page.index(">Bank am Friedhof<") < page.index(">Bank am Friedhof beim Tor<")


def test_only_open_visible_ideas_of_this_project_are_shown(
    client: Client, url: str, set_up, bench: Idea, clerk: User, resident: User
) -> None:
    assert HINT in ask(client, url, "Eine Bank am Friedhof")
    elsewhere = set_up(("ideas", -5, 9), title="Etwas anderes")
    other = reverse("participation:idea_similar", args=["perlesreut", elsewhere.slug])
    assert HINT not in ask(client, other, "Eine Bank am Friedhof")
    hiding = Hiding.objects.create(idea=bench, hidden_by=clerk)
    assert HINT not in ask(client, url, "Eine Bank am Friedhof")
    hiding.delete()
    assert HINT in ask(client, url, "Eine Bank am Friedhof")
    actions.answer_idea(bench, actor=clerk, status="rejected", text="Nein.", by="Bauamt")
    assert HINT not in ask(client, url, "Eine Bank am Friedhof")


def test_a_changed_title_is_found_at_once(client: Client, url: str, bench: Idea, resident: User) -> None:
    assert HINT not in ask(client, url, "Ein Steg an der Ilz")
    actions.edit_idea(
        bench, actor=resident, without_photo=False, title="Steg an der Ilz", text="Bitte.", category=None,
        place=bench.place, lat=None, lon=None, photo=None, photo_alt="",
    )  # fmt: skip
    assert HINT in ask(client, url, "Ein Steg an der Ilz")
    assert HINT not in ask(client, url, "Eine Bank am Friedhof")


def test_a_draft_tells_nobody_what_it_collects(client: Client, draft: Project) -> None:
    url = reverse("participation:idea_similar", args=["perlesreut", draft.slug])
    assert client.post(url, {"title": "Bank"}).status_code == 404


def test_without_javascript_the_hint_comes_once_before_sending(
    client: Client, new_url: str, project: Project, bench: Idea, resident: User, telling_photo: bytes
) -> None:
    client.force_login(resident)
    photo = SimpleUploadedFile("a.jpg", telling_photo, content_type="image/jpeg")
    page = client.post(new_url, filled(project, "Eine Bank am Friedhof", photo=photo)).content.decode()
    assert "Ihre Idee ist noch nicht abgeschickt." in page
    assert HINT in page
    assert 'value="Eine Bank am Friedhof"' in page
    assert "Ihr Foto haben wir behalten" in page
    assert Idea.objects.count() == 1
    client.post(new_url, filled(project, "Eine Bank am Friedhof", seen_similar="on", kept_photo="yes"))
    posted = Idea.objects.exclude(pk=bench.pk).get()
    assert (posted.title, bool(posted.photo)) == ("Eine Bank am Friedhof", True)


def test_a_guest_sees_the_hint_before_signing_in(client: Client, new_url: str, project: Project, bench: Idea) -> None:
    assert HINT in client.post(new_url, filled(project, "Eine Bank am Friedhof")).content.decode()
    answer = client.post(new_url, filled(project, "Eine Bank am Friedhof", seen_similar="on"))
    assert answer.status_code == 302
    assert "/konto/login/" in answer["Location"]


def test_asking_costs_few_queries_and_reads_the_titles_once(
    client: Client, url: str, bench: Idea, django_assert_max_num_queries
) -> None:
    ask(client, url, "Eine Bank")
    with django_assert_max_num_queries(8):
        ask(client, url, "Eine Bank am Friedhof")
