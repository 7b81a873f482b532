"""A draft: a resident suggests other words on the phone, the clerk answers, the resident reads what became of it."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_no_sideways_scrolling
from tests.journeys.test_golden_thread import sign_in_with_password
from tools.browser import DESKTOP, PHONE

PROJECT = "/perlesreut/mitreden/zukunft/"
TEXT = "# Die Mitte\n\nDer Marktplatz bleibt frei von Autos.\n\nDer Wochenmarkt ist am Freitag."


def test_a_draft_is_commented_answered_and_read(open_page: Any, axe: Any) -> None:
    clerk: Page = open_page(DESKTOP)
    sign_in_with_password(clerk, "vera@example.org")
    address = put_up_a_draft(clerk, axe)

    resident: Page = open_page(PHONE)
    sign_in_with_password(resident, "lena@example.org")
    resident.goto(address)
    axe(resident)
    resident.get_by_role("link", name="Absatz 2 kommentieren").click()
    assert_no_sideways_scrolling(resident)
    axe(resident)
    resident.get_by_label("Ihr Kommentar").fill("Freitags arbeiten viele.")
    resident.get_by_label("Anderer Wortlaut").fill("Der Wochenmarkt ist am Samstag.")
    resident.get_by_role("button", name="Absenden").click()
    expect(resident.locator("ins")).to_contain_text("Samstag")
    axe(resident)

    clerk.goto(f"{address}wortmeldungen/")
    axe(clerk)
    clerk.get_by_role("link", name=re.compile("Einzeln antworten")).click()
    axe(clerk)
    clerk.get_by_label("teilweise übernommen").check()
    clerk.get_by_label("Begründung").fill("Wir fragen die Händler nach dem Samstag.")
    clerk.get_by_role("button", name="Antwort veröffentlichen").click()
    expect(clerk.get_by_text("Alles ist beantwortet")).to_be_visible()

    resident.goto(address)
    resident.get_by_text("1 Kommentar").first.click()
    expect(resident.get_by_text("Wir fragen die Händler nach dem Samstag.")).to_be_visible()
    axe(resident)
    resident.get_by_role("link", name="Was aus den Kommentaren wurde").click()
    expect(resident.get_by_role("table")).to_contain_text("Freitags arbeiten viele.")
    assert_no_sideways_scrolling(resident)
    axe(resident)


def put_up_a_draft(clerk: Page, axe: Any) -> str:
    clerk.goto(f"{PROJECT}bausteine/neu/document/")
    clerk.get_by_label("Titel").fill("Marktordnung im Entwurf")
    clerk.get_by_role("button", name="Anlegen").click()
    clerk.get_by_role("link", name="Text ändern").click()
    axe(clerk)
    clerk.get_by_label("Der Text").fill(TEXT)
    clerk.get_by_role("button", name="Speichern").click()
    expect(clerk.get_by_text("Der Wochenmarkt ist am Freitag.")).to_be_visible()
    return clerk.url
