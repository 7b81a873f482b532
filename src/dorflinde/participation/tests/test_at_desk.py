"""The town hall writes an idea down for somebody: it is kept who wrote, never for whom."""

import pytest
from django.core import mail
from django.test import Client

from dorflinde.accounts.models import User
from dorflinde.audit.models import Record
from dorflinde.participation import actions
from dorflinde.participation.models import Idea, Project, SupportTakenDown, TakenDown
from dorflinde.trail.public import followers_of

from .conftest import Plan

TOLD = {"title": "Eine Bank am Friedhof", "text": "Der Weg ist weit.", "channel": "phone"}


def address(project: Project) -> str:
    return f"{project.get_absolute_url()}idee/aufnehmen/"


def test_an_idea_is_taken_down_without_a_name(client: Client, clerk: User, project: Project) -> None:
    client.force_login(clerk)
    sent = {**TOLD, "place": str(project.place.public_id)}
    answer = client.post(address(project), sent)
    idea = Idea.objects.get()
    assert answer["Location"] == idea.get_absolute_url()
    assert (idea.author, idea.taken_down.entered_by, idea.taken_down.channel) == (None, clerk, "phone")
    assert followers_of(idea.ref, after=0, most=9) == [], "nobody is told who did not ask for it"
    assert Record.objects.filter(verb="participation.idea.taken_down", actor=clerk).exists()
    for page in (idea.get_absolute_url(), project.get_absolute_url()):
        text = Client().get(page).content.decode()
        assert "im Rathaus aufgenommen" in text
        assert clerk.public_name not in text
    assert mail.outbox == []


def test_similar_ideas_are_shown_first(client: Client, clerk: User, project: Project, idea: Idea) -> None:
    client.force_login(clerk)
    sent = {**TOLD, "title": idea.title, "place": str(project.place.public_id)}
    assert idea.get_absolute_url() in client.post(address(project), sent).content.decode()
    assert not TakenDown.objects.exists()
    client.post(address(project), {**sent, "seen_similar": "on"})
    assert TakenDown.objects.count() == 1


@pytest.mark.parametrize("missing", ["title", "text", "channel"])
def test_what_is_missing_is_said(client: Client, clerk: User, project: Project, missing: str) -> None:
    client.force_login(clerk)
    sent = {name: value for name, value in TOLD.items() if name != missing}
    page = client.post(address(project), {**sent, "place": str(project.place.public_id)}).content.decode()
    assert "kern-error" in page
    assert not Idea.objects.exists()


def test_nothing_is_taken_down_when_ideas_are_not_collected(client: Client, clerk: User, set_up: Plan) -> None:
    client.force_login(clerk)
    assert client.get(address(set_up(("decision", -5, 9)))).status_code == 403


def test_a_support_is_entered_for_somebody_without_a_name_and_taken_back(
    client: Client, clerk: User, resident: User, idea: Idea
) -> None:
    here = f"{idea.get_absolute_url()}unterstuetzung-aufnehmen/"
    client.force_login(clerk)
    assert "Unterstützung für jemanden eintragen" in client.get(idea.get_absolute_url()).content.decode()
    assert client.post(here, {"channel": "rauchzeichen"}).context["form"].errors
    client.post(here, {"channel": "phone"})
    client.post(here, {"channel": "desk"})
    idea.refresh_from_db()
    assert idea.support_count == 2
    first, second = SupportTakenDown.objects.order_by("pk")
    assert (first.support.user, first.entered_by, first.channel) == (None, clerk, "phone")
    assert Record.objects.filter(verb="participation.idea.support_taken_down", actor=clerk).count() == 2
    assert "am Telefon" in client.get(here).content.decode()
    assert client.post(here, {"zurueck": "x"}).status_code == 404
    client.post(here, {"zurueck": str(second.pk)})
    idea.refresh_from_db()
    assert idea.support_count == 1
    client.force_login(resident)
    assert client.post(here, {"channel": "phone"}).status_code == 403


def test_what_was_entered_for_an_idea_that_became_part_of_another_is_taken_back_there(
    client: Client, clerk: User, second_resident: User, project: Project, idea: Idea
) -> None:
    bench = actions.post_idea(project, actor=second_resident, title="Eine warme Stube", text="Kaffee für alle.")
    client.force_login(clerk)
    client.post(f"{bench.get_absolute_url()}unterstuetzung-aufnehmen/", {"channel": "phone"})
    client.post(f"{idea.get_absolute_url()}unterstuetzung-aufnehmen/", {"channel": "desk"})
    actions.merge_ideas(idea, [bench], actor=clerk)
    idea.refresh_from_db()
    assert idea.support_count == 2
    here = f"{idea.get_absolute_url()}unterstuetzung-aufnehmen/"
    assert "„Eine warme Stube“" in client.get(here).content.decode()
    client.post(here, {"zurueck": str(SupportTakenDown.objects.get(channel="phone").pk)})
    idea.refresh_from_db()
    bench.refresh_from_db()
    assert (idea.support_count, bench.support_count) == (1, 0)


def test_no_support_is_entered_when_nobody_can_support(client: Client, clerk: User, idea: Idea) -> None:
    idea.project.phases.update(kind="result")
    client.force_login(clerk)
    assert client.post(f"{idea.get_absolute_url()}unterstuetzung-aufnehmen/", {"channel": "phone"}).status_code == 403
    assert not SupportTakenDown.objects.exists()
