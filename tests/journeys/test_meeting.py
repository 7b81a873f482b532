"""A meeting from the plan through a sign-up to what stood on the wall."""

import datetime
import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_no_sideways_scrolling
from tests.journeys.test_golden_thread import sign_in_with_password
from tools.browser import DESKTOP, PHONE


def test_a_meeting_is_planned_signed_up_to_and_leaves_ideas(open_page: Any, axe: Any) -> None:
    clerk: Page = open_page(DESKTOP)
    sign_in_with_password(clerk, "vera@example.org")
    meeting = plan(clerk, axe)

    lena: Page = open_page(PHONE, has_touch=True)
    sign_in_with_password(lena, "lena@example.org")
    lena.goto(meeting)
    lena.get_by_role("button", name="Ich komme").click()
    expect(lena.get_by_text("Sie sind angemeldet.")).to_be_visible()
    axe(lena)
    assert_no_sideways_scrolling(lena)

    clerk.goto(f"{meeting}treffen/anmeldungen/")
    clerk.get_by_label("Wer hat sich gemeldet?").fill("Frau Moser")
    clerk.get_by_role("button", name="Auf die Liste").click()
    expect(clerk.get_by_role("row", name=re.compile("Frau Moser.*Warteliste"))).to_be_visible()
    axe(clerk)

    clerk.goto(f"{meeting}treffen/nachher/")
    clerk.get_by_label("Ergebnisse eintippen").fill("Eine Bank am Bach\nMehr Bäume am Markt")
    clerk.get_by_role("button", name="Als Ideen eintragen").click()
    expect(clerk.get_by_text("2 Ideen stehen jetzt da.")).to_be_visible()
    axe(clerk)
    lena.goto(meeting)
    lena.get_by_role("link", name="Eine Bank am Bach").click()
    expect(lena.get_by_text(re.compile("aus dem Treffen am"))).to_be_visible()


def plan(page: Page, axe: Any) -> str:
    """Make a project with a meeting in three days that has one seat; returns the address everyone reads."""
    today = datetime.date.today()  # noqa: DTZ011  the day on the clock of this machine, as in the browser
    page.goto("/perlesreut/mitreden/verwalten/neu/")
    page.get_by_label("Titel").fill("Der Platz am Bach")
    page.get_by_label("In einem Satz").fill("Wie soll er werden?")
    page.locator("[name=phasen-0-kind]").select_option("ideas")
    page.locator("[name=phasen-0-starts_on]").fill(today.isoformat())
    page.locator("[name=phasen-0-ends_on]").fill((today + datetime.timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Entwurf speichern").click()
    page.wait_for_url(re.compile(r"/der-platz-am-bach[-0-9]*/$"))
    project = page.url
    page.goto(f"{project}veroeffentlichen/")
    page.locator("main").get_by_role("button", name="Veröffentlichen").click()
    page.goto(f"{project}bausteine/neu/meeting/")
    page.get_by_label("Titel").fill("Treffen am Bach")
    page.get_by_role("button", name="Anlegen").click()
    page.wait_for_url("**/treffen/")
    page.get_by_label("Beginn").fill(f"{today + datetime.timedelta(days=3)}T18:00")
    page.get_by_label("Wo?").fill("Am Bach, bei Regen im Pfarrsaal")
    page.get_by_role("textbox", name="Tagesordnung").fill("18:00 Rundgang\n19:00 Tische")
    page.get_by_label("Mit Anmeldung").check()
    page.get_by_label("Plätze").fill("1")
    axe(page)
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url("**/treffen-am-bach/")
    axe(page)
    return page.url
