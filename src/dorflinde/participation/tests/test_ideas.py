"""An idea afterwards: changed, taken back, hidden, restored."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dorflinde.accounts.models import User
from dorflinde.core import subjects
from dorflinde.core.subjects import Ref
from dorflinde.desk.models import Todo
from dorflinde.feed.models import Entry
from dorflinde.participation import actions
from dorflinde.participation.models import Idea, Project
from dorflinde.trail import actions as trail


def address(name: str, idea: Idea) -> str:
    return reverse(f"participation:{name}", args=["perlesreut", idea.public_id])


def sent(idea: Idea, **changes: str) -> dict[str, str]:
    return {"title": idea.title, "text": idea.text, "place": str(idea.place.public_id), **changes}


def test_the_author_changes_the_idea_until_it_is_answered(
    client: Client, idea: Idea, resident: User, clerk: User
) -> None:
    client.force_login(resident)
    client.post(address("idea_edit", idea), sent(idea, title="Ein Wohnzimmer mit Werkstatt", category="begegnung"))
    idea.refresh_from_db()
    assert (idea.title, idea.category.name) == ("Ein Wohnzimmer mit Werkstatt", "Begegnung")
    assert "Geändert" in client.get(idea.get_absolute_url()).content.decode()
    assert [entry.title for entry in Entry.objects.filter(subject_kind="participation.idea")] == [
        "Ein Wohnzimmer mit Werkstatt"
    ]
    assert Todo.objects.waiting().get().title == "Ein Wohnzimmer mit Werkstatt"
    actions.answer_idea(idea, actor=clerk, status="checked", text="Machbar.")
    assert client.get(address("idea_edit", idea)).status_code == 403
    assert client.post(address("idea_edit", idea), sent(idea, title="Ganz anders")).status_code == 403


def test_a_photo_can_be_taken_away_and_its_file_goes(
    client: Client, idea: Idea, resident: User, telling_photo: bytes, django_capture_on_commit_callbacks
) -> None:
    client.force_login(resident)
    client.post(address("idea_edit", idea), {**sent(idea), "photo": SimpleUploadedFile("a.jpg", telling_photo)})
    idea.refresh_from_db()
    storage, name = idea.photo.storage, idea.photo.name
    assert storage.exists(name)
    assert "Das Foto doch nicht zeigen" in client.get(address("idea_edit", idea)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("idea_edit", idea), sent(idea, without_photo="on"))
    idea.refresh_from_db()
    assert not idea.photo
    assert not storage.exists(name)


def test_a_changed_form_that_fails_keeps_the_changes(client: Client, idea: Idea, resident: User) -> None:
    client.force_login(resident)
    page = client.post(address("idea_edit", idea), sent(idea, title="", text="Ganz neuer Text")).content.decode()
    assert "Ganz neuer Text" in page
    idea.refresh_from_db()
    assert idea.text == "Sofas und Kaffee gegen Spende."


def test_taking_back_names_what_goes_and_takes_it_off_every_page(
    client: Client, idea: Idea, resident: User, second_resident: User
) -> None:
    actions.support_idea(idea, actor=second_resident)
    actions.comment_on_idea(idea, actor=second_resident, text="Gut!")
    client.force_login(resident)
    page = client.get(address("idea_withdraw", idea)).content.decode()
    assert "1 Unterstützung" in page
    assert "1 Kommentar" in page
    assert client.post(address("idea_withdraw", idea))["Location"] == idea.project.get_absolute_url()
    for user in (resident, second_resident):
        client.force_login(user)
        assert client.get(idea.get_absolute_url()).status_code == 404
    assert idea.title not in client.get(idea.project.get_absolute_url()).content.decode()
    assert not Entry.objects.filter(subject_kind="participation.idea").exists()
    assert not Todo.objects.waiting().exists()
    assert subjects.describe(idea.ref).is_public is False


def test_what_a_measure_grew_from_cannot_be_taken_back(
    client: Client, idea: Idea, resident: User, project: Project
) -> None:
    trail.link(idea.ref, project.ref, actor=None)
    client.force_login(resident)
    assert client.post(address("idea_withdraw", idea)).status_code == 403


def test_moderation_takes_an_idea_off_and_brings_it_back(
    client: Client, idea: Idea, resident: User, second_resident: User, moderator: User
) -> None:
    handled = subjects.subject("participation.idea")
    handled.hide(idea.public_id, actor=moderator, reason="Persönliche Angaben")
    seen = {}
    for user in (None, second_resident, resident, moderator):
        client.logout()
        if user:
            client.force_login(user)
        seen[str(user)] = client.get(idea.get_absolute_url())
    assert [response.status_code for response in seen.values()] == [404, 404, 200, 200]
    assert "Persönliche Angaben" in seen["linden_lena"].content.decode()
    assert idea.title not in client.get(idea.project.get_absolute_url()).content.decode()
    assert not Entry.objects.filter(subject_kind="participation.idea").exists()
    assert not Todo.objects.waiting().filter(kind="answer").exists()
    client.force_login(second_resident)
    for name in ("idea_support", "comment_new", "answer"):
        assert client.post(address(name, idea), {"text": "x"}).status_code == 404
    handled.restore(idea.public_id, actor=moderator)
    client.logout()
    assert client.get(idea.get_absolute_url()).status_code == 200
    assert Entry.objects.get(subject_kind="participation.idea").published_at == idea.created_at
    assert Todo.objects.waiting().filter(kind="answer").exists()


def test_the_report_link_names_the_thing(client: Client, idea: Idea) -> None:
    page = client.get(idea.get_absolute_url()).content.decode()
    assert f"sache=participation.idea%3A{idea.public_id}" in page


def test_an_idea_that_never_was(client: Client, project: Project) -> None:
    assert client.get(reverse("participation:idea", args=["perlesreut", uuid.uuid4()])).status_code == 404


def test_words_of_people_stay_words(client: Client, project: Project, resident: User) -> None:
    evil = "<script>alert(1)</script>"
    idea = actions.post_idea(project, actor=resident, title=evil, text=evil, lat=48.78, lon=13.44)
    actions.comment_on_idea(idea, actor=resident, text=evil)
    for url in (idea.get_absolute_url(), project.get_absolute_url(), f"{project.get_absolute_url()}?ansicht=karte"):
        assert evil not in client.get(url).content.decode()


def test_an_erased_account_leaves_the_words_without_a_name(
    client: Client, idea: Idea, resident: User, second_resident: User
) -> None:
    actions.support_idea(idea, actor=second_resident)
    actions.comment_on_idea(idea, actor=second_resident, text="Sehr gut!")
    for user in (resident, second_resident):
        actions.forget_person(user)
    idea.refresh_from_db()
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "Sehr gut!" in page
    assert "linden_lena" not in page
    assert "waldkauz_12" not in page
    assert "1 Person unterstützt das" in page


@pytest.mark.parametrize("lines", [1, 40])
def test_the_page_of_an_idea_costs_the_same_with_many_voices(
    client: Client,
    idea: Idea,
    resident: User,
    second_resident: User,
    clerk: User,
    django_assert_max_num_queries,
    lines: int,
) -> None:
    for number in range(lines):
        comment = actions.comment_on_idea(idea, actor=second_resident, text=f"Ja {number}")
        actions.comment_on_idea(idea, actor=resident, text="Danke", reply_to=comment)
    actions.answer_idea(idea, actor=clerk, status="checked", text="Machbar.")
    client.force_login(second_resident)
    with django_assert_max_num_queries(19):
        client.get(idea.get_absolute_url())


def test_what_the_ground_services_are_told(idea: Idea, second_resident: User, clerk: User) -> None:
    actions.support_idea(idea, actor=second_resident)
    told = subjects.describe(Ref("participation.idea", idea.public_id))
    assert (told.title, told.author_name, told.is_public, told.place_id) == (
        idea.title,
        "linden_lena",
        True,
        idea.place_id,
    )
    assert told.text == "Sofas und Kaffee gegen Spende. Unterstützt von 1 Person."
    handled = subjects.subject("participation.idea")
    assert [step.title for step in handled.expected_steps(idea.public_id)] == [
        "Antwort aus dem Rathaus",
        "Beraten und entscheiden",
    ]
    actions.answer_idea(idea, actor=clerk, status="checked", text="Machbar.")
    assert [step.title for step in handled.expected_steps(idea.public_id)] == ["Beraten und entscheiden"]
    assert [found.ref for found in handled.suggestions(idea.project.municipality_id, "WOHNZIMMER spende")] == [idea.ref]
    assert handled.suggestions(idea.project.municipality_id, "Schwimmbad") == []


def test_describing_many_ideas_is_one_question(project: Project, resident: User, django_assert_num_queries) -> None:
    ideas = [actions.post_idea(project, actor=resident, title=f"Idee {n}", text="…") for n in range(5)]
    with django_assert_num_queries(1):
        assert len(subjects.describe_all([idea.ref for idea in ideas])) == 5
