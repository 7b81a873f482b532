"""Carrying out: a new figure is read by everyone, and what ends without anyone to carry it on is worked off."""

import datetime
import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_no_sideways_scrolling
from tests.journeys.test_golden_thread import sign_in_with_password
from tools.browser import DESKTOP, PHONE

WORKSHOP = "/werkstatt/perlesreut/"


def test_a_new_figure_is_read_by_everyone(open_page: Any, axe: Any) -> None:
    guest: Page = open_page(PHONE, has_touch=True)
    measure = read_the_figure(guest, "14", axe)
    clerk: Page = open_page(DESKTOP)
    sign_in_with_password(clerk, "vera@example.org")
    clerk.goto(WORKSHOP)
    clerk.get_by_role("link", name="Umsetzung").click()
    look(clerk, axe)
    clerk.get_by_role("link", name="Kennzahlen").click()
    look(clerk, axe)
    clerk.get_by_role("link", name="ausgebildete Lots:innen").click()
    expect(clerk.get_by_role("img", name=re.compile("im Lauf der Zeit"))).to_be_visible()
    look(clerk, axe)
    clerk.get_by_label("für wann").fill("heute oder so")
    clerk.get_by_label("Wert", exact=True).fill("22")
    clerk.get_by_role("button", name="Eintragen").click()
    expect(clerk.get_by_label("Wert", exact=True)).to_have_value("22")  # what was typed stays
    clerk.get_by_label("für wann").fill(this_year())
    clerk.get_by_role("button", name="Eintragen").click()
    expect(clerk.locator("main")).to_contain_text("Ziel erreicht")
    look(clerk, axe)
    guest.goto(measure)
    expect(guest.locator("main")).to_contain_text(re.compile(r"22"))
    look(guest, axe)


def test_what_ends_without_anyone_to_carry_it_on_is_worked_off(open_page: Any, axe: Any) -> None:
    clerk: Page = open_page(DESKTOP)
    sign_in_with_password(clerk, "vera@example.org")
    clerk.goto("/schreibtisch/")
    warning = clerk.locator("li, article").filter(has_text="Hybride Dorfzentren").filter(has_text="niemand übernimmt")
    expect(warning.first).to_be_visible()
    look(clerk, axe)
    warning.first.get_by_role("link", name=re.compile("Fortführung regeln|Hybride Dorfzentren")).last.click()
    expect(clerk.locator("main")).to_contain_text("Förderung endet in 4 Monaten")
    look(clerk, axe)
    clerk.get_by_label("Wer macht nach dem Projekt weiter?").fill("Bauamt mit dem Kulturverein")
    clerk.get_by_role("button", name="Speichern").click()
    row = clerk.get_by_role("row").filter(has_text="Hybride Dorfzentren")
    expect(row).to_contain_text("Betrieb nicht bezahlt")  # half a provision is none
    expect(row).not_to_contain_text("niemand übernimmt")
    look(clerk, axe)
    row.get_by_role("link").first.click()
    clerk.get_by_label("Laufender Betrieb").select_option(label="ist bezahlt")
    clerk.get_by_label("Wer bezahlt den Betrieb?").fill("Haushaltsstelle Dorfzentren")
    clerk.get_by_label("Dokumentation").select_option(label="vollständig")
    clerk.get_by_role("button", name="Speichern").click()
    expect(row).to_contain_text("für die Zeit danach ist gesorgt")
    clerk.get_by_role("link", name="Wissen ansehen").click()
    look(clerk, axe)
    clerk.goto("/schreibtisch/")
    expect(warning).to_have_count(0)
    phone: Page = open_page(PHONE, has_touch=True, storage_state=clerk.context.storage_state())
    for path in ("verstetigung/", "verstetigung/wissen/", "kennzahlen/", "berichte/"):
        phone.goto(f"{WORKSHOP}{path}")
        look(phone, axe)


def this_year() -> str:
    """A stretch that ends after every other value."""
    return str(datetime.datetime.now(datetime.UTC).year)


def read_the_figure(page: Page, value: str, axe: Any) -> str:
    page.goto("/perlesreut/fahrplan/fortschritt/")
    look(page, axe)
    page.goto("/perlesreut/fahrplan/")
    page.locator("table").get_by_role("link", name=re.compile("Digitallots:innen ausbilden")).first.click()
    page.wait_for_url("**/massnahmen/**")
    expect(page.locator("main")).to_contain_text(value)
    expect(page.locator("main")).not_to_contain_text("Ziel erreicht")
    look(page, axe)
    return page.url


def look(page: Page, axe: Any) -> None:
    assert_no_sideways_scrolling(page)
    axe(page)
