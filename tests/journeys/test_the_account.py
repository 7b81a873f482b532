"""A newcomer signs in with a code, sets up a passkey, comes back with it, and leaves again."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, assert_no_sideways_scrolling
from tools.house import House

VIRTUAL_KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def sign_in_by_code(page: Page, the_house: House, email: str) -> None:
    before = len(the_house.mails(email))
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_role("button", name="Code schicken").click()
    code = re.search(r"^ {4}([\d-]+)$", the_house.wait_for_mail(email, after=before).get_content(), re.MULTILINE)
    assert code is not None
    page.get_by_label("Code aus der E-Mail").fill(code[1])
    page.get_by_role("button", name="Weiter").click()


def test_a_newcomer_comes_stays_and_goes(open_page: Any, the_house: House, axe: Any) -> None:
    page: Page = open_page(PHONE, has_touch=True)
    page.goto("/konto/login/?next=/perlesreut/fahrplan/")
    axe(page)
    sign_in_by_code(page, the_house, "neu.hier@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("Willkommen unter der Linde")
    axe(page)
    assert_no_sideways_scrolling(page)
    name = page.get_by_label("Name im Ort").input_value()
    page.get_by_label("nur hier zeigen").check()
    page.get_by_label(re.compile("Ich halte mich an die")).check()
    page.get_by_role("button", name="Weiter").click()
    expect(page).to_have_url(re.compile(r"/perlesreut/fahrplan/$"))
    for address in ("/konto/", "/mitteilungen/", "/konto/profil/", "/konto/2fa/", "/konto/email/", "/konto/loeschen/"):
        page.goto(address)
        axe(page)
        assert_no_sideways_scrolling(page)
    page.goto("/konto/")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    with page.expect_download() as download:
        page.get_by_role("link", name="Meine Daten herunterladen").click()
    assert "neu.hier@example.org" in download.value.path().read_text(encoding="utf-8")
    page.goto("/konto/loeschen/")
    page.get_by_role("button", name="Konto endgültig löschen").click()
    expect(page.get_by_text("Ihr Konto ist gelöscht.")).to_be_visible()
    page.goto("/konto/")
    expect(page).to_have_url(re.compile("/konto/login/"))


def test_a_passkey_opens_the_door(open_page: Any, the_house: House, axe: Any) -> None:
    page: Page = open_page()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL_KEY})
    here = the_house.url.replace("127.0.0.1", "localhost")  # passkeys belong to a name, not to a number
    page.goto(f"{here}/konto/login/?next=/konto/2fa/webauthn/add/")
    sign_in_by_code(page, the_house, "schluessel@example.org")
    page.get_by_role("link", name="Erst nur lesen").click()
    axe(page)
    page.get_by_role("button", name="Passkey einrichten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wiederherstellungscodes")
    axe(page)
    page.goto(f"{here}/konto/logout/")
    page.get_by_role("button", name="Abmelden").click()
    page.goto(f"{here}/konto/login/?next=/perlesreut/fahrplan/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page).to_have_url(re.compile("/konto/willkommen/"))  # still without a name
    page.get_by_role("link", name="Erst nur lesen").click()
    expect(page).to_have_url(f"{here}/perlesreut/fahrplan/")
    page.goto(f"{here}/konto/logout/")
    page.get_by_role("button", name="Abmelden").click()
    page.goto(f"{here}/konto/login/?next=/perlesreut/fahrplan/")
    sign_in_by_code(page, the_house, "schluessel@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Schutz")
    axe(page)
    page.get_by_role("button", name="Passkey verwenden").click()
    expect(page).to_have_url(re.compile("/konto/willkommen/"))


def test_signing_in_needs_no_javascript(open_page: Any, the_house: House) -> None:
    page: Page = open_page(PHONE, java_script_enabled=False)
    page.goto("/konto/login/?next=/perlesreut/fahrplan/")
    assert not page.get_by_role("button", name="Mit Passkey anmelden").is_visible()
    sign_in_by_code(page, the_house, "ohne.skript@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("Willkommen unter der Linde")


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize(
    "address",
    ["/impressum/", "/regeln/", "/datenschutz/", "/barrierefreiheit/", "/leichte-sprache/", "/perlesreut/impressum/",
     "/perlesreut/organisationen/", "/konto/login/passwort/"],
)  # fmt: skip
def test_what_the_law_asks_for_is_accessible(size: str, address: str, request: pytest.FixtureRequest, axe: Any) -> None:
    page: Page = request.getfixturevalue(size)
    page.goto(address)
    assert_no_sideways_scrolling(page)
    axe(page)
