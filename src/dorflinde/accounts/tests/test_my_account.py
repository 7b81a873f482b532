"""What a person sees and decides about the own account, until its last day."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import models
from django.test import Client

from dorflinde.accounts import actions, exports
from dorflinde.accounts.models import Consent, Role, RoleChange, User
from dorflinde.core import personal
from dorflinde.places.models import Place

ME = "/konto/"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "willkommen/",
        "profil/",
        "zustimmung/",
        "daten/",
        "loeschen/",
        "rollen/",
        "orte/perlesreut/",
        "email/",
        "2fa/",
    ],
)
def test_a_guest_is_asked_to_sign_in(client: Client, municipality: Place, address: str) -> None:
    assert client.get(f"{ME}{address}")["Location"] == f"/konto/login/?next=/konto/{address}"


def test_one_page_shows_everything(client: Client, resident: User, django_assert_max_num_queries: Any) -> None:
    actions.give_consent(resident, Consent.Purpose.TERMS)
    client.force_login(resident)
    with django_assert_max_num_queries(67):  # every table that may name a person is asked once
        page = client.get(ME).content.decode()
    for words in [
        "linden_lena",
        "Perlesreut",
        "kein Passkey",
        "Nutzungsregeln",
        "Meine Daten herunterladen",
        "Konto löschen",
        "Abmelden",
    ]:
        assert words in page
    assert "Rollen vergeben" not in page
    assert client.get(ME)["Cache-Control"].startswith("max-age=0")


def test_staff_see_their_tasks(client: Client, clerk: User, manager: User) -> None:
    client.force_login(clerk)
    page = client.get(ME).content.decode()
    assert "/konto/orte/perlesreut/" in page
    assert "Rollen vergeben" not in page
    assert "zweiter Schutz" in page
    client.force_login(manager)
    assert "Rollen vergeben" in client.get(ME).content.decode()


def test_name_and_home_can_change(client: Client, resident: User, neighbour: Place) -> None:
    client.force_login(resident)
    change = {"pseudonym": "  lena  vom Bach ", "home": neighbour.pk, "reading_radius_km": "0", "language": "en"}
    assert client.post("/konto/profil/", change)["Location"] == ME
    resident.refresh_from_db()
    assert (resident.pseudonym, resident.home, resident.reading_radius_km, resident.language) == (
        "lena vom Bach", neighbour, 0, "en",
    )  # fmt: skip


def test_a_name_given_by_the_town_hall_may_stay(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    kept = {"pseudonym": "rathaus_clara", "home": "", "reading_radius_km": "5", "language": "de"}
    assert client.post("/konto/profil/", kept).status_code == 302


def test_mail_can_be_switched_off_and_on(client: Client, resident: User) -> None:
    client.force_login(resident)
    client.post("/konto/mail/", {"mail": "aus"})
    resident.refresh_from_db()
    assert not resident.wants_mail
    client.post("/konto/mail/", {"mail": "an"})
    resident.refresh_from_db()
    assert resident.wants_mail
    assert Consent.objects.in_force().filter(user=resident, purpose="mail").count() == 1


def test_a_consent_can_be_taken_back(client: Client, resident: User) -> None:
    actions.give_consent(resident, Consent.Purpose.TERMS)
    client.force_login(resident)
    assert "erst wieder, wenn Sie neu zustimmen" in client.get("/konto/zustimmung/").content.decode()
    client.post("/konto/zustimmung/")
    assert not Consent.objects.in_force().exists()
    assert "zurückgenommen" in client.get(ME).content.decode()


def test_a_new_address_counts_when_its_code_was_typed_in(client: Client, resident: User) -> None:
    client.force_login(resident)
    page = client.get("/konto/email/").content.decode()
    assert "linden_lena@example.org" in page
    client.post("/konto/email/", {"email": "lena@neu.example", "action_add": "1"})
    assert mail.outbox[0].to == ["lena@neu.example"]
    code = next(line.strip() for line in str(mail.outbox[0].body).splitlines() if line.startswith("    "))
    assert "lena@neu.example" in client.get("/konto/confirm-email/").content.decode()
    client.post("/konto/confirm-email/", {"code": code})
    resident.refresh_from_db()
    assert resident.email == "lena@neu.example"
    assert mail.outbox[1].subject == "Ihre E-Mail-Adresse ist geändert"
    assert mail.outbox[1].to == ["linden_lena@example.org"]


# --- data to take along -------------------------------------------------------------------------------------------------
def test_everything_kept_comes_as_one_file(client: Client, clerk: User) -> None:
    actions.give_consent(clerk, Consent.Purpose.TERMS)
    client.force_login(clerk)
    response = client.get("/konto/daten/")
    assert "attachment" in response["Content-Disposition"]
    document = json.loads(response.content)
    assert document["format"] == "dorflinde-person/1"
    assert document["account"]["email"] == clerk.email
    assert document["roles"][0]["role"] == "clerk"
    assert document["consents"][0]["purpose"] == "terms"
    assert set(document["modules"]) == {entry.name for entry in personal.all_registered() if entry.export}
    assert "password" not in json.dumps(document).replace("has_password", "")


def test_modules_add_their_rows_and_show_them(client: Client, resident: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal, "_registered", {})
    exports.register_personal_data(
        "things", title="Dinge", export=lambda user: [{"title": f"Bank von {user.pseudonym}", "url": "/bank/"}]
    )
    client.force_login(resident)
    assert json.loads(client.get("/konto/daten/").content)["modules"]["things"][0]["url"] == "/bank/"
    assert '<a href="/bank/">Bank von linden_lena</a>' in client.get(ME).content.decode()
    with pytest.raises(ValueError, match="registered already"):
        exports.register_personal_data("things")


# --- the last day -------------------------------------------------------------------------------------------------------
def test_leaving_names_what_is_lost(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    page = client.get("/konto/loeschen/").content.decode()
    assert "gelöschtes Konto" in page
    assert "Ihre Rollen: Verwaltung Perlesreut" in page
    assert User.objects.filter(pk=clerk.pk).exists()


def test_leaving_leaves_nothing_behind(
    client: Client, clerk: User, resident: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    erased: list[str | None] = []
    monkeypatch.setattr(personal, "_registered", {})
    exports.register_personal_data("things", erase=lambda user: erased.append(user.pseudonym))
    actions.give_consent(clerk, Consent.Purpose.TERMS)
    actions.give_role(resident, Role.Kind.COUNCIL, clerk.roles.get().place, actor=clerk)
    elsewhere = Client()
    elsewhere.force_login(clerk)
    client.force_login(clerk)
    key, place = clerk.public_id, Place.objects.get(slug="perlesreut")
    response = client.post("/konto/loeschen/")
    assert response["Location"] == "/"
    assert erased == ["rathaus_clara"]
    assert not User.objects.filter(email="rathaus_clara@example.org").exists()
    assert not Role.objects.filter(kind="clerk").exists()
    assert not Consent.objects.exists()
    assert not any(session.get_decoded().get("_auth_user_id") for session in Session.objects.all())
    assert elsewhere.get(ME).status_code == 302
    change = RoleChange.objects.get(place=place)
    assert (change.by, change.by_key) == (None, key)  # who gave the role: a random key that leads to nobody


def test_who_has_a_password_shows_it_before_leaving(client: Client, resident: User) -> None:
    resident.set_password("ein langer Satz im Garten")
    resident.save()
    client.force_login(resident)
    response = client.get("/konto/loeschen/")
    assert response["Location"].startswith("/konto/reauthenticate/")
    answer = client.post(response["Location"], {"password": "ein langer Satz im Garten", "next": "/konto/loeschen/"})
    assert answer["Location"] == "/konto/loeschen/"
    assert client.get("/konto/loeschen/").status_code == 200


def test_no_table_stands_in_the_way_of_leaving() -> None:
    """Every reference to an account is set free or goes along: nothing may make an erasure fail."""
    allowed = {models.CASCADE, models.SET_NULL}
    wrong = [
        str(field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model is get_user_model()
        and field.remote_field.on_delete not in allowed
        and not (field.remote_field.on_delete is models.DO_NOTHING and field.null)  # set free by delete_account
    ]
    assert wrong == []


def test_a_new_name_reaches_what_was_written_before(
    client: Client, resident: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed: list[tuple[str | None, str]] = []
    monkeypatch.setattr(personal, "_registered", {})
    exports.register_personal_data("things", rename=lambda user, before: renamed.append((user.pseudonym, before)))
    client.force_login(resident)
    kept = {"home": "", "reading_radius_km": "5", "language": "de"}
    client.post("/konto/profil/", kept | {"pseudonym": "linden_lena"})
    client.post("/konto/profil/", kept | {"pseudonym": "lena vom Bach"})
    assert renamed == [("lena vom Bach", "linden_lena")]
