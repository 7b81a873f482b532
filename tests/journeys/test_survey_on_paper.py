"""A survey on paper and on the phone: one answers online, two sheets are typed in without a mouse, and all three count as one."""

import datetime
import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_no_sideways_scrolling
from tests.journeys.test_golden_thread import sign_in_with_password
from tools.browser import DESKTOP, PHONE


def test_sheets_of_paper_are_typed_in_and_counted_with_what_came_online(open_page: Any, axe: Any) -> None:
    clerk: Page = open_page(DESKTOP)
    sign_in_with_password(clerk, "vera@example.org")
    survey = set_up(clerk)
    lena: Page = open_page(PHONE, has_touch=True)
    sign_in_with_password(lena, "lena@example.org")
    answer_online(lena, survey)
    type_two_sheets_in(clerk, survey, axe)
    read_the_result(lena, survey, axe)


def set_up(page: Page) -> str:
    """Make a project with a survey of three questions, the second only for some; returns where people take part."""
    today = datetime.date.today()  # noqa: DTZ011  the day on the clock of this machine, as in the browser
    page.goto("/perlesreut/mitreden/verwalten/neu/")
    page.get_by_label("Titel").fill("Der Bus nach Freyung")
    page.get_by_label("In einem Satz").fill("Wann soll er fahren?")
    page.locator("[name=phasen-0-kind]").select_option("activities")
    page.locator("[name=phasen-0-starts_on]").fill(today.isoformat())
    page.locator("[name=phasen-0-ends_on]").fill((today + datetime.timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Entwurf speichern").click()
    page.wait_for_url(re.compile(r"/der-bus-nach-freyung[-0-9]*/$"))
    project = page.url
    page.goto(f"{project}bausteine/neu/survey/")
    page.get_by_label("Titel").fill("Umfrage zum Bus")
    page.get_by_label("Von Anfang an, für alle").check()
    page.get_by_role("button", name="Anlegen").click()
    survey = f"{project}umfrage-zum-bus/"
    ask(page, survey, "single", "Fahren Sie mit dem Bus?", "ja\nnein")
    ask(page, survey, "multiple", "Wann?", "früh\nmittags\nabends", after_the_first_answer=True)
    ask(page, survey, "text", "Was noch?")
    page.goto(f"{project}veroeffentlichen/")
    page.locator("main").get_by_role("button", name="Veröffentlichen").click()
    return survey


def ask(
    page: Page, survey: str, kind: str, title: str, choices: str = "", *, after_the_first_answer: bool = False
) -> None:
    page.goto(f"{survey}fragen/neu/{kind}/")
    page.get_by_label("Frage", exact=True).fill(title)
    if choices:
        page.locator("[name=choices]").fill(choices)
    if after_the_first_answer:
        page.locator("[name=conditions]").first.check()
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url(re.compile(r"/fragen/(#.*)?$"))


def answer_online(page: Page, survey: str) -> None:
    page.goto(survey)
    page.get_by_label("ja", exact=True).check()
    page.get_by_label("früh").check()
    page.get_by_role("button", name="Antworten absenden").click()
    expect(page.get_by_text("Ihre Antworten sind da.")).to_be_visible()


def type_two_sheets_in(page: Page, survey: str, axe: Any) -> None:
    page.goto(f"{survey}papier/")
    expect(page.get_by_text("1 Antwort auf anderem Weg")).to_be_visible()
    axe(page)
    for number, keys in enumerate((["1", "1 3", "Bank am Halt"], ["2", "", ""]), start=1):
        page.wait_for_load_state()
        expect(page.locator("[data-typed] input[type=text]").first).to_be_focused()
        for typed in keys:
            page.keyboard.type(typed)
            page.keyboard.press("Enter")
        expect(page.get_by_text(f"Bogen {number} ist eingegeben.")).to_be_visible()
    expect(page.get_by_text("1: 1 · 2: 1 3 · 3: Bank am Halt")).to_be_visible()
    axe(page)
    page.set_viewport_size(PHONE)
    assert_no_sideways_scrolling(page)


def read_the_result(page: Page, survey: str, axe: Any) -> None:
    page.goto(f"{survey}ergebnis/")
    expect(page.get_by_text("3 Menschen haben teilgenommen.")).to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="ja"))
    expect(row.get_by_role("cell")).to_have_text(["2", "66,7 %", "1"])
    expect(page.get_by_text("auf Papier", exact=True).locator("xpath=following-sibling::*[1]")).to_have_text("2")
    axe(page)
    assert_no_sideways_scrolling(page)
