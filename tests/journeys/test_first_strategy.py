"""A first strategy from nothing to the council's decision, by somebody who only follows what the pages offer."""

import datetime
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import assert_no_sideways_scrolling
from tests.journeys.test_golden_thread import sign_in_with_password
from tests.journeys.test_situation import answer_every_page
from tools.browser import DESKTOP, PHONE

PLACE = "/werkstatt/schoefweg/"  # nobody has begun there
MOST_TURNS = 60
FIELDS = ("Digitales Rathaus", "Mobilität", "Bildung und Teilhabe")
GROUPS = ("Feuerwehr", "Sportverein", "Jugend", "Seniorenkreis", "Gemeinderat")


def test_a_first_strategy_comes_about_by_following_the_pages(open_page: Any, axe: Any) -> None:
    page: Page = open_page(DESKTOP)
    sign_in_with_password(page, "rita@example.org")
    page.goto(PLACE)
    visited: dict[str, str] = {}
    for _turn in range(MOST_TURNS):
        look(page, axe, visited)
        step = page.locator(".is-now h2").inner_text()
        if step == "Umsetzen":
            break
        follow_the_first_gap(page, axe, visited)
        page.get_by_role("link", name="Überblick", exact=True).first.click()
        page.wait_for_url(f"**{PLACE}")
    expect(page.locator(".is-now h2")).to_have_text("Umsetzen")
    read_as_a_resident(open_page(PHONE, has_touch=True), axe)
    phone: Page = open_page(PHONE, has_touch=True, storage_state=page.context.storage_state())
    for address in visited.values():
        phone.goto(address)
        assert_no_sideways_scrolling(phone)


def follow_the_first_gap(page: Page, axe: Any, visited: dict[str, str]) -> None:
    """Take the first thing that is missing, go where it leads, do what can be done there."""
    gap = page.locator(".is-now .cycle-rows a").first
    main = page.locator(".is-now .kern-btn--primary").first
    words = gap.inner_text() if gap.count() else main.inner_text()
    (main if page.locator(".is-now h2").inner_text() == "Vorbereiten" else gap).click()
    look(page, axe, visited)
    work = next((work for pattern, work in WORK.items() if re.search(pattern, words)), None)
    assert work is not None, f"nobody would know what to do about „{words}“"
    work(page)
    look(page, axe, visited)


def look(page: Page, axe: Any, visited: dict[str, str]) -> None:
    """See each kind of page once with the eyes of those who cannot."""
    expect(page.locator("main h1").first).to_be_visible()
    assert_no_sideways_scrolling(page)
    kind = re.sub(r"[0-9a-f-]{36}", "…", page.url.split("?")[0])
    if kind not in visited or ".is-now" in kind:
        visited[kind] = page.url
        axe(page)


# --- What the pages lead to -------------------------------------------------------------------------------------------
def begin(page: Page) -> None:
    press(page, "Beginnen")


def write_texts(page: Page) -> None:
    page.get_by_label("Anlass und Vorgehen").fill("Wir wollen, dass man hier bleiben kann.")
    page.get_by_label("Vorwort").fill("Dieses Papier gehört allen, die mitgeredet haben.")
    page.get_by_label("Ausgangslage").fill("Zwei Funklöcher, viele Vereine, ein volles Rathaus am Montag.")
    press(page, "Speichern")


def answer_the_questionnaire(page: Page) -> None:
    page.get_by_role("link", name="Fragebogen beginnen").click()
    press(page, "Zu den Fragen")
    answer_every_page(page)
    expect(page.get_by_role("heading", name="Hier lohnt es sich am meisten")).to_be_visible()


def collect_what_there_is(page: Page) -> None:
    page.get_by_role("link", name="Eintragen").first.click()
    page.get_by_label("Name", exact=True).fill("Dorferneuerungsplan")
    press(page, "Speichern")


def name_strengths(page: Page) -> None:
    for side in ("Stärken", "Schwächen", "Chancen", "Risiken"):
        page.locator("[name=side]").select_option(label=side)
        page.locator("[name=text]").fill(f"Eine Zeile zu {side}")
        press(page, "Dazuschreiben")


