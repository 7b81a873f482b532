"""Guided only by the pages: from the overview to the baseline, its chart, and the step that comes next."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_no_sideways_scrolling
from tests.journeys.test_golden_thread import sign_in_with_password
from tools.browser import DESKTOP, PHONE

PLACE = "/werkstatt/eppenschlag/"  # nobody has recorded there yet where it stands


def test_somebody_new_is_led_from_the_overview_to_the_next_step(open_page: Any, axe: Any) -> None:
    page: Page = open_page(DESKTOP)
    sign_in_with_password(page, "rita@example.org")
    page.goto(PLACE)
    look(page, axe)
    page.get_by_role("link", name="Ausgangslage erfassen").click()
    look(page, axe)
    page.get_by_role("link", name="Fragebogen beginnen").click()
    page.get_by_role("button", name="Zu den Fragen").click()
    look(page, axe)
    answer_every_page(page)
    expect(page.get_by_role("heading", name="Hier lohnt es sich am meisten")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Stand und Ziel je Bereich"))).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("Netz und Technik")
    look(page, axe)
    page.get_by_role("link", name="Zum nächsten Schritt").click()
    expect(page.locator(".is-now")).to_contain_text("1 von 3 beisammen")
    page.locator(".is-now").get_by_role("link", name="Ausgangslage erfassen").click()
    expect(page.get_by_role("heading", level=1, name="Was gibt es schon?")).to_be_visible()
    look(page, axe)
    tick_off_with_a_reason(page, axe)

    phone: Page = open_page(PHONE, has_touch=True, storage_state=page.context.storage_state())
    for address in (PLACE, f"{PLACE}lage/", f"{PLACE}staerken/"):
        phone.goto(address)
        look(phone, axe)


def look(page: Page, axe: Any) -> None:
    assert_no_sideways_scrolling(page)
    axe(page)


def answer_every_page(page: Page) -> None:
    """Answer by keyboard; the first page is saved by itself."""
    first = page.get_by_role("radio").first
    first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    for number in range(1, 9):
        expect(page.get_by_text(f"Schritt {number} von 8")).to_be_attached()
        for group in page.locator("main fieldset").all():
            group.get_by_role("radio").first.focus()
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Space")
        for box in page.locator("main select").all():
            box.select_option("4")
        page.get_by_role("button", name=re.compile("^Speichern und (weiter|zum Ergebnis)")).click()


def tick_off_with_a_reason(page: Page, axe: Any) -> None:
    page.goto(PLACE)
    page.locator(".is-now").get_by_role("link", name="Wer, bis wann, erledigt?").click()
    look(page, axe)
    page.get_by_label("auf Papier erledigt").check()
    page.get_by_role("button", name="Eintragen").click()
    expect(page.locator("main")).to_contain_text("Wo liegt das Papier?")
    page.get_by_label("Notiz").fill("Ordner im Vorzimmer")
    page.get_by_role("button", name="Eintragen").click()
    expect(page.locator(".is-now h2")).to_have_text("Menschen im Ort")
