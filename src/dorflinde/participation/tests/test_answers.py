"""The town hall answers: on the page, on the trail, in the post."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.audit.models import Record
from dorflinde.desk.models import Answered, Todo
from dorflinde.feed.models import OutboxItem
from dorflinde.participation import actions
from dorflinde.participation.models import Answer, Idea
from dorflinde.places.models import Organisation
from dorflinde.trail.models import Step

TEXT = "Machbar, zwei Räume gehören der Gemeinde."


@pytest.fixture
def url(idea: Idea) -> str:
    return reverse("participation:answer", args=["perlesreut", idea.public_id])


def test_an_answer_reaches_page_trail_followers_desk_and_record(
    client: Client, idea: Idea, clerk: User, town_hall: Organisation, url: str
) -> None:
    client.force_login(clerk)
    assert "Markt Perlesreut" in client.get(url).content.decode()
    response = client.post(url, {"status": "planned", "text": TEXT, "by": "Markt Perlesreut, Bauamt"})
    assert response["Location"] == idea.get_absolute_url()
    client.logout()
    page = client.get(idea.get_absolute_url()).content.decode()
    assert TEXT in page
    assert "vorgesehen" in page
    assert town_hall.get_absolute_url() in page, "the imprint of who answers is one click away"
    step = Step.objects.get(kind="answered")
    assert (step.by, step.text) == ("Markt Perlesreut, Bauamt", TEXT)
    told = OutboxItem.objects.get()
    assert (told.audience, told.actor) == (OutboxItem.Audience.FOLLOWERS, clerk)
    assert not Todo.objects.waiting().exists()
    assert Answered.objects.get().subject_id == idea.public_id
    assert Record.objects.get(verb="participation.idea.answered").details == {"status": "planned"}


def test_the_newest_answer_counts_and_the_older_ones_stay(client: Client, idea: Idea, clerk: User) -> None:
    now = timezone.now()
    actions.answer_idea(idea, actor=clerk, status="active", text="Es geht los.", at=now)
    actions.answer_idea(idea, actor=clerk, status="checked", text="Nachgetragen.", at=now - datetime.timedelta(days=9))
    idea.refresh_from_db()
    assert idea.latest_answer.status == "active"
    page = client.get(idea.get_absolute_url()).content.decode()
    assert page.index("Es geht los.") < page.index("Frühere Antworten") < page.index("Nachgetragen.")
    actions.answer_idea(idea, actor=clerk, status="done", text="Fertig.")
    idea.refresh_from_db()
    assert idea.latest_answer.status == "done"


def test_days_until_the_first_answer_are_counted_from_the_first(idea: Idea, clerk: User) -> None:
    first = actions.answer_idea(idea, actor=clerk, status="checked", text="Eins")
    actions.answer_idea(idea, actor=clerk, status="done", text="Zwei")
    assert Answered.objects.get().answered_at == first.at


@pytest.mark.parametrize(
    "sent", [{"text": TEXT}, {"status": "planned", "text": ""}, {"status": "quatsch", "text": TEXT}]
)
def test_an_answer_that_is_not_whole_stays_typed(
    client: Client, idea: Idea, clerk: User, url: str, sent: dict[str, str]
) -> None:
    client.force_login(clerk)
    page = client.post(url, {**sent, "by": "Bauamt im Alten Rathaus"}).content.decode()
    assert "Bauamt im Alten Rathaus" in page
    assert sent["text"] in page
    assert "kern-error" in page
    assert not Answer.objects.exists()


def test_a_ready_made_beginning_keeps_what_was_typed(client: Client, idea: Idea, clerk: User, url: str) -> None:
    client.force_login(clerk)
    page = client.post(url, {"vorlage": "rejected", "text": "Der Brandschutz fehlt.", "by": "Bauamt"}).content.decode()
    assert "können sie leider nicht umsetzen" in page
    assert "Der Brandschutz fehlt." in page
    assert (
        'value="rejected" class="kern-form-check__radio" id="id_status_4" checked' in page or 'value="rejected"' in page
    )
    again = client.post(
        url, {"vorlage": "rejected", "text": "Danke für Ihre Idee. Wir haben sie geprüft: Ja.", "by": "Bauamt"}
    )
    assert again.content.decode().count("Danke für Ihre Idee.") == 2
    assert not Answer.objects.exists()


@pytest.mark.parametrize("persona", ["resident", "outsider", "council", "moderator", "editor"])
def test_only_the_town_hall_answers(client: Client, request: pytest.FixtureRequest, url: str, persona: str) -> None:
    client.force_login(request.getfixturevalue(persona))
    assert client.post(url, {"status": "planned", "text": TEXT, "by": "Ich"}).status_code == 403
    assert not Answer.objects.exists()


def test_a_told_story_of_the_past_wakes_nobody(idea: Idea, clerk: User) -> None:
    at = idea.created_at + datetime.timedelta(hours=1)
    answer = actions.answer_idea(idea, actor=clerk, status="checked", text="Schön.", at=at, tell=False, is_sample=True)
    assert not OutboxItem.objects.exists()
    assert Step.objects.get(kind="answered").at == at == answer.at
    assert answer.is_sample