def take_in_actors(page: Page) -> None:
    for number, name in enumerate(GROUPS):
        page.get_by_role("link", name="Akteur aufnehmen").first.click()
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Auf welchem Weg?").select_option(index=1 + number % 3)
        press(page, "Speichern")
        page.get_by_role("link", name="Akteure").first.click()


def hold_a_workshop(page: Page) -> None:
    if not page.get_by_role("article").count():
        page.get_by_role("link", name="Neue Werkstatt").click()
        press(page, "Speichern")
    else:
        page.get_by_role("article").get_by_role("link").first.click()
    page.locator("main [name=text]").first.fill("Am Abend kommt man ohne Auto nicht heim")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("ohne Auto nicht heim")
    page.get_by_role("link", name="Protokoll").click()
    press(page, "Allen zeigen")


def draft_a_vision(page: Page) -> None:
    page.get_by_role("link", name="Entwurf aufnehmen").click()
    page.get_by_label("Gruppe").fill("Tisch 1")
    page.get_by_label("Entwurf").fill("Man kennt sich und kommt am Abend heim.")
    press(page, "Speichern")


def adopt_the_vision(page: Page) -> None:
    page.get_by_role("textbox", name="Gemeinsamer Text").fill(
        "In Schöfweg kennt man sich, hilft sich und kommt am Abend heim."
    )
    page.get_by_label("Was ist neu?").fill("Aus dem Entwurf von Tisch 1")
    press(page, "Als neue Fassung speichern")
    page.get_by_role("link", name="Übernehmen").click()
    page.locator("main form").get_by_role("button").first.click()


def choose_fields(page: Page) -> None:
    for title in FIELDS:
        page.get_by_label(title, exact=True).check()
    press(page, "Übernehmen")


def describe_fields(page: Page) -> None:
    for number in range(len(FIELDS)):
        page.get_by_role("article").nth(number).get_by_role("link", name="Bearbeiten").click()
        page.get_by_label("Worum es geht").fill("Worum es hier geht, in einem Satz.")
        press(page, "Speichern")


def set_goals(page: Page) -> None:
    for title in FIELDS:
        page.get_by_role("link", name="Ziel setzen").last.click()
        page.get_by_label("Handlungsfeld").select_option(label=title)
        page.get_by_label("Ziel", exact=True).fill(f"Ein Ziel für {title}")
        press(page, "Speichern")
        page.get_by_role("link", name="Ziele", exact=True).last.click()


def measure_a_goal(page: Page) -> None:
    page.get_by_role("link", name=f"Ein Ziel für {FIELDS[0]}").first.click()
    page.get_by_role("link", name="Kennzahl anlegen").click()
    page.get_by_label("Was wir zählen").fill("Anträge von zu Hause")
    page.get_by_label("Zielwert").fill("24")
    press(page, "Speichern")


def write_down_measures(page: Page) -> None:
    for title in ("Mitfahrbank am Markt", "Sprechstunde fürs Handy"):
        page.get_by_role("link", name="Maßnahmen", exact=True).first.click()
        page.goto(f"{PLACE}massnahmen/neu/") if not page.get_by_role(
            "link", name="Neue Maßnahme"
        ).count() else page.get_by_role("link", name="Neue Maßnahme").first.click()
        page.get_by_label("Titel").fill(title)
        page.get_by_label("Ziel und Wirkung").fill("Man kommt besser durch den Alltag.")
        page.get_by_label("Federführung").fill("Hauptamt")
        page.get_by_label("Kosten einmalig").fill("4.800 €")
        page.get_by_label("Kosten im Jahr").fill("300")
        press(page, "Maßnahme anlegen")


def rate_in_two_voices(page: Page) -> None:
    page.get_by_label("Wie heißt die Runde?").fill("Erste Runde")
    press(page, "Runde öffnen")
    for group in ("", "Gemeinderat"):
        if group:
            page.get_by_label("Name der Gruppe").fill(group)
            press(page, "Eintragen")
        form = page.locator("form[data-rate]").first
        for question in ("Aufwand", "Nutzen"):
            form.get_by_role("group", name=question).get_by_role("radio").first.focus()
            with page.expect_response(lambda answered: "/bewerten/" in answered.url):
                page.keyboard.press("4")


