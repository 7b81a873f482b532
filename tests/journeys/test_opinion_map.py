"""An opinion map on the phone: vote with one thumb, without an account, read what unites and divides; take it into an account."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_no_sideways_scrolling
from tests.journeys.test_the_account import sign_in_by_code
from tools.browser import PHONE
from tools.house import House

MAP = "/perlesreut/mitreden/marktplatz/was-uns-am-markt-wichtig-ist/"
THUMBS = ("Stimme zu", "Stimme nicht zu", "Weiß nicht")


def test_a_guest_votes_through_and_reads_what_unites_and_divides(open_page: Any, axe: Any) -> None:
    phone: Page = open_page(PHONE, has_touch=True)
    phone.goto(MAP)
    axe(phone)
    total = int(re.search(r"0 von (\d+) Aussagen", phone.locator("main").inner_text())[1])  # type: ignore[index]
    assert total >= 16, "others may have added some"
    for number in range(total):
        vote(phone, THUMBS[number % 3], number + 1, total)
    expect(phone.get_by_text("Das waren alle Aussagen. Danke!")).to_be_visible()
    axe(phone)
    assert_no_sideways_scrolling(phone)
    phone.get_by_text(f"Ihre {total} Antworten").tap()
    phone.get_by_role("link", name=re.compile("Die Linde in der Mitte")).tap()
    phone.get_by_role("button", name="Stimme zu", exact=True).tap()
    expect(phone.get_by_text("Das waren alle Aussagen. Danke!")).to_be_visible()

    phone.get_by_role("link", name="Karte ansehen").tap()
    expect(phone.get_by_role("heading", name="Was uns verbindet", exact=True)).to_be_visible()
    expect(phone.get_by_role("heading", name="Gruppe A")).to_be_visible()
    expect(phone.get_by_role("heading", name="Was uns trennt", exact=True)).to_be_visible()
    assert_no_sideways_scrolling(phone)
    axe(phone)


def test_what_was_done_without_an_account_comes_along_into_one(open_page: Any, the_house: House, axe: Any) -> None:
    phone: Page = open_page(PHONE, has_touch=True)
    phone.goto(MAP)
    vote(phone, "Stimme zu", 1)
    vote(phone, "Stimme nicht zu", 2)
    phone.get_by_role("link", name="Konto anlegen und mitnehmen").tap()
    sign_in_by_code(phone, the_house, "daumen@example.org")
    phone.get_by_label("nur hier zeigen").check()
    phone.get_by_label(re.compile("Ich halte mich an die")).check()
    phone.get_by_role("button", name="Weiter").click()
    expect(phone.get_by_text("Stimmen auf 1 Meinungskarte")).to_be_visible()
    axe(phone)
    assert_no_sideways_scrolling(phone)
    phone.get_by_role("button", name="In mein Konto übernehmen").click()
    phone.goto(MAP)
    expect(phone.get_by_text(re.compile(r"^2 von \d+ Aussagen beantwortet"))).to_be_visible()

    elsewhere: Page = open_page()
    elsewhere.goto(f"/konto/login/?next={MAP}")
    sign_in_by_code(elsewhere, the_house, "daumen@example.org")
    expect(elsewhere.get_by_text(re.compile(r"^2 von \d+ Aussagen beantwortet"))).to_be_visible()


def vote(page: Page, thumb: str, said: int, total: int | None = None) -> None:
    """Press a thumb and wait for the next statement, or for the thanks after the last."""
    page.get_by_role("button", name=thumb, exact=True).tap()
    if said == total:
        return
    expect(page.get_by_text(re.compile(rf"^{said} von \d+ Aussagen beantwortet"))).to_be_visible()
