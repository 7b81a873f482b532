"""“Jetzt red i” with three at once: one phone asks, another stands behind it, the desk leads, the screen shows."""

import datetime
import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_no_sideways_scrolling
from tests.journeys.test_golden_thread import sign_in_with_password
from tools.browser import DESKTOP, PHONE

SCREEN = {"width": 1920, "height": 1080}
QUESTION = "Wann wird der Gehweg an der Schule beleuchtet?"


def test_a_hall_asks_supports_votes_and_reads_the_answers(open_page: Any, axe: Any) -> None:
    desk: Page = open_page(DESKTOP)
    sign_in_with_password(desk, "vera@example.org")
    hour = set_up(desk)
    screen: Page = open_page(SCREEN)
    screen.goto(f"{hour}leinwand/")
    expect(screen.get_by_role("heading", name="Was möchten Sie wissen?")).to_be_visible()
    address = screen.locator(".hall-address").inner_text()

    asks: Page = open_page(PHONE, has_touch=True)
    asks.goto(f"/saal/{address.rpartition('/')[2]}/")
    axe(asks)
    asks.get_by_label("Ihre Frage").fill(QUESTION)
    asks.get_by_role("button", name="Frage absenden").click()
    expect(asks.get_by_text("Angekommen.")).to_be_visible()
    assert_no_sideways_scrolling(asks)
    expect(asks.get_by_text("noch 280 Zeichen")).to_be_visible()
    take_back_a_second_one(asks, axe)

    # The desk is led by keys: to the first card, let through, remember.
    expect(desk.get_by_text(QUESTION)).to_be_visible()
    desk.keyboard.press("j")
    desk.keyboard.press("f")
    expect(desk.get_by_role("heading", name="Wartet auf Freigabe")).to_have_count(0)

    supports: Page = open_page(PHONE, has_touch=True)
    supports.goto(hour)
    supports.get_by_role("button", name="Will ich auch wissen").click()
    expect(supports.get_by_role("button", name="Will ich auch wissen", pressed=True)).to_contain_text("1")
    expect(asks.get_by_role("button", name="Will ich auch wissen", pressed=False)).to_contain_text("1")
    expect(asks.get_by_text("Steht auf der Liste.").or_(asks.get_by_text("Angekommen."))).to_be_visible()

    desk.locator("[data-question]").first.focus()
    desk.keyboard.press("m")
    expect(screen.get_by_role("heading", name="Als Nächstes")).to_be_visible()
    desk.locator("[data-question]").first.focus()
    desk.keyboard.press("p")
    expect(screen.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(supports.get_by_text("Jetzt auf dem Podium", exact=True)).to_be_visible()
    axe(screen)
    axe(desk)
    axe(supports)

    ask_the_hall(desk, screen, [asks, supports])

    desk.get_by_label("Antwort in wenigen Sätzen").fill("Die Leuchten kommen im Frühjahr.")
    desk.get_by_role("button", name="Als beantwortet ablegen").click()
    expect(supports.get_by_text("Die Leuchten kommen im Frühjahr.")).to_be_visible()
    axe(supports)
    quiet: Page = open_page(PHONE, java_script_enabled=False)
    quiet.goto(hour)
    expect(quiet.get_by_text("Die Leuchten kommen im Frühjahr.")).to_be_visible()
    assert_no_sideways_scrolling(desk)


def take_back_a_second_one(phone: Page, axe: Any) -> None:
    phone.get_by_role("textbox", name="Ihre Frage").fill("Gibt es nachher Freibier?")
    expect(phone.get_by_text("noch 255 Zeichen")).to_be_visible()
    phone.get_by_role("button", name="Frage absenden").click()
    mine = phone.get_by_role("listitem").filter(has_text="Gibt es nachher Freibier?")
    mine.get_by_text(re.compile("^Zurückziehen")).first.click()
    axe(phone)
    mine.get_by_role("button", name="Ja, zurückziehen").click()
    expect(phone.get_by_text("Gibt es nachher Freibier?")).to_have_count(0)
    assert_no_sideways_scrolling(phone)


def set_up(page: Page) -> str:
    """Make a project with a question hour that is on today; returns the address everyone reads."""
    today = datetime.date.today()  # noqa: DTZ011  the day on the clock of this machine, as in the browser
    page.goto("/perlesreut/mitreden/verwalten/neu/")
    page.get_by_label("Titel").fill("Bürgerversammlung im Herbst")
    page.get_by_label("In einem Satz").fill("Fragen, die alle angehen.")
    page.locator("[name=phasen-0-kind]").select_option("activities")
    page.locator("[name=phasen-0-starts_on]").fill(today.isoformat())
    page.locator("[name=phasen-0-ends_on]").fill((today + datetime.timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Entwurf speichern").click()
    page.wait_for_url(re.compile(r"/buergerversammlung-im-herbst[-0-9]*/$"))
    project = page.url
    page.goto(f"{project}veroeffentlichen/")
    page.locator("main").get_by_role("button", name="Veröffentlichen").click()
    page.goto(f"{project}bausteine/neu/question_hour/")
    page.get_by_label("Titel").fill("Jetzt red i")
    page.get_by_role("button", name="Anlegen").click()
    page.wait_for_url("**/pult/")
    return page.url.removesuffix("pult/")


def ask_the_hall(desk: Page, screen: Page, phones: list[Page]) -> None:
    """Ask the hall a quick question: every phone votes once, and the screen shows the bars when it is closed."""
    desk.get_by_text("Neue Abstimmung im Saal").click()
    desk.get_by_label("Frage an den Saal").fill("Reicht der Bus am Abend?")
    desk.get_by_label("Antworten").fill("Ja\nNein")
    desk.get_by_role("button", name="Vorbereiten").click()
    desk.get_by_role("button", name="Abstimmung öffnen").click()
    expect(screen.get_by_role("heading", name="Reicht der Bus am Abend?")).to_be_visible()
    for phone, word in zip(phones, ("Nein", "Nein"), strict=True):
        phone.get_by_role("button", name=word).click()
        expect(phone.get_by_role("button", name=word, pressed=True)).to_be_visible()
    expect(screen.get_by_text("2 haben abgestimmt")).to_be_visible()
    desk.get_by_role("button", name="Abstimmung beenden").click()
    expect(phones[0].get_by_role("row", name=re.compile("Nein.*2.*100"))).to_be_visible()
