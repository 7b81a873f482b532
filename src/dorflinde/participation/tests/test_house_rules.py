"""The house rules of a place and ideas and comments: what goes off, what waits, what comes back typed."""

import pytest
from django.test import Client

from dorflinde.accounts.models import User
from dorflinde.desk.models import Todo
from dorflinde.feed.models import Entry, OutboxItem
from dorflinde.moderation.actions import admit, pause_person
from dorflinde.moderation.models import Checkpoint, Review, Rule
from dorflinde.participation.models import Comment, Idea, Project
from dorflinde.places.models import Place

IDEA = {"title": "Kredite für alle", "text": "Ganz einfach und schnell."}


@pytest.fixture
def new_idea(project: Project) -> str:
    """Where ideas are written."""
    return f"/perlesreut/mitreden/{project.slug}/idee/"


@pytest.fixture
def looked_at(municipality: Place) -> None:
    """Ideas and comments are looked at first."""
    for kind in ("participation.idea", "participation.comment"):
        Checkpoint.objects.create(place=municipality, kind=kind)


@pytest.fixture
def no_credit(municipality: Place) -> None:
    """A word that does not go off."""
    Rule.objects.create(place=municipality, kind="words", lines="kredit*", effect="refuse")


def fields(client: Client, address: str, **given: str) -> dict[str, str]:
    """What a browser sends: every field of the form with what stands in it."""
    form = client.get(address).context["form"]
    shown = {name: field.value() for name, field in ((one.name, one) for one in form)}
    return {name: value for name, value in shown.items() if value not in (None, "")} | given


def test_an_idea_waits_and_its_author_alone_sees_it(
    client: Client, new_idea: str, looked_at: None, resident: User, second_resident: User
) -> None:
    client.force_login(resident)
    page = client.post(new_idea, fields(client, new_idea, **IDEA), follow=True).content.decode()
    assert "Ihre Idee ist angekommen und wird geprüft." in page
    assert "Wird geprüft" in page
    idea = Idea.objects.get()
    assert not Entry.objects.filter(subject_kind="participation.idea").exists()
    assert [todo.label for todo in Todo.objects.waiting()] == ["Freigabe"]
    assert idea not in Idea.objects.visible()
    client.force_login(second_resident)
    assert client.get(idea.get_absolute_url()).status_code == 404


def test_let_through_it_stands_where_ideas_stand_and_the_town_hall_answers(
    client: Client, new_idea: str, looked_at: None, resident: User, moderator: User
) -> None:
    client.force_login(resident)
    client.post(new_idea, fields(client, new_idea, **IDEA))
    admit(Review.objects.all(), actor=moderator)
    idea = Idea.objects.get()
    client.logout()
    assert client.get(idea.get_absolute_url()).status_code == 200
    assert Entry.objects.get(subject_kind="participation.idea").title == IDEA["title"]
    assert [todo.label for todo in Todo.objects.waiting()] == ["Idee"]


def test_an_idea_that_breaks_a_rule_comes_back_with_everything_typed(
    client: Client, new_idea: str, no_credit: None, resident: User
) -> None:
    client.force_login(resident)
    page = client.post(new_idea, fields(client, new_idea, **IDEA)).content.decode()
    assert "„kredit“ ist nach den Regeln von Perlesreut nicht erlaubt." in page
    assert "Ganz einfach und schnell." in page
    assert "Kredite für alle" in page
    assert not Idea.objects.exists()


def test_a_rule_is_not_passed_by_changing_the_idea_later(
    client: Client, idea: Idea, no_credit: None, municipality: Place, resident: User
) -> None:
    address = f"{idea.get_absolute_url()}bearbeiten/"
    client.force_login(resident)
    assert "nicht erlaubt" in client.post(address, fields(client, address, **IDEA)).content.decode()
    idea.refresh_from_db()
    assert idea.title == "Ein Wohnzimmer für alle"
    Rule.objects.update(effect="hold")
    page = client.post(address, fields(client, address, **IDEA), follow=True).content.decode()
    assert "Ihre Änderungen werden geprüft." in page
    assert not Idea.objects.visible().exists()
    assert Review.objects.waiting().exists()


def test_a_comment_waits_and_tells_nobody_until_it_is_let_through(
    client: Client, idea: Idea, looked_at: None, resident: User, second_resident: User, moderator: User
) -> None:
    client.force_login(second_resident)
    address = f"{idea.get_absolute_url()}kommentar/"
    page = client.post(address, {"text": "Gern mit Klavier."}, follow=True).content.decode()
    assert "Gern mit Klavier." in page
    assert "wird geprüft" in page
    assert not OutboxItem.objects.filter(recipient=resident).exists()
    client.force_login(resident)
    assert "Gern mit Klavier." not in client.get(idea.get_absolute_url()).content.decode()
    admit(Review.objects.all(), actor=moderator)
    assert "Gern mit Klavier." in client.get(idea.get_absolute_url()).content.decode()
    assert OutboxItem.objects.get(recipient=resident).title.startswith("waldkauz_12 hat zu")


def test_a_refused_comment_is_seen_by_nobody_and_its_text_is_kept(
    client: Client, idea: Idea, no_credit: None, second_resident: User
) -> None:
    client.force_login(second_resident)
    page = client.post(f"{idea.get_absolute_url()}kommentar/", {"text": "Ein Kredit!"}).content.decode()
    assert "nicht erlaubt" in page
    assert "Ein Kredit!" in page
    assert not Comment.objects.exists()


def test_who_pauses_finds_no_form_and_loses_no_text(
    client: Client,
    new_idea: str,
    idea: Idea,
    resident: User,
    second_resident: User,
    moderator: User,
    municipality: Place,
) -> None:
    client.force_login(second_resident)
    typed = fields(client, new_idea, **IDEA)
    pause_person(second_resident, municipality, actor=moderator, days=7, ground="rules", reason="Beleidigt.")
    refused = client.get(new_idea)
    assert refused.status_code == 403
    assert "eine Schreibpause" in refused.content.decode()
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "eine Schreibpause" in page
    assert 'data-keep="participation.comment"' not in page
    sent = client.post(new_idea, typed).content.decode()
    assert "eine Schreibpause" in sent
    assert "Ganz einfach und schnell." in sent


def test_withdrawing_takes_it_off_the_moderators_desk(idea: Idea, resident: User) -> None:
    from dorflinde.participation import actions

    actions.hold_idea(idea, why="Anlass")
    actions.withdraw_idea(idea, actor=resident)
    assert not Todo.objects.waiting().exists()
