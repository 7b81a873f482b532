"""A short survey in a frame of another website: answered there without a cookie, and not as often as one likes."""

from typing import Any

import pytest
from django.test import Client

from dorflinde.core import puzzle
from dorflinde.participation import actions, queries
from dorflinde.participation.actions import ActivityPlan, QuestionPlan
from dorflinde.participation.models import Activity, AnswerSheet, GuestPass, Project, Question

from .conftest import Plan

SITE = "https://www.perlesreut.de"


@pytest.fixture
def poll(set_up: Plan) -> Activity:
    """One question for everyone, which the town's website shows."""
    project = set_up(("activities", -5, 9), participants=Project.Participants.ANYONE)
    plan = ActivityPlan(project.timetable[0], "Mehr Bänke?", options={"results": "end", "anonymous": True})
    made = actions.create_activity(project, "survey", plan, actor=None)
    actions.save_question(
        made, QuestionPlan("single", "Mehr Bänke?", choices=["ja", "nein"], is_required=True), actor=None
    )
    actions.allow_embedding(project, [SITE], actor=None)
    return made


def answer(client: Client, poll: Activity, **more: str) -> Any:
    """Send the form in the frame, as a browser that keeps no cookie does."""
    question = Question.objects.get(activity=poll)
    chosen = question.choices.get(text="ja")
    sent = {f"f{question.pk}": str(chosen.pk), "puzzle": puzzle.solve(puzzle.new_puzzle()), **more}
    return client.post(f"{poll.get_absolute_url()}eingebettet/", sent)


def test_people_answer_inside_the_frame_without_a_cookie(poll: Activity) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"{poll.get_absolute_url()}eingebettet/")
    assert "Mehr Bänke?" in page.content.decode() and "data-puzzle=" in page.content.decode()
    assert "csrfmiddlewaretoken" not in page.content.decode() and not page.cookies
    sent = answer(client, poll)
    assert "Ihre Antwort zählt" in sent.content.decode()
    assert not sent.cookies
    assert sent["Content-Security-Policy"].count("frame-ancestors") == 1 and SITE in sent["Content-Security-Policy"]
    sheet = AnswerSheet.objects.get()
    assert (sheet.channel, sheet.person, sheet.guest) == ("frame", None, None)
    assert not GuestPass.objects.exists()
    assert queries.results_of(poll).channels == [("auf einer anderen Website", 1)]


def test_each_answer_needs_a_puzzle_of_its_own_and_an_answer(poll: Activity) -> None:
    same = {"puzzle": puzzle.solve(puzzle.new_puzzle())}
    assert "zählt" in answer(Client(), poll, **same).content.decode()
    assert "Automaten" in answer(Client(), poll, **same).content.decode()
    name = f"f{Question.objects.get().pk}"
    assert "kern-error" in answer(Client(), poll, **{name: ""}).content.decode()
    assert "kern-error" in answer(Client(), poll, **{name: "999999"}).content.decode()
    assert AnswerSheet.objects.count() == 1


def test_after_five_answers_the_frame_leads_to_the_platform(poll: Activity) -> None:
    pages = [answer(Client(), poll).content.decode() for _number in range(6)]
    assert "Auf unserer Seite geht es weiter." in pages[-1]
    assert f'href="http://localhost:8000{poll.get_absolute_url()}" target="_blank"' in pages[-1]
    assert AnswerSheet.objects.count() == 5


def test_forms_of_other_websites_are_refused_and_empty_ones_use_nothing_up(poll: Activity) -> None:
    where, question = f"{poll.get_absolute_url()}eingebettet/", Question.objects.get(activity=poll)
    for origin in (SITE, "null"):
        sent = {f"f{question.pk}": str(question.choices.first().pk), "puzzle": puzzle.solve(puzzle.new_puzzle())}
        assert Client(headers={"Origin": origin}).post(where, sent).status_code == 403
    for _number in range(6):
        assert "Automaten" in answer(Client(), poll, puzzle="").content.decode()
    assert "zählt" in answer(Client(headers={"Origin": "http://testserver"}), poll).content.decode()
    assert AnswerSheet.objects.count() == 1


@pytest.mark.parametrize("change", ["account", "proof", "long", "file", "closed", "nowhere"])
def test_what_does_not_fit_a_frame_opens_on_the_platform(poll: Activity, change: str) -> None:
    match change:
        case "account":
            Project.objects.update(participants=Project.Participants.EVERYONE)
        case "proof":
            Project.objects.update(proof="postcode")
        case "long":
            for title in ("Wo?", "Wann?", "Warum?"):
                actions.save_question(poll, QuestionPlan("text", title), actor=None)
        case "file":
            actions.save_question(poll, QuestionPlan("file", "Ein Foto?"), actor=None)
        case "closed":
            actions.close_activity(poll, actor=None)
        case "nowhere":
            actions.allow_embedding(poll.project, [], actor=None)
    sent = Client().post(f"{poll.get_absolute_url()}eingebettet/", {f"f{Question.objects.first().pk}": "1"})
    assert sent.status_code == (404 if change == "nowhere" else 405)
    if change != "nowhere":
        page = Client().get(f"{poll.get_absolute_url()}eingebettet/").content.decode()
        assert "<form" not in page and "in einem neuen Fenster" in page
    assert not AnswerSheet.objects.exists()