def fill_the_gap_in_each_measure(label: str, value: str) -> Callable[[Page], None]:
    def work(page: Page) -> None:
        here = page.url
        for _measure in range(2):
            page.locator("main tbody td a b").first.click()
            page.get_by_role("link", name=re.compile("Steckbrief bearbeiten|Bearbeiten")).first.click()
            field = page.get_by_label(re.compile(f"^{label}"))
            field.select_option(label=value) if field.evaluate("one => one.tagName") == "SELECT" else field.fill(value)
            press(page, "Speichern")
            page.goto(here)  # the same list, now with one measure less

    return work


def limit_money(page: Page) -> None:
    page.get_by_role("link", name="Deckel festlegen").click()
    for field in page.locator("input[name^=amount_]").all():
        field.fill("50.000")
    press(page, "Speichern")


def name_a_position(page: Page) -> None:
    page.get_by_role("link", name="Stelle anlegen").first.click()
    page.get_by_label("Stelle", exact=True).fill("Hauptamt")
    page.get_by_label("Prozent einer vollen Stelle").first.fill("40")
    press(page, "Speichern")


def keep_a_version(page: Page) -> None:
    page.get_by_role("link", name="Fassung festhalten").click()
    page.get_by_label("Name der Fassung").fill("Vorlage für den Gemeinderat")
    press(page, "Fassung festhalten")


def record_the_decision(page: Page) -> None:
    page.get_by_role("link", name="Fassung 1").first.click()
    page.get_by_role("link", name="Beschluss eintragen").click()
    page.get_by_label("Beschlossen am").fill(datetime.date.today().isoformat())  # noqa: DTZ011  # as the browser has it
    page.get_by_label("Ja-Stimmen").fill("11")
    press(page, "Beschluss speichern")
    page.get_by_role("link", name="Veröffentlichen").click()
    press(page, "Veröffentlichen")


WORK: dict[str, Callable[[Page], None]] = {
    "Strategie beginnen|Name und Jahre": begin,
    "Anlass und Vorgehen|Strategie vorbereiten": write_texts,
    "Fragebogen": answer_the_questionnaire,
    "Vorhandene Pläne": collect_what_there_is,
    "Stärken, Schwächen": name_strengths,
    "Menschen und Gruppen sind notiert": take_in_actors,
    "Werkstatt ist geplant|steht auf Karten|Protokoll": hold_a_workshop,
    "Es gibt einen Entwurf": draft_a_vision,
    "Leitbild ist aufgeschrieben": adopt_the_vision,
    "drei Handlungsfelder": choose_fields,
    "steht, worum es geht": describe_fields,
    "gibt es ein Ziel": set_goals,
    "mit einer Zahl gemessen": measure_a_goal,
    "gesammelt": write_down_measures,
    "zwei haben bewertet": rate_in_two_voices,
    "eine Priorität": fill_the_gap_in_each_measure("Priorität", "hoch"),
    "Obergrenze": limit_money,
    "Stellen, die mitarbeiten": name_a_position,
    "einen Beginn": fill_the_gap_in_each_measure("Beginn", "Herbst 2028"),
    "Fassung für den Rat": keep_a_version,
    "Beschluss ist mit Datum": record_the_decision,
}


def press(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=words, exact=True).first.click()


def read_as_a_resident(page: Page, axe: Any) -> None:
    page.goto("/schoefweg/fahrplan/strategiepapier/")
    expect(page.locator("main")).to_contain_text("Beschlossen am")
    expect(page.locator("main")).to_contain_text("Vorlage für den Gemeinderat")
    assert_no_sideways_scrolling(page)
    axe(page)
    page.goto("/schoefweg/fahrplan/")
    expect(page.locator("main")).to_contain_text("Mitfahrbank am Markt")
    assert_no_sideways_scrolling(page)
    axe(page)
