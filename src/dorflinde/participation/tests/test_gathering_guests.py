"""Signing up to a meeting without an account: counted like everyone, written to, forgotten in time."""

import datetime
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from dorflinde.accounts.models import User
from dorflinde.core import puzzle
from dorflinde.feed.models import OutboxItem
from dorflinde.participation import actions
from dorflinde.participation.actions import ActivityPlan, GatheringPlan
from dorflinde.participation.models import Activity, Gathering, Project, Signup

from .conftest import Plan
from .test_gatherings import in_days


@pytest.fixture
def meeting(set_up: Plan) -> Activity:
    """A meeting in five days with one seat, for everyone."""
    project = set_up(("ideas", -5, 9), participants=Project.Participants.ANYONE)
    made = actions.create_activity(project, "meeting", ActivityPlan(project.timetable[0], "Dorfabend"), actor=None)
    plan = GatheringPlan(in_days(5), venue="Gasthof Zur Linde", takes_signups=True, seats=1)
    actions.plan_gathering(made.gathering, plan, actor=None)
    return made


def come(client: Client, meeting: Activity, email: str = "moser@example.org", **more: str) -> Any:
    """Send the form of a guest."""
    solved = {"puzzle": puzzle.solve(puzzle.new_puzzle())}
    return client.post(
        f"{meeting.get_absolute_url()}treffen/anmelden/", {"name": "Frau Moser", "email": email, **solved, **more}
    )


def letters() -> list[tuple[str, str]]:
    """What was written to whom."""
    return [(item.address, item.title) for item in OutboxItem.objects.filter(audience="address").order_by("pk")]


def test_a_guest_signs_up_and_is_written_to_with_the_way_to_cancel(client: Client, meeting: Activity) -> None:
    page = Client().get(meeting.get_absolute_url()).content.decode()
    assert "treffen/anmelden/" in page and "Ein Konto brauchen Sie nicht." in page
    answer = come(client, meeting)
    assert "Steht die Adresse noch nicht auf der Liste" in client.get(answer["Location"]).content.decode()
    own = client.get(f"{meeting.get_absolute_url()}treffen/anmelden/").content.decode()
    assert "Sie sind angemeldet" in own
    assert letters() == [("moser@example.org", "Sie sind angemeldet: Dorfabend")]
    (letter,) = OutboxItem.objects.filter(audience="address")
    elsewhere = Client()
    assert "Ja, abmelden" in elsewhere.get(letter.url).content.decode()
    assert Signup.objects.count() == 1, "a look at the page cancels nothing"
    assert elsewhere.post(letter.url)["Location"] == meeting.get_absolute_url()
    assert not Signup.objects.exists()
    assert elsewhere.get(letter.url).status_code == 404


def test_who_waits_moves_up_and_is_written_to(client: Client, meeting: Activity, resident: User) -> None:
    actions.sign_up(meeting.gathering, person=resident)
    come(client, meeting)
    assert "Noch 0" not in client.get(meeting.get_absolute_url()).content.decode()
    actions.cancel_signup(Signup.objects.get(person=resident))
    assert [title for _address, title in letters()] == [
        "Sie stehen auf der Warteliste: Dorfabend", "Sie haben jetzt einen Platz: Dorfabend",
    ]  # fmt: skip
    with time_machine.travel(in_days(4)):
        assert actions.remind_of_gatherings() == 1
    assert letters()[-1] == ("moser@example.org", "Nicht vergessen: Dorfabend")


def test_nobody_fills_the_letterbox_of_another_one(client: Client, meeting: Activity) -> None:
    come(client, meeting)
    for _again in range(2):
        come(client, meeting, "MOSER@example.org")
        come(Client(), meeting, "Moser@example.org")
    assert Signup.objects.count() == len(letters()) == 1


