"""Keys for one's own programs: shown once, listed, revoked, and gone with the account."""

import datetime
from collections.abc import Callable
from typing import Any

from django.core import mail
from django.test import Client
from django.utils import timezone

from dorflinde.accounts import actions, exports
from dorflinde.accounts.models import AccessKey, User

KEYS = "/konto/schluessel/"
NEW = {"name": "Website des Musikvereins", "scope": "take_part", "days": "90"}


def test_a_key_is_shown_once_and_only_its_fingerprint_is_kept(client: Client, resident: User) -> None:
    client.force_login(resident)
    assert "noch keinen Schlüssel" in client.get(KEYS).content.decode()
    response = client.post(f"{KEYS}neu/", NEW)
    secret = response.context["secret"]
    assert secret in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    key = AccessKey.objects.get()
    assert secret not in str(list(AccessKey.objects.values()))
    assert key.ends_on == timezone.localdate() + datetime.timedelta(days=90)
    page = client.get(KEYS).content.decode()
    assert "Website des Musikvereins" in page
    assert "noch nie benutzt" in page
    assert secret not in page
    assert str(exports.export_person(resident)["access_keys"]).count("Musikverein") == 1
    assert key.digest not in str(exports.export_person(resident))


def test_a_key_is_revoked_after_a_question_and_stays_in_the_list(client: Client, resident: User) -> None:
    key, _secret = actions.make_key(resident, name="Alt", scope="read", days=30)
    client.force_login(resident)
    address = f"{KEYS}{key.public_id}/"
    assert "kommt ab sofort nicht mehr herein" in client.get(address).content.decode()
    assert AccessKey.objects.in_force().exists()
    assert "Nicht mehr gültig" in client.post(address, follow=True).content.decode()
    assert not AccessKey.objects.in_force().exists()


def test_the_key_of_another_one_does_not_exist(client: Client, resident: User, second_resident: User) -> None:
    key, _secret = actions.make_key(resident, name="Meiner", scope="read", days=30)
    client.force_login(second_resident)
    assert "Meiner" not in client.get(KEYS).content.decode()
    assert client.post(f"{KEYS}{key.public_id}/").status_code == 404


def test_only_who_has_an_office_makes_a_key_for_it(client: Client, resident: User, clerk: User, settings: Any) -> None:
    client.force_login(resident)
    assert "Auch für das Rathaus" not in client.get(f"{KEYS}neu/").content.decode()
    assert client.post(f"{KEYS}neu/", {**NEW, "scope": "staff"}).context["form"].errors["scope"]
    client.force_login(clerk)
    settings.STAFF_NEED_SECOND_FACTOR = True
    assert "zweiten Schutz" in client.post(f"{KEYS}neu/", {**NEW, "scope": "staff"}).content.decode()
    settings.STAFF_NEED_SECOND_FACTOR = False
    assert client.post(f"{KEYS}neu/", {**NEW, "scope": "staff"}).context["secret"].startswith("linde_")


def test_who_has_a_password_shows_it_before_making_a_key(client: Client, resident: User) -> None:
    resident.set_password("ein langer Satz im Garten")
    resident.save()
    client.force_login(resident)
    assert client.post(f"{KEYS}neu/", NEW)["Location"].startswith("/konto/reauthenticate/")
    assert not AccessKey.objects.exists()


def test_a_letter_says_that_there_is_a_new_key_and_how_to_revoke_it(
    client: Client, resident: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    actions.confirm_address(resident)
    client.force_login(resident)
    with django_capture_on_commit_callbacks(execute=True):
        secret = client.post(f"{KEYS}neu/", NEW).context["secret"]
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("Neuer Zugangsschlüssel", [resident.email])
    assert "Website des Musikvereins" in letter.body and f"http://testserver{KEYS}\n" in letter.body
    assert secret not in letter.body and "Waren Sie das nicht?" in letter.body


def test_a_new_password_revokes_all_keys_and_says_so(client: Client, resident: User, second_resident: User) -> None:
    resident.set_password("ein langer Satz im Garten")
    resident.save()
    for person in (resident, resident, second_resident):
        actions.make_key(person, name="Programm", scope="read", days=30)
    client.force_login(resident)
    sent = {"oldpassword": "ein langer Satz im Garten", "password1": "ein anderer Satz am Zaun", "password2": "ein anderer Satz am Zaun"}  # fmt: skip
    page = client.post("/konto/password/change/", sent, follow=True).content.decode()
    assert "auch Ihre 2 Zugangsschlüssel gesperrt" in page
    assert [key.user for key in AccessKey.objects.in_force()] == [second_resident]


def test_ten_keys_are_enough(client: Client, resident: User) -> None:
    for number in range(10):
        actions.make_key(resident, name=f"Nr. {number}", scope="read", days=30)
    client.force_login(resident)
    assert "Sie haben schon 10 Schlüssel." in client.post(f"{KEYS}neu/", NEW).content.decode()


def test_long_ended_keys_are_forgotten_and_all_go_with_the_account(resident: User) -> None:
    old, _secret = actions.make_key(resident, name="Alt", scope="read", days=30)
    actions.make_key(resident, name="Neu", scope="read", days=30)
    AccessKey.objects.filter(pk=old.pk).update(ends_on=timezone.localdate() - datetime.timedelta(days=366))
    actions.forget_what_is_due()
    assert [key.name for key in AccessKey.objects.all()] == ["Neu"]
    actions.delete_account(resident)
    assert not AccessKey.objects.exists()
