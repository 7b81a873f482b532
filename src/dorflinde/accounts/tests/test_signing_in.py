"""One field and a code: the door is the same for newcomers and for those who come back."""

import re
from urllib.parse import quote, unquote

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from dorflinde.accounts.models import User
from dorflinde.places.models import Place

LOGIN = "/konto/login/"
CONFIRM = "/konto/login/code/confirm/"


def code_from_mail() -> str:
    found = re.search(r"^ {4}([\d-]+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found is not None, mail.outbox[-1].body
    return found[1]


def ask_for_code(client: Client, email: str, goal: str = "") -> None:
    response = client.post(LOGIN, {"email": email, "next": goal})
    assert response.status_code == 302
    assert response["Location"].startswith(CONFIRM)


def test_the_sign_in_page_asks_one_thing(client: Client, municipality: Place) -> None:
    page = client.get(f"{LOGIN}?next=/perlesreut/mitreden/").content.decode()
    assert re.findall(r'<input type="(\w+)" name="(?!csrf|next|credential)(\w+)"', page) == [("email", "email")]
    assert "Code schicken" in page
    assert 'name="next" value="/perlesreut/mitreden/"' in page
    assert "Perlesreut" in page  # dressed as the place one comes from


def test_a_newcomer_gets_an_account_by_entering_the_code(client: Client, municipality: Place) -> None:
    ask_for_code(client, "Neu@Example.org", "/perlesreut/mitreden/")
    assert User.objects.get().last_login is None
    response = client.post(CONFIRM, {"code": code_from_mail(), "next": "/perlesreut/mitreden/"})
    assert response["Location"] == f"/konto/willkommen/?next={quote('/perlesreut/mitreden/', safe='')}"
    newcomer = User.objects.get(email="neu@example.org")
    assert newcomer.last_login is not None
    assert not newcomer.has_usable_password()
    assert EmailAddress.objects.get(user=newcomer).verified
    assert len(mail.outbox) == 1  # no second mail to confirm what the code has confirmed


def test_the_mail_with_the_code_is_german_and_plain(client: Client, region: Place) -> None:
    ask_for_code(client, "neu@example.org")
    letter = mail.outbox[0]
    assert letter.subject == "Ihr Code zum Anmelden"
    assert "hier ist Ihr Code" in letter.body
    assert re.fullmatch(r"\d{4}-\d{4}", code_from_mail())
    assert not re.search(r"sign|hello|thank", letter.body, re.IGNORECASE)


def test_who_comes_back_lands_where_they_were_going(client: Client, resident: User) -> None:
    ask_for_code(client, resident.email, "/perlesreut/fahrplan/")
    response = client.post(CONFIRM, {"code": code_from_mail()})
    assert response["Location"] == "/perlesreut/fahrplan/"
    assert User.objects.count() == 1


def test_without_a_goal_one_lands_at_home(client: Client, resident: User) -> None:
    ask_for_code(client, resident.email)
    assert client.post(CONFIRM, {"code": code_from_mail().replace("-", "")})["Location"] == "/perlesreut/"


def test_a_wrong_code_says_so_and_three_lead_back_with_the_goal(client: Client, resident: User) -> None:
    ask_for_code(client, resident.email, "/perlesreut/fahrplan/")
    page = client.post(CONFIRM, {"code": "0000-0000"}).content.decode()
    assert "Dieser Code stimmt nicht." in page
    client.post(CONFIRM, {"code": "0000-0001"})
    response = client.post(CONFIRM, {"code": "0000-0002"})
    assert response["Location"] == f"{LOGIN}?next={quote('/perlesreut/fahrplan/', safe='')}"
    assert "zu viele Versuche" in client.get(response["Location"]).content.decode()


def test_a_new_code_can_be_asked_for(client: Client, resident: User) -> None:
    ask_for_code(client, resident.email, "/perlesreut/fahrplan/")
    first = code_from_mail()
    client.post(CONFIRM, {"action": "resend"})
    assert len(mail.outbox) == 2
    assert client.post(CONFIRM, {"code": first}).status_code == 200
    assert client.post(CONFIRM, {"code": code_from_mail()})["Location"] == "/perlesreut/fahrplan/"


def test_another_address_can_be_chosen_without_losing_the_way(client: Client, resident: User) -> None:
    ask_for_code(client, "falsch@example.org", "/perlesreut/fahrplan/")
    assert client.get(LOGIN).status_code == 302  # goes on with what was begun
    assert client.get(f"{LOGIN}?neu=1&next=/perlesreut/fahrplan/").status_code == 200
    ask_for_code(client, resident.email, "/perlesreut/fahrplan/")
    assert client.post(CONFIRM, {"code": code_from_mail()})["Location"] == "/perlesreut/fahrplan/"


@pytest.mark.parametrize("goal", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_away_from_here(client: Client, resident: User, goal: str) -> None:
    ask_for_code(client, resident.email, goal)
    assert client.post(CONFIRM, {"code": code_from_mail(), "next": goal})["Location"] == "/perlesreut/"


def test_codes_are_not_sent_without_end(client: Client, resident: User) -> None:
    answers = [client.post(LOGIN, {"email": resident.email}) for _time in range(1)]
    for _time in range(5):
        answers.append(Client().post(LOGIN, {"email": resident.email}))
    assert [answer.status_code for answer in answers[:3]] == [302, 302, 302]
    assert "zu viele Versuche" in answers[-1].content.decode()
    assert len(mail.outbox) == 3


def test_a_locked_account_stays_outside(client: Client, resident: User) -> None:
    User.objects.update(is_active=False)
    ask_for_code(client, resident.email)
    assert "geht das hier nicht" in mail.outbox[0].body
    assert User.objects.count() == 1


def test_the_password_is_a_second_way_in(client: Client, resident: User) -> None:
    resident.set_password("ein langer Satz im Garten")
    resident.save()
    page = client.get(f"{LOGIN}passwort/?next=/perlesreut/fahrplan/").content.decode()
    assert 'type="password"' in page
    wrong = client.post(f"{LOGIN}passwort/", {"login": resident.email, "password": "falsch"}).content.decode()
    assert "stimmt nicht" in wrong
    right = {"login": resident.email, "password": "ein langer Satz im Garten", "next": "/perlesreut/fahrplan/"}
    assert client.post(f"{LOGIN}passwort/", right)["Location"] == "/perlesreut/fahrplan/"
    assert mail.outbox == []


def test_registering_is_signing_in(client: Client, region: Place) -> None:
    assert client.get("/konto/signup/?next=/x/")["Location"] == f"{LOGIN}?next=/x/"


def test_the_editorial_admin_has_no_door_of_its_own(client: Client, region: Place) -> None:
    for address in ("/redaktion/login/?next=/redaktion/", "/redaktion/"):
        assert unquote(client.get(address)["Location"]) == f"{LOGIN}?next=/redaktion/"


def test_signing_out_asks_first(client: Client, resident: User) -> None:
    client.force_login(resident)
    assert "Abmelden" in client.get("/konto/logout/").content.decode()
    assert client.post("/konto/logout/")["Location"] == "/"
    assert client.get("/konto/").status_code == 302