def test_signing_up_and_cancelling_again_and_again_writes_three_letters(meeting: Activity) -> None:
    for number in range(5):
        stranger = Client(REMOTE_ADDR=f"198.51.100.{number}")
        answer = come(stranger, meeting, "Opfer@Example.org" if number % 2 else "opfer@example.org")
        stranger.post(f"{meeting.get_absolute_url()}treffen/anmelden/", {"abmelden": "ja"})
    assert len(letters()) == 3 and answer.context["form"].errors.keys() == {"email"}
    assert come(Client(), meeting, "nachbarin@example.org").status_code == 302


def test_a_known_and_a_new_address_are_answered_alike(meeting: Activity) -> None:
    answers = []
    for browser, email in (
        (Client(), "moser@example.org"),
        (Client(), "moser@example.org"),
        (Client(), "neu@example.org"),
    ):
        answer = come(browser, meeting, email)
        said = [str(message) for message in browser.get(answer["Location"]).context["messages"]]
        answers.append((answer.status_code, answer["Location"], said))
    assert Signup.objects.count() == 2 and answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize("is_guest_first", [True, False])
def test_who_signed_up_twice_frees_a_seat_with_the_account(
    client: Client, meeting: Activity, resident: User, second_resident: User, is_guest_first: bool
) -> None:
    Gathering.objects.update(seats=2)
    steps = [lambda: come(client, meeting), lambda: actions.sign_up(meeting.gathering, person=resident)]
    for step in steps if is_guest_first else reversed(steps):
        step()
    actions.sign_up(meeting.gathering, person=second_resident)
    first = Signup.objects.order_by("pk").first()
    client.force_login(resident)
    client.post(reverse("participation:guest_move", args=["perlesreut"]))
    kept, waited = Signup.objects.order_by("pk")
    assert kept == first, "the place further ahead"
    assert (kept.person, kept.guest, kept.name, kept.email, waited.person) == (resident, None, "", "", second_resident)
    told = OutboxItem.objects.filter(recipient=second_resident)
    assert [item.title for item in told] == ["Sie haben jetzt einen Platz: Dorfabend"]


def test_without_a_puzzle_or_an_address_nobody_is_on_the_list(client: Client, meeting: Activity) -> None:
    assert "Automaten" in come(client, meeting, puzzle="").content.decode()
    assert come(client, meeting, "keine Adresse").context["form"].errors.keys() == {"email"}
    assert not Signup.objects.exists() and not letters()


def test_where_an_account_is_asked_for_and_once_it_has_begun_no_guest_signs_up(
    client: Client, meeting: Activity
) -> None:
    with time_machine.travel(in_days(5) + datetime.timedelta(minutes=1)):
        assert come(client, meeting).status_code == 403
    Project.objects.update(participants=Project.Participants.EVERYONE)
    assert come(client, meeting).status_code == 403
    assert "treffen/anmelden/" not in Client().get(meeting.get_absolute_url()).content.decode()
    assert not Signup.objects.exists()


def test_the_town_hall_sees_the_address_and_nobody_else(client: Client, meeting: Activity, clerk: User) -> None:
    come(client, meeting)
    office = Client()
    office.force_login(clerk)
    names = office.get(f"{meeting.get_absolute_url()}treffen/anmeldungen/").content.decode()
    assert "Frau Moser" in names and "moser@example.org" in names
    assert "moser" not in re.sub(r"\s", "", client.get(meeting.get_absolute_url()).content.decode().lower())


def test_the_address_goes_on_the_day_after_and_the_name_later(client: Client, meeting: Activity) -> None:
    come(client, meeting)
    with time_machine.travel(in_days(5)):
        actions.forget_signups()
        assert Signup.objects.get().email
    with time_machine.travel(in_days(7)):
        actions.forget_signups()
        assert Signup.objects.get().email == ""
    with time_machine.travel(in_days(120)):
        assert actions.forget_signups() == 1


@pytest.mark.parametrize("key", ["1:erfunden", "x", "%00", "99999999999999999999"])
def test_a_made_up_word_cancels_nothing(client: Client, meeting: Activity, key: str) -> None:
    come(client, meeting)
    assert client.post(f"{meeting.get_absolute_url()}treffen/abmelden/{key}/").status_code == 404
    assert Signup.objects.exists()
