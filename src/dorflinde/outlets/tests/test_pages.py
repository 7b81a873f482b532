"""The notifications of a person, and the link that stops letters without signing in."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.feed.public import tell_person
from dorflinde.outlets import actions
from dorflinde.outlets.actions.letters import mail_off_url
from dorflinde.outlets.models import Notification

PAGE = "/mitteilungen/"


def notification(user: User, title: str = "Die Bank steht", url: str = "/perlesreut/") -> Notification:
    return Notification.objects.create(user=user, title=title, text="Am Ilzsteg.", url=url)


@pytest.mark.parametrize("address", ["", "01900000-0000-7000-8000-000000000001/"])
def test_a_guest_is_asked_to_sign_in(client: Client, db: None, address: str) -> None:
    assert client.get(f"{PAGE}{address}")["Location"] == f"/konto/login/?next={PAGE}{address}"


def test_new_ones_stand_on_top(client: Client, resident: User, second_resident: User) -> None:
    old = notification(resident, "Alte Sache")
    actions.mark_read(old)
    Notification.objects.filter(pk=old.pk).update(created_at=timezone.now() + datetime.timedelta(hours=1))
    notification(resident, "Neue Sache")
    notification(second_resident, "Fremde Sache")
    client.force_login(resident)
    page = client.get(PAGE).content.decode()
    assert page.index("Neue Sache") < page.index("Alte Sache")
    assert "Fremde Sache" not in page
    assert "Mitteilungen: 1 neue" in page


def test_nothing_yet_says_what_to_do(client: Client, resident: User) -> None:
    client.force_login(resident)
    page = client.get(PAGE).content.decode()
    assert "Noch nichts Neues" in page
    assert "Alle als gelesen" not in page


def test_opening_marks_as_read_and_leads_on(client: Client, resident: User) -> None:
    new = notification(resident)
    client.force_login(resident)
    assert client.get(f"{PAGE}{new.public_id}/")["Location"] == "/perlesreut/"
    new.refresh_from_db()
    first = new.read_at
    assert first is not None
    client.get(f"{PAGE}{new.public_id}/")
    new.refresh_from_db()
    assert new.read_at == first


@pytest.mark.parametrize("url", ["", "https://evil.example/", "//evil.example/"])
def test_it_never_leads_away_from_here(client: Client, resident: User, url: str) -> None:
    client.force_login(resident)
    assert client.get(f"{PAGE}{notification(resident, url=url).public_id}/")["Location"] == PAGE


@pytest.mark.parametrize("persona", ["second_resident", "clerk", "manager", "operator"])
def test_nobody_opens_what_is_for_somebody_else(
    client: Client, resident: User, request: pytest.FixtureRequest, persona: str
) -> None:
    new = notification(resident)
    client.force_login(request.getfixturevalue(persona))
    assert client.get(f"{PAGE}{new.public_id}/").status_code == 404
    new.refresh_from_db()
    assert new.read_at is None


def test_all_can_be_marked_at_once(client: Client, resident: User, second_resident: User) -> None:
    for number in range(3):
        notification(resident, f"Sache {number}")
    other = notification(second_resident)
    client.force_login(resident)
    assert client.get(f"{PAGE}alle-gelesen/").status_code == 405
    page = client.post(f"{PAGE}alle-gelesen/", follow=True).content.decode()
    assert "3 Mitteilungen sind als gelesen markiert." in page
    assert not Notification.objects.unread().filter(user=resident).exists()
    other.refresh_from_db()
    assert other.read_at is None


@pytest.mark.parametrize("number", [1, 90])
def test_a_long_list_costs_no_more(
    client: Client, resident: User, django_assert_max_num_queries: Any, number: int
) -> None:
    Notification.objects.bulk_create(
        [Notification(user=resident, title=f"Sache {n}", url="/x/") for n in range(number)]
    )
    client.force_login(resident)
    with django_assert_max_num_queries(12):
        page = client.get(PAGE).content.decode()
    assert page.count("<li") >= min(number, 30)
    assert client.get(f"{PAGE}?seite=99").status_code == 200


# --- the link in a letter -----------------------------------------------------------------------------------------------
def path_of(user: User) -> str:
    return mail_off_url(user).removeprefix("http://localhost:8000")


def test_the_link_asks_before_it_acts(client: Client, resident: User) -> None:
    page = client.get(path_of(resident)).content.decode()
    assert "E-Mails abstellen?" in page
    assert resident.email not in page
    assert "linden_lena" not in page
    resident.refresh_from_db()
    assert resident.wants_mail


def test_one_click_from_a_mail_program_is_enough(resident: User) -> None:
    strict = Client(enforce_csrf_checks=True)  # RFC 8058: no cookie, no token
    response = strict.post(
        path_of(resident), "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 200
    assert "sind abgestellt" in response.content.decode()
    resident.refresh_from_db()
    assert not resident.wants_mail
    tell_person(resident, title="Noch etwas", text="", url="")
    assert actions.deliver_waiting().delivered == 0
    assert "sind abgestellt" in strict.get(path_of(resident)).content.decode()


@pytest.mark.parametrize("change", [lambda path: path[:-3] + "xx/", lambda path: "/mitteilungen/abstellen/abc/"])
def test_a_link_that_is_not_ours_stops_nothing(client: Client, resident: User, change: Any) -> None:
    assert client.post(change(path_of(resident))).status_code == 404
    resident.refresh_from_db()
    assert resident.wants_mail


def test_the_link_of_a_deleted_account_leads_nowhere(client: Client, resident: User) -> None:
    path = path_of(resident)
    resident.delete()
    assert client.get(path).status_code == 404


def test_notifications_come_along_with_my_data(client: Client, resident: User) -> None:
    notification(resident)
    client.force_login(resident)
    rows = client.get("/konto/daten/").json()["modules"]["outlets"]
    assert [row["message"] for row in rows] == ["Die Bank steht"]
