"""Two people rate, a resident votes on the phone, others on paper: one count, with the parts apart."""

import datetime
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import assert_no_sideways_scrolling
from tests.journeys.test_golden_thread import sign_in_with_password
from tools.browser import DESKTOP, PHONE

WORKSHOP = "/werkstatt/perlesreut/"
MEASURE = "Mitfahrbank und Mitfahr-Kanal"
VOTE = "Was kommt vor dem Winter?"


def test_two_rate_and_the_place_votes_online_and_on_paper(open_page: Any, axe: Any) -> None:
    clerk: Page = open_page(DESKTOP)
    sign_in_with_password(clerk, "vera@example.org")
    begin_a_round(clerk, axe)
    rate(clerk, effort=1, benefit=5)
    look(clerk, axe)
    manager: Page = open_page(DESKTOP)
    sign_in_with_password(manager, "rita@example.org")
    manager.goto(f"{WORKSHOP}bewerten/")
    rate(manager, effort=5, benefit=4)
    see_the_spread_and_settle(clerk, axe)
    open_a_vote(clerk, axe)

    resident: Page = open_page(PHONE, has_touch=True)
    sign_in_with_password(resident, "lena@example.org")
    vote_on_the_phone(resident, axe)
    type_in_the_paper(clerk, axe)
    count(clerk, axe)
    resident.reload()
    expect(resident.locator("main")).to_contain_text("1 online, 4 auf Papier")
    look(resident, axe)


def look(page: Page, axe: Any) -> None:
    assert_no_sideways_scrolling(page)
    axe(page)


def begin_a_round(page: Page, axe: Any) -> None:
    page.goto(WORKSHOP)
    page.get_by_role("link", name="Auswählen").click()
    look(page, axe)
    running = page.get_by_role("button", name="Runde beenden")
    if running.count():  # the sample's own round ends first
        running.click()
        look(page, axe)
    page.get_by_role("link", name="Bewerten", exact=True).click()
    page.get_by_label("Wie heißt die Runde?").fill("Rathaus im Advent")
    look(page, axe)
    page.get_by_role("button", name="Runde öffnen").click()
    expect(page.get_by_role("heading", level=1, name="Rathaus im Advent")).to_be_visible()


def rate(page: Page, *, effort: int, benefit: int) -> None:
    """Answer by keyboard: the digits choose."""
    form = page.locator("form[data-rate]", has_text=MEASURE)
    for question, answer in (("Aufwand", effort), ("Nutzen", benefit)):
        form.get_by_role("group", name=question).get_by_role("radio").first.focus()
        with page.expect_response(lambda answered: "/bewerten/" in answered.url):
            page.keyboard.press(str(answer))
    expect(form.get_by_text("gespeichert", exact=True)).to_be_visible()


def see_the_spread_and_settle(page: Page, axe: Any) -> None:
    page.get_by_role("link", name="Ergebnis der Bewertung").click()
    rated: Locator = page.get_by_role("article").filter(has_text=MEASURE)
    expect(rated).to_contain_text("darüber reden")
    expect(rated).to_contain_text("Abstand 4")
    rated.get_by_text("Wer hat was gesagt?").click()
    expect(rated.get_by_role("table")).to_contain_text("regio_rita")
    look(page, axe)
    rated.get_by_role("link", name=f"Festlegen: {MEASURE}").click()
    look(page, axe)
    page.get_by_label("Aufwand", exact=True).select_option("2")
    page.get_by_label("Nutzen", exact=True).select_option("5")
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_text("Aufwand und Nutzen sind übernommen")).to_be_visible()


def open_a_vote(page: Page, axe: Any) -> None:
    page.get_by_role("link", name="Punkte vergeben").click()
    look(page, axe)
    page.get_by_role("link", name="Neue Abstimmung").click()
    page.get_by_label("Worum geht es?").fill(VOTE)
    page.get_by_label("Endet").fill(
        f"{datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=14):%Y-%m-%dT18:00}"
    )
    page.get_by_label(re.compile(MEASURE)).check()
    page.get_by_label(re.compile("Vereinsportal")).check()
    look(page, axe)
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("heading", level=1, name=VOTE)).to_be_visible()
    expect(page.locator("main")).to_contain_text("Geheim bis zum Auszählen")
    look(page, axe)


def vote_on_the_phone(page: Page, axe: Any) -> None:
    page.goto("/perlesreut/")
    page.get_by_role("link", name=VOTE).click()
    look(page, axe)
    for _dot in range(3):
        page.get_by_role("button", name=f"Ein Punkt mehr: {MEASURE}").click()
    expect(page.get_by_text("Noch übrig: 2")).to_be_visible()
    page.get_by_role("button", name="Punkte abgeben").click()
    expect(page.get_by_text("Danke, Ihre Punkte sind gezählt.")).to_be_visible()
    look(page, axe)


def type_in_the_paper(page: Page, axe: Any) -> None:
    page.get_by_role("link", name="Papier eintragen").click()
    page.get_by_label("Wie viele Menschen haben auf Papier abgestimmt?").fill("1")
    page.get_by_label(re.compile(MEASURE)).fill("6")
    page.get_by_label(re.compile("Vereinsportal")).fill("7")
    page.get_by_role("button", name="Eintragen").click()  # one person has no thirteen dots
    expect(page.locator("main")).to_contain_text("höchstens 5 Punkte kleben")
    page.get_by_label("Wie viele Menschen haben auf Papier abgestimmt?").fill("4")
    look(page, axe)
    page.get_by_role("button", name="Eintragen").click()
    expect(page.locator("main")).to_contain_text("4 auf Papier")


def count(page: Page, axe: Any) -> None:
    page.get_by_role("link", name="Beenden und auszählen").click()
    look(page, axe)
    page.get_by_role("button", name="Auszählen").click()
    expect(page.locator("main")).to_contain_text("5 Menschen haben abgestimmt: 1 online, 4 auf Papier.")
    cells = page.get_by_role("row", name=re.compile(MEASURE)).get_by_role("cell")
    assert [words.strip() for words in cells.all_inner_texts()] == ["1", "9", "3", "6"]
    look(page, axe)
