"""Somebody without an account reports a broken bench far from any network; staff solve it, and it is still there."""

import io
import re
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_no_sideways_scrolling
from tests.journeys.test_golden_thread import sign_in_with_password
from tools.browser import DESKTOP, PHONE

REPORTS = "/perlesreut/melden/"
WORDS = "Der Bank am Bach fehlt die Lehne"


def test_a_report_without_network_is_sent_solved_and_reopened(open_page: Any, axe: Any, watch: Any) -> None:
    phone: Page = open_page(
        PHONE, has_touch=True, geolocation={"latitude": 48.7795, "longitude": 13.4415}, permissions=["geolocation"]
    )
    watch.expect("ERR_INTERNET_DISCONNECTED")
    watch.expect("htmx:sendError")
    watch.expect("htmx:afterRequest")
    own_page = report_without_network(phone, axe)

    desk: Page = open_page(DESKTOP)
    sign_in_with_password(desk, "vera@example.org")
    release_by_keyboard(desk, axe)
    desk.get_by_role("button", name="Behoben", exact=True).click()
    desk.get_by_label("Begründung, die alle lesen").fill("Die neue Lehne ist angeschraubt.")
    desk.get_by_role("button", name="Antwort veröffentlichen").click()
    expect(desk.get_by_text("Ihre Antwort steht auf der Seite.")).to_be_visible()

    phone.goto(own_page)
    expect(phone.get_by_text("Die neue Lehne ist angeschraubt.")).to_be_visible()
    axe(phone)
    phone.get_by_role("link", name="Besteht noch").click()
    phone.get_by_label("Was sehen Sie heute?").fill("Die Schrauben sind schon wieder lose.")
    phone.get_by_role("button", name="Ja, besteht noch").click()
    expect(phone.get_by_text("Besteht noch: So wurde es uns gemeldet.")).to_be_visible()
    expect(phone.get_by_text("Schrauben")).not_to_be_visible()

    desk.goto(f"{REPORTS}verwalten/?suche=Lehne")
    desk.get_by_role("link", name="Antworten").click()
    expect(desk.get_by_text("Die Schrauben sind schon wieder lose.")).to_be_visible()


def test_the_pages_of_the_reports_fit_every_screen(open_page: Any, axe: Any) -> None:
    for viewport in (PHONE, DESKTOP):
        page: Page = open_page(viewport)
        for path in ("", "?stand=alle", "neu/"):
            page.goto(f"{REPORTS}{path}")
            assert_no_sideways_scrolling(page)
            axe(page)
        sign_in_with_password(page, "vera@example.org")
        for path in (
            "verwalten/",
            "verwalten/zahlen/",
            "verwalten/einrichten/",
            "verwalten/einrichten/kategorien/neu/",
        ):
            page.goto(f"{REPORTS}{path}")
            assert_no_sideways_scrolling(page)
            axe(page)


def report_without_network(page: Page, axe: Any) -> str:
    """Open the form twice, the second time from the device's own shelf; what is sent waits there for the network."""
    page.goto(f"{REPORTS}neu/")
    axe(page)
    page.wait_for_function(
        "caches.match('/perlesreut/melden/neu/').then((kept) => Boolean(kept) && caches.open('dorflinde-1'))"
        ".then((shelf) => shelf && shelf.keys()).then((all) => all && all.length > 8)"
    )
    page.context.set_offline(True)
    page.goto(f"{REPORTS}neu/")
    page.get_by_label("Foto").set_input_files({"name": "bank.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.get_by_label("Worum geht es?").select_option("bank")
    page.get_by_label("Was ist los?").fill(WORDS)
    page.get_by_role("button", name="Ich stehe gerade hier").click()
    expect(page.get_by_text("Gefunden.")).to_be_visible()
    page.get_by_role("button", name="Meldung absenden").click()
    expect(page.get_by_text(f"„{WORDS}“")).to_be_visible()
    assert_no_sideways_scrolling(page)
    axe(page)
    page.context.set_offline(False)
    page.get_by_role("link", name="Ansehen").click(timeout=30_000)
    page.wait_for_url(re.compile(r"schluessel="))
    expect(page.get_by_role("heading", name=WORDS)).to_be_visible()
    assert_no_sideways_scrolling(page)
    axe(page)
    return page.url


def release_by_keyboard(page: Page, axe: Any) -> None:
    """Run down the list with J, open the report with R, describe its photo and let everyone read it."""
    page.goto(f"{REPORTS}verwalten/?stand=pruefen")
    page.locator("h1").click()
    for _press in range(6):
        if page.locator("#details").get_by_role("heading", name=WORDS).is_visible():
            break
        page.keyboard.press("j")
        page.wait_for_timeout(500)
    expect(page.locator("#details").get_by_role("heading", name=WORDS)).to_be_visible()
    page.keyboard.press("r")
    page.wait_for_url(re.compile(r"/verwalten/[0-9a-f-]{36}/"))
    axe(page)
    page.get_by_label("Was ist auf dem Foto zu sehen?").fill("Eine Bank ohne Lehne")
    page.get_by_role("button", name="Freigeben").click()
    expect(page.get_by_text("Freigegeben. Alle können die Meldung lesen.")).to_be_visible()


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "#6b8f5e").save(out, "JPEG")
    return out.getvalue()
