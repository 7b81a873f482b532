"""A citizens' budget from the empty pot to the explained result: two vote on their phones, one on paper, one count for all."""

import datetime
import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_no_sideways_scrolling
from tests.journeys.test_golden_thread import sign_in_with_password
from tools.browser import DESKTOP, PHONE

PROPOSALS = (("Bank am Perlbach", "600 €"), ("Bücherschrank am Markt", "500 €"), ("Schaukel am Spielplatz", "900 €"))


def test_a_budget_is_voted_on_by_phone_and_paper_counted_and_explained(open_page: Any, axe: Any) -> None:
    clerk: Page = open_page(DESKTOP)
    sign_in_with_password(clerk, "vera@example.org")
    page_of_budget = set_up(clerk, axe)
    clerk.goto(page_of_budget)
    axe(clerk)

    lena: Page = open_page(PHONE, has_touch=True)
    sign_in_with_password(lena, "lena@example.org")
    fill_the_basket(lena, page_of_budget, ["Bank am Perlbach"], axe)
    other: Page = open_page(PHONE, has_touch=True)
    sign_in_with_password(other, "rita@example.org")
    fill_the_basket(other, page_of_budget, ["Bücherschrank am Markt"], axe)

    type_a_sheet_in(clerk, page_of_budget, axe)
    count(clerk, page_of_budget, axe)
    read_the_result(lena, page_of_budget, axe)
    read_what_the_share_paid_for(lena, axe)
    compare(lena, page_of_budget, axe)


def set_up(page: Page, axe: Any) -> str:
    """Make a project with a budget of 1,200 euros and three proposals; returns the address everyone reads."""
    today = datetime.date.today()  # noqa: DTZ011  the day on the clock of this machine, as in the browser
    page.goto("/perlesreut/mitreden/verwalten/neu/")
    page.get_by_label("Titel").fill("Tausend Euro für Perlesreut")
    page.get_by_label("In einem Satz").fill("Sie entscheiden, wofür.")
    page.locator("[name=phasen-0-kind]").select_option("activities")
    page.locator("[name=phasen-0-starts_on]").fill(today.isoformat())
    page.locator("[name=phasen-0-ends_on]").fill((today + datetime.timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Entwurf speichern").click()
    page.wait_for_url(re.compile(r"/tausend-euro-fuer-perlesreut[-0-9]*/$"))
    project = page.url
    page.goto(f"{project}bausteine/neu/budget/")
    page.get_by_label("Titel").fill("Bürgerhaushalt")
    page.get_by_role("button", name="Anlegen").click()
    budget = f"{project}buergerhaushalt/"
    page.goto(f"{budget}haushalt/regeln/")
    page.get_by_label("Einkaufskorb").check()
    axe(page)
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url("**/haushalt/")
    page.get_by_role("link", name="Neuer Topf").first.click()
    page.get_by_label("Name des Topfs").fill("Für alle")
    page.get_by_label("Wie viel Geld ist darin?").fill("1.200 €")
    page.get_by_role("button", name="Speichern").click()
    for title, cost in PROPOSALS:
        propose(page, title, cost)
    axe(page)
    page.goto(f"{project}veroeffentlichen/")
    page.locator("main").get_by_role("button", name="Veröffentlichen").click()
    return budget


def propose(page: Page, title: str, cost: str) -> None:
    page.get_by_role("link", name="Vorschlag des Rathauses").click()
    page.get_by_label("Ihr Vorschlag in einem Satz").fill(title)
    page.get_by_label("Was genau, wo und wofür?").fill("Für alle, die vorbeikommen.")
    page.get_by_role("button", name="Weiter zu den Kosten").click()
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Kosten einmalig").fill(cost)
    page.get_by_role("button", name="Prüfung veröffentlichen").click()
    page.wait_for_url("**/haushalt/")


def fill_the_basket(page: Page, budget: str, wanted: list[str], axe: Any) -> None:
    """Put too much in, be told, take out what is too much, and hand in."""
    page.goto(budget)
    page.locator("main").get_by_role("link", name="Abstimmen").first.click()
    for title, _cost in PROPOSALS:
        page.get_by_label(title).check()
    expect(page.locator("[data-left]")).to_contain_text("zu viel")
    axe(page)
    assert_no_sideways_scrolling(page)
    for title, _cost in PROPOSALS:
        page.get_by_label(title).set_checked(title in wanted)
    page.get_by_role("button", name="Stimmzettel abgeben").click()
    expect(page.locator("main")).to_contain_text("Sie haben abgestimmt")


def type_a_sheet_in(page: Page, budget: str, axe: Any) -> None:
    """Print two sheets, and type one in by keyboard alone; the same sheet does not count twice."""
    page.goto(f"{budget}haushalt/papier/")
    page.get_by_label("Wie viele Zettel?").fill("2")
    with page.expect_download() as paper:
        page.get_by_role("button", name="PDF zum Drucken").click()
    assert paper.value.suggested_filename == "stimmzettel-buergerhaushalt-1-2.pdf"
    page.reload()
    expect(page.get_by_label("Nummer des Zettels")).to_be_focused()
    for repeated in (False, True):
        page.keyboard.type("0001-B")
        page.keyboard.press("Tab")
        page.keyboard.type("1 2")
        page.keyboard.press("Enter")
        words = "Der Zettel 0001-B ist schon eingegeben." if repeated else "Zettel 0001-B ist eingegeben."
        expect(page.locator("body")).to_contain_text(words)
        axe(page)
    expect(page.locator("main")).to_contain_text("3 Menschen haben abgestimmt: 2 online, 1 auf Papier.")


def count(page: Page, budget: str, axe: Any) -> None:
    """End the vote early and count."""
    page.goto(f"{budget}beenden/")
    page.locator("main").get_by_role("button", name="Beenden").click()
    page.goto(f"{budget}haushalt/")
    page.get_by_role("link", name="Auszählen", exact=True).click()
    axe(page)
    page.get_by_role("button", name="Jetzt auszählen").click()
    page.wait_for_url(re.compile(r"/buergerhaushalt/$"), timeout=30_000)
    expect(page.get_by_role("heading", name="Das Ergebnis")).to_be_visible()
    axe(page)


def read_the_result(page: Page, budget: str, axe: Any) -> None:
    page.goto(budget)
    expect(page.locator("main")).to_contain_text("3 Menschen haben abgestimmt: 2 online, 1 auf Papier.")
    won = page.locator("main ol.proposals").first
    expect(won).to_contain_text("Bank am Perlbach")
    expect(won).to_contain_text("Bücherschrank am Markt")
    expect(won).not_to_contain_text("Schaukel")
    axe(page)
    assert_no_sideways_scrolling(page)


def read_what_the_share_paid_for(page: Page, axe: Any) -> None:
    page.get_by_role("link", name="Was mein Anteil bezahlt hat").click()
    expect(page.locator("main")).to_contain_text("Das wollten Sie und 1 anderer Mensch.")
    expect(page.locator("main")).to_contain_text(re.compile(r"Ihr Anteil betrug 425\s€"))
    axe(page)
    assert_no_sideways_scrolling(page)


def compare(page: Page, budget: str, axe: Any) -> None:
    page.goto(f"{budget}vergleich/")
    expect(page.get_by_role("heading", name="Gleiche Anteile")).to_be_visible()
    expect(page.get_by_role("heading", name="Mehrheit")).to_be_visible()
    axe(page)
    assert_no_sideways_scrolling(page)
