"""Second factors, limits, and forgetting in time."""

import base64
import datetime
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from dorflinde.accounts import actions, tasks
from dorflinde.accounts.models import Role, User
from dorflinde.accounts.policies import allow
from dorflinde.places.models import Place

MFA = "/konto/2fa/"


def totp_code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


# --- staff need a second factor where the platform is deployed ----------------------------------------------------------
@pytest.mark.parametrize("persona", ["clerk", "editor", "moderator", "council", "manager", "operator"])
@pytest.mark.parametrize("address", ["/", "/perlesreut/", "/redaktion/", "/mitteilungen/", "/schreibtisch/"])
def test_deployed_staff_are_led_to_a_second_factor(
    client: Client, municipality: Place, settings: Settings, request: pytest.FixtureRequest, persona: str, address: str
) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    client.force_login(request.getfixturevalue(persona))
    assert client.get(address)["Location"] == MFA


def test_what_leads_to_it_stays_open(client: Client, clerk: User, settings: Settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    client.force_login(clerk)
    page = client.get(MFA).content.decode()
    assert "Passkey einrichten" in page
    assert client.get("/konto/").status_code == 200
    assert client.get(f"{MFA}totp/activate/").status_code == 200


def test_with_a_second_factor_staff_go_where_they_like(client: Client, clerk: User, settings: Settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    TOTP.activate(clerk, generate_totp_secret())
    client.force_login(clerk)
    assert client.get("/perlesreut/").status_code == 200


def test_residents_and_the_demo_need_none(client: Client, resident: User, clerk: User, settings: Settings) -> None:
    client.force_login(clerk)
    assert client.get("/perlesreut/").status_code == 200
    settings.STAFF_NEED_SECOND_FACTOR = True
    client.force_login(resident)
    assert client.get("/perlesreut/").status_code == 200


# --- setting one up and using it ----------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)  # the mail is sent when the key is safely stored
def test_an_authenticator_app_is_set_up_in_german(client: Client, resident: User) -> None:
    actions.confirm_address(resident)
    client.force_login(resident)
    page = client.get(f"{MFA}totp/activate/").content.decode()
    image = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"|src="data:image/svg\+xml;utf8,([^"]+)"', page)
    assert image is not None
    secret = re.search(r"<code>(\w+)</code>", page)
    assert secret is not None
    wrong = client.post(f"{MFA}totp/activate/", {"code": "000000"}).content.decode()
    assert "Dieser Code stimmt nicht." in wrong
    response = client.post(f"{MFA}totp/activate/", {"code": totp_code(secret[1])})
    assert response["Location"] == f"{MFA}recovery-codes/"
    codes = client.get(response["Location"]).content.decode()
    assert "Noch 10 von 10 Codes" in codes
    assert "Wiederherstellungscodes: jeder gilt einmal" in client.get(f"{MFA}recovery-codes/download/").content.decode()
    assert [letter.subject for letter in mail.outbox] == ["Authenticator-App eingerichtet"]
    assert "Waren Sie das nicht?" in mail.outbox[0].body


def test_signing_in_asks_for_the_second_factor(client: Client, clerk: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(clerk, secret)
    client.post("/konto/login/", {"email": clerk.email, "next": "/perlesreut/"})
    code = re.search(r"^ {4}([\d-]+)$", str(mail.outbox[0].body), re.MULTILINE)
    assert code is not None
    response = client.post("/konto/login/code/confirm/", {"code": code[1]})
    assert response["Location"] == f"{MFA}authenticate/"
    page = client.get(f"{MFA}authenticate/").content.decode()
    assert "Code aus der App oder Wiederherstellungscode" in page
    assert "Passkey verwenden" not in page  # there is none
    assert client.get("/konto/").status_code == 302
    assert client.post(f"{MFA}authenticate/", {"code": totp_code(secret)})["Location"] == "/perlesreut/"


def test_a_recovery_code_opens_the_door_too(client: Client, clerk: User) -> None:
    TOTP.activate(clerk, generate_totp_secret())
    codes = RecoveryCodes.activate(clerk)
    client.post("/konto/login/", {"email": clerk.email})
    code = re.search(r"^ {4}([\d-]+)$", str(mail.outbox[0].body), re.MULTILINE)
    assert code is not None
    client.post("/konto/login/code/confirm/", {"code": code[1]})
    assert client.post(f"{MFA}authenticate/", {"code": codes.get_unused_codes()[0]}).status_code == 302
    assert client.get("/konto/").status_code == 200


def test_passkeys_are_offered_and_listed(client: Client, resident: User) -> None:
    client.force_login(resident)
    page = client.get(f"{MFA}webauthn/add/").content.decode()
    assert 'id="passkey-options"' in page
    assert "Damit auch ohne Code anmelden" in page
    assert "accounts/passkey.js" in page
    Authenticator.objects.create(
        user=resident, type=Authenticator.Type.WEBAUTHN,
        data={"name": "Mein Telefon", "credential": {"clientExtensionResults": {"credProps": {"rk": True}}}},
    )  # fmt: skip
    listed = client.get(f"{MFA}webauthn/").content.decode()
    assert "Mein Telefon" in listed
    assert "Meldet ohne Code an." in listed


def test_the_browser_gets_what_a_passkey_needs(client: Client, region: Place) -> None:
    options = client.get(f"{MFA}webauthn/login/", headers={"accept": "application/json"}).json()["request_options"]
    assert base64.urlsafe_b64decode(options["publicKey"]["challenge"] + "==")
    broken = client.post(f"{MFA}webauthn/login/", {"credential": "{}"}, follow=True)
    assert broken.redirect_chain[-1][0] == "/konto/login/"


def test_passwords_are_optional_and_can_be_set(client: Client, resident: User) -> None:
    client.force_login(resident)
    assert client.get("/konto/password/change/")["Location"] == "/konto/password/set/"
    short = client.post("/konto/password/set/", {"password1": "kurz", "password2": "kurz"}).content.decode()
    assert "mindestens 10 Zeichen" in short
    sentence = {"password1": "ein langer Satz im Garten", "password2": "ein langer Satz im Garten"}
    assert client.post("/konto/password/set/", sentence)["Location"] == "/konto/"
    assert "Passwort ändern" in client.get("/konto/").content.decode()


def test_a_forgotten_password_is_replaced_by_a_link(client: Client, resident: User) -> None:
    resident.set_password("ein langer Satz im Garten")
    resident.save()
    client.post("/konto/password/reset/", {"email": resident.email})
    link = re.search(r"https?://[^/]+(/konto/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert link is not None
    form = client.get(link[1], follow=True)
    sentence = {"password1": "noch ein Satz im Garten", "password2": "noch ein Satz im Garten"}
    client.post(form.redirect_chain[-1][0], sentence)
    resident.refresh_from_db()
    assert resident.check_password("noch ein Satz im Garten")
    assert "gilt nicht mehr" in Client().get(link[1], follow=True).content.decode()


ENGLISH = re.compile(
    r"\b(sign (?:in|out|up)|password|authenticator|your|the|please|security key|recovery|verify|email address|you)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "address",
    ["login/", "login/passwort/", "password/reset/", "password/reset/done/", "password/reset/key/done/", "inactive/",
     "password/reset/key/1-abc-def/"],
)  # fmt: skip
def test_guests_read_german(client: Client, region: Place, address: str) -> None:
    assert ENGLISH.findall(words_of(client.get(f"/konto/{address}", follow=True).content.decode())) == []


@pytest.mark.parametrize(
    "address",
    ["logout/", "email/", "password/set/", "2fa/", "2fa/totp/activate/", "2fa/totp/deactivate/", "2fa/recovery-codes/",
     "2fa/recovery-codes/generate/", "2fa/webauthn/", "2fa/webauthn/add/", "reauthenticate/", "2fa/reauthenticate/"],
)  # fmt: skip
@pytest.mark.parametrize("protected", [False, True])
def test_people_read_german(client: Client, resident: User, address: str, protected: bool) -> None:
    if protected:
        TOTP.activate(resident, generate_totp_secret())
        RecoveryCodes.activate(resident)
    client.force_login(resident)
    response = client.get(f"/konto/{address}", follow=True)
    assert response.status_code in {200, 403, 404}
    assert ENGLISH.findall(words_of(response.content.decode())) == []


def words_of(page: str) -> str:
    body = re.sub(
        r"<(script|style)\b.*?</\1>", " ", page.partition("<main")[2].partition("</main>")[0], flags=re.DOTALL
    )
    return re.sub(r"<[^>]+>", " ", body).replace("Authenticator-App", " ")


# --- limits -------------------------------------------------------------------------------------------------------------
def test_a_limit_counts_for_each_person_thing_and_window(resident: User, second_resident: User) -> None:
    assert [allow(resident, "ideas", limit=2, seconds=60) for _time in range(3)] == [True, True, False]
    assert allow(resident, "comments", limit=2, seconds=60)
    assert allow(second_resident, "ideas", limit=2, seconds=60)


def test_guests_are_counted_by_address_without_keeping_it(db: None) -> None:
    def visit(address: str) -> bool:
        request = RequestFactory().get("/", REMOTE_ADDR=address)
        request.user = AnonymousUser()
        return allow(request, "notices", limit=1, seconds=60)

    assert [visit("192.0.2.1"), visit("192.0.2.1"), visit("192.0.2.2")] == [True, False, True]


def test_a_signed_in_request_counts_for_the_account(resident: User) -> None:
    request = RequestFactory().get("/")
    request.user = resident
    assert allow(request, "ideas", limit=1, seconds=60)
    assert not allow(resident, "ideas", limit=1, seconds=60)


# --- forgetting ---------------------------------------------------------------------------------------------------------
def test_accounts_nobody_entered_go_after_a_day(clerk: User, municipality: Place) -> None:
    yesterday = timezone.now() - datetime.timedelta(hours=25)
    for name in ("never", "invited", "fresh", "named"):
        User.objects.create_user(f"{name}@example.org")
    User.objects.filter(email__in=["never@example.org", "invited@example.org", "named@example.org"]).update(
        date_joined=yesterday
    )
    User.objects.filter(email="named@example.org").update(pseudonym="amsel_11")
    Role.objects.create(user=User.objects.get(email="invited@example.org"), kind=Role.Kind.EDITOR, place=municipality)
    assert actions.forget_what_is_due() == 1
    left = User.objects.filter(
        email__in=["never@example.org", "invited@example.org", "fresh@example.org", "named@example.org"]
    )
    assert left.count() == 3
    assert not User.objects.filter(email="never@example.org").exists()


def test_ended_sessions_go(client: Client, resident: User) -> None:
    client.force_login(resident)
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(minutes=1))
    assert actions.forget_what_is_due() == 1
    assert not Session.objects.exists()


def test_the_task_does_the_same(db: None) -> None:
    assert tasks.retention.call() == 0
