"""An impossible budget: the proposal says so, names what would have to give way, and once it does, is taken over."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_no_sideways_scrolling
from tests.journeys.test_golden_thread import sign_in_with_password
from tools.browser import DESKTOP, PHONE

WORKSHOP = "/werkstatt/ringelai/"


def test_an_impossible_budget_is_explained_relaxed_and_taken_over(open_page: Any, axe: Any) -> None:
    page: Page = open_page(DESKTOP)
    sign_in_with_password(page, "rita@example.org")
    number = a_measure_that_costs(page)
    limit_every_year(page, "0")
    ask(page, axe)
    expect(page.get_by_role("heading", name="Was nachgeben müsste")).to_be_visible()
    expect(page.locator("main")).to_contain_text(re.compile(r"Der Haushalt \d{4} bräuchte .* mehr\."))
    axe(page)
    page.get_by_role("link", name="Deckel ändern").first.click()
    expect(page.locator("main")).to_contain_text("Noch nicht gespeichert")
    axe(page)
    limit_every_year(page, "")
    ask(page, axe)
    expect(page.get_by_role("heading", name="Was nachgeben müsste")).not_to_be_visible()
    axe(page)
    row = page.locator("tr", has_text=number)
    proposed = row.locator("td b").inner_text()
    page.get_by_role("button", name="Gewählte Termine übernehmen").click()
    expect(page.locator("main")).to_contain_text("im Fahrplan")
    page.goto(f"{WORKSHOP}massnahmen/?suche={number}")
    expect(page.locator("main")).to_contain_text(proposed)


def test_money_and_people_are_read_on_the_phone(open_page: Any, axe: Any) -> None:
    page: Page = open_page(PHONE)
    sign_in_with_password(page, "vera@example.org")
    for path in ("geld/", "geld/deckel/", "personal/", "personal/neu/", "foerderfristen/", "vorschlaege/"):
        answer = page.goto(f"/werkstatt/perlesreut/{path}")
        assert answer is not None
        assert answer.status == 200
        assert_no_sideways_scrolling(page)
        axe(page)


def a_measure_that_costs(page: Page) -> str:
    page.goto(f"{WORKSHOP}massnahmen/neu/")
    number = page.get_by_label("Nummer").input_value()
    page.get_by_label("Titel").fill("Glasdach über dem Dorfbrunnen")
    page.get_by_label("Kosten einmalig").fill("250.000 €")
    page.get_by_role("button", name="Maßnahme anlegen").click()
    page.wait_for_url(re.compile(r"/massnahmen/[0-9a-f-]{36}/$"))
    return number


def limit_every_year(page: Page, amount: str) -> None:
    page.goto(f"{WORKSHOP}geld/deckel/")
    for field in page.locator("input[name^=amount_]").all():
        field.fill(amount)
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url("**/geld/")


def ask(page: Page, axe: Any) -> None:
    page.goto(f"{WORKSHOP}vorschlaege/")
    axe(page)
    page.get_by_label("Wie lange darf gerechnet werden?").select_option("10")
    page.get_by_role("button", name="Vorschlag rechnen").click()
    expect(page.get_by_role("heading", name="Heute und nach dem Vorschlag")).to_be_visible(timeout=60_000)
