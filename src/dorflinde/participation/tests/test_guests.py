"""Taking part without an account: once, without a name, and later with one if one likes."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.audit.models import Record
from dorflinde.core import puzzle
from dorflinde.participation import actions, policies, queries, residence
from dorflinde.participation.models import (
    Activity,
    AnswerSheet,
    GuestPass,
    Idea,
    Project,
    Residence,
    ResidenceCode,
    SpentPuzzle,
    Support,
    Turnout,
    guest_key,
)

from .conftest import day
from .questionnaires import Asked, address, filled, pick


@pytest.fixture
def anyone(survey: Activity) -> Activity:
    """The survey, open to people without an account."""
    Project.objects.filter(pk=survey.project_id).update(participants="anyone")
    return survey


def solved() -> dict[str, str]:
    return {"puzzle": puzzle.solve(puzzle.new_puzzle())}


def send(client: Client, survey: Activity, asked: Asked, **changes: Any) -> Any:
    return client.post(survey.get_absolute_url(), {**filled(asked), **solved(), **changes})


def test_a_guest_takes_part_once_and_corrects_from_the_same_browser(
    client: Client, anyone: Activity, asked: Asked
) -> None:
    page = client.get(anyone.get_absolute_url()).content.decode()
    assert "Sie brauchen kein Konto" in page
    assert "data-puzzle=" in page
    response = send(client, anyone, asked)
    assert response["Location"] == anyone.get_absolute_url()
    cookie = response.cookies["mitmachen"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    sheet = AnswerSheet.objects.get()
    assert (sheet.person, sheet.guest) == (None, GuestPass.objects.get())
    assert "Sie haben teilgenommen" in client.get(anyone.get_absolute_url()).content.decode()
    form = client.get(f"{anyone.get_absolute_url()}?aendern=ja").content.decode()
    assert "12.5" in form
    assert "data-puzzle=" not in form, "who is known solves no second one"
    client.post(anyone.get_absolute_url(), filled(asked, **{f"f{asked['far'].pk}": "7"}))
    assert queries.results_of(anyone).people == 1
    assert AnswerSheet.objects.get().edited_at is not None


def test_the_row_of_a_guest_tells_nothing_of_the_browser_and_joins_no_two_projects(
    client: Client, anyone: Activity, asked: Asked, set_up
) -> None:
    response = send(client, anyone, asked)
    token = response.cookies["mitmachen"].value.partition(":")[0]
    guest = GuestPass.objects.get()
    kept = {str(value) for value in GuestPass.objects.values().get().values()}
    assert token not in kept
    assert guest.key == guest_key(anyone.project, token)
    assert guest_key(set_up(("ideas", 0, 1)), token) != guest.key
    names = {
        field.name for model in (GuestPass, AnswerSheet, Support, SpentPuzzle) for field in model._meta.get_fields()
    }
    assert not names & {"ip", "address", "ip_address", "user_agent"}


def test_another_browser_is_another_guest(anyone: Activity, asked: Asked) -> None:
    for _browser in range(2):
        send(Client(), anyone, asked)
    assert queries.results_of(anyone).people == 2


@pytest.mark.parametrize("wrong", ["", "unsinn", "e30="])
def test_without_a_solved_puzzle_nothing_is_taken_and_nothing_lost(
    client: Client, anyone: Activity, asked: Asked, wrong: str
) -> None:
    page = send(client, anyone, asked, puzzle=wrong).content.decode()
    assert "Schutz gegen Automaten" in page
    assert "12.5" in page
    assert not AnswerSheet.objects.exists()
    assert not GuestPass.objects.exists()


def test_a_puzzle_counts_once(anyone: Activity, asked: Asked) -> None:
    same = solved()
    first, second = Client(), Client()
    assert first.post(anyone.get_absolute_url(), {**filled(asked), **same}).status_code == 302
    assert (
        "Schutz gegen Automaten" in second.post(anyone.get_absolute_url(), {**filled(asked), **same}).content.decode()
    )
    assert AnswerSheet.objects.count() == 1
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=1)):
        actions.forget_guests()
    assert not SpentPuzzle.objects.exists()


def test_a_made_up_word_in_the_browser_counts_as_none(client: Client, anyone: Activity, asked: Asked) -> None:
    client.cookies["mitmachen"] = "jemand:anderes:abc"
    assert send(client, anyone, asked).status_code == 302
    assert GuestPass.objects.count() == 1


def test_puzzles_are_handed_out_fresh(client: Client, municipality) -> None:
    url = reverse("participation:puzzle", args=["perlesreut"])
    one, two = client.get(url), client.get(url)
    assert one.json()["challenge"] != two.json()["challenge"]
    assert "no-store" in one["Cache-Control"]


def test_a_guest_in_an_anonymous_survey_leaves_no_way_back(client: Client, anyone: Activity, asked: Asked) -> None:
    Activity.objects.filter(pk=anyone.pk).update(options={"results": "end", "anonymous": True})
    send(client, anyone, asked)
    assert AnswerSheet.objects.get().guest is None
    assert Turnout.objects.get().guest == GuestPass.objects.get()
    assert "Sie haben teilgenommen" in send(client, anyone, asked).content.decode()
    assert AnswerSheet.objects.count() == 1


@pytest.fixture
def open_idea(idea: Idea) -> Idea:
    """An idea that people without an account can support."""
    Project.objects.filter(pk=idea.project_id).update(participants="anyone")
    return Idea.objects.complete().get(pk=idea.pk)


def test_a_guest_supports_an_idea_and_takes_it_back(client: Client, open_idea: Idea) -> None:
    url = reverse("participation:idea_support", args=["perlesreut", open_idea.public_id])
    assert url in client.get(open_idea.get_absolute_url()).content.decode()
    assert "data-puzzle=" in client.get(url).content.decode()
    assert "Schutz gegen Automaten" in client.post(url).content.decode()
    for _twice in range(2):
        client.post(url, solved())
    open_idea.refresh_from_db()
    assert open_idea.support_count == 1
    assert "Sie unterstützen diese Idee" in client.get(url).content.decode()
    client.post(url, {"zurueck": "ja"})
    open_idea.refresh_from_db()
    assert open_idea.support_count == 0


def test_where_accounts_are_asked_for_a_guest_signs_in(client: Client, idea: Idea) -> None:
    url = reverse("participation:idea_support", args=["perlesreut", idea.public_id])
    assert client.post(url, solved())["Location"].startswith(reverse("account_login"))
    assert not Support.objects.exists()


def test_with_an_account_everything_moves_and_nothing_is_left_behind(
    client: Client, anyone: Activity, asked: Asked, open_idea: Idea, resident: User
) -> None:
    send(client, anyone, asked)
    client.post(reverse("participation:idea_support", args=["perlesreut", open_idea.public_id]), solved())
    client.force_login(resident)
    move = reverse("participation:guest_move", args=["perlesreut"])
    page = client.get(move).content.decode()
    assert "1 Umfrage" in page
    assert "1 Unterstützung" in page
    response = client.post(move)
    assert response.cookies["mitmachen"].value == ""
    assert AnswerSheet.objects.get().person == resident
    assert Support.objects.get().user == resident
    assert not GuestPass.objects.exists(), "nothing is left that could speak or keep silent in their place"
    assert "12.5" in client.get(f"{anyone.get_absolute_url()}?aendern=ja").content.decode(), "and it can be corrected"
    assert "nichts, was Sie mitnehmen" in client.get(move).content.decode()


def test_who_took_part_twice_counts_once_after_moving(
    client: Client, anyone: Activity, asked: Asked, open_idea: Idea, resident: User
) -> None:
    send(client, anyone, asked)
    support = reverse("participation:idea_support", args=["perlesreut", open_idea.public_id])
    client.post(support, solved())
    actions.support_idea(open_idea, actor=resident)
    actions.hand_in(anyone, [actions.Mark(asked["far"].pk, number=99)], actor=resident)
    assert queries.results_of(anyone).people == 2
    client.force_login(resident)
    client.post(reverse("participation:guest_move", args=["perlesreut"]))
    assert queries.results_of(anyone).people == 1
    assert AnswerSheet.objects.get().answers.get().number == 99, "what the account said counts"
    open_idea.refresh_from_db()
    assert open_idea.support_count == Support.objects.count() == 1


def test_marks_of_guests_go_some_time_after_the_end_and_the_numbers_stay(
    client: Client, anyone: Activity, asked: Asked
) -> None:
    send(client, anyone, asked)
    noon = datetime.time(12)
    for days, left in ((30 + 89, 1), (30 + 92, 0)):
        with time_machine.travel(timezone.make_aware(datetime.datetime.combine(day(days), noon)), tick=False):
            actions.forget_guests()
        assert GuestPass.objects.count() == left
    assert queries.results_of(anyone).people == 1


# --- Where people live ----------------------------------------------------------------------------------------------------------
def prove(project: Project) -> str:
    return reverse("participation:residence", args=["perlesreut", project.slug])


def test_a_letter_with_a_code_opens_the_door_once(client: Client, anyone: Activity, asked: Asked, clerk: User) -> None:
    Project.objects.filter(pk=anyone.project_id).update(proof="letter")
    code = actions.make_codes(anyone.project.municipality, 3, way="letter", actor=clerk)[0]
    page = client.get(anyone.get_absolute_url()).content.decode()
    assert "Wohnsitz nachweisen" in page
    assert "data-survey=" not in page
    assert (
        "Diesen Code gibt es nicht"
        in client.post(prove(anyone.project), {"word": "AAAA-AAAA", **solved()}).content.decode()
    )
    response = client.post(
        prove(anyone.project), {"word": code.lower().replace("-", " "), "next": anyone.get_absolute_url()}
    )
    assert response["Location"] == anyone.get_absolute_url()
    assert Residence.objects.get().guest == GuestPass.objects.get()
    assert send(client, anyone, asked).status_code == 302
    other = Client()
    assert "schon benutzt" in other.post(prove(anyone.project), {"word": code, **solved()}).content.decode()
    assert ResidenceCode.objects.count() == 2
    assert not ResidenceCode.objects.filter(key__icontains=code.replace("-", "")).exists()


def test_an_account_proves_it_once_for_the_whole_municipality(
    client: Client, set_up, resident: User, clerk: User
) -> None:
    one, two = (set_up(("ideas", 0, 9), title=title, proof="desk") for title in ("Eins", "Zwei"))
    client.force_login(resident)
    assert not policies.may_post(resident, one)
    code = actions.make_codes(one.municipality, 1, way="desk", actor=clerk)[0]
    assert client.post(prove(one), {"word": code})["Location"] == one.get_absolute_url()
    assert policies.may_post(resident, one)
    assert policies.may_post(resident, two)
    assert client.get(prove(two)).status_code == 302, "nobody is asked again"
    rows = residence.proof("desk")
    assert rows is not None
    Project.objects.filter(pk=two.pk).update(proof="letter")
    assert not policies.may_post(resident, Project.objects.complete().get(pk=two.pk)), "a letter is more than a visit"


@pytest.mark.parametrize(("typed", "is_taken"), [("94157", True), (" 94160 ", True), ("10115", False), ("", False)])
def test_a_postcode_of_the_place_or_of_the_list_is_enough(
    client: Client, set_up, resident: User, typed: str, is_taken: bool
) -> None:
    project = set_up(("ideas", 0, 9), proof="postcode", postcodes="94160, 94161")
    client.force_login(resident)
    client.post(prove(project), {"word": typed})
    assert Residence.objects.exists() is is_taken


def test_the_way_back_leads_only_into_this_house(client: Client, set_up, resident: User) -> None:
    project = set_up(("ideas", 0, 9), proof="postcode")
    client.force_login(resident)
    for goal in ("https://boese.example/", "//boese.example/", "javascript:alert(1)", "\\\\boese.example"):
        client.post(prove(project), {"word": "94157", "next": goal})
        assert client.get(prove(project), {"next": goal})["Location"] == project.get_absolute_url()


def test_guessing_codes_is_slow(client: Client, set_up, resident: User) -> None:
    project = set_up(("ideas", 0, 9), proof="desk")
    client.force_login(resident)
    for _try in range(21):
        page = client.post(prove(project), {"word": "AAAA-AAAA"}).content.decode()
    assert "Das waren viele Versuche" in page


def test_a_way_that_does_not_work_here_is_not_offered() -> None:
    residence.register(residence.Proof("oidc", "Online-Ausweis", is_available=lambda: False))
    try:
        assert "oidc" not in dict(residence.choices())
        assert residence.proof("oidc") is None
    finally:
        residence._proofs.pop("oidc")


def test_the_town_hall_makes_codes_that_stand_there_once(client: Client, clerk: User, municipality) -> None:
    client.force_login(clerk)
    url = reverse("participation:codes", args=["perlesreut"])
    page = client.post(url, {"way": "letter", "number": "40"}).content.decode()
    assert ResidenceCode.objects.count() == page.count("<li>") - client.get(url).content.decode().count("<li>") == 40
    assert "kern-error" in client.post(url, {"way": "letter", "number": "2001"}).content.decode()
    record = Record.objects.get(verb="participation.residence.codes_made")
    assert (record.actor, record.details) == (clerk, {"count": 40})
    with pytest.raises(ValidationError):
        actions.make_codes(municipality, 0, way="desk", actor=clerk)


# --- The town hall acts for somebody ------------------------------------------------------------------------------------------
def test_the_desk_fills_in_for_somebody_and_it_is_known_who_did(
    client: Client, survey: Activity, asked: Asked, clerk: User
) -> None:
    client.force_login(clerk)
    url = address("survey_take_down", survey)
    assert "Sie füllen diese Umfrage für jemanden aus" in client.get(url).content.decode()
    for channel in ("desk", "phone", "online", "unsinn"):
        client.post(url, {**filled(asked), "channel": channel})
    sheets = AnswerSheet.objects.order_by("pk")
    assert [(sheet.channel, sheet.person, sheet.entered_by) for sheet in sheets] == [
        ("desk", None, clerk), ("phone", None, clerk),
    ]  # fmt: skip
    assert {record.actor for record in Record.objects.filter(verb="participation.survey.taken_down")} == {clerk}
    assert queries.results_of(survey).channels == [("im Rathaus", 1), ("am Telefon", 1)]
    client.post(reverse("participation:activity_close", args=["perlesreut", survey.project.slug, survey.slug]))
    assert client.get(url).status_code == 403
    assert pick(asked["bus"], "ja")
