"""The golden thread from end to end: an idea becomes a measure, a date, a chapter of the paper, and an answer to whoever had it."""

import io
import re
from typing import Any

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import assert_no_sideways_scrolling
from tools import house
from tools.browser import CODE, DESKTOP, PHONE

IDEA = "Überdachte Wartehäuschen an der Schulbushaltestelle"
TEXT = "Bei Regen stehen dreißig Kinder im Freien. Ein Dach und eine Bank genügen, gebaut mit der Schule."


def test_an_idea_is_followed_from_the_resident_to_the_paper(open_page: Any, the_house: house.House, axe: Any) -> None:
    guest: Page = open_page(PHONE, has_touch=True)
    read_as_guest(guest, axe)
    resident = guest
    write_the_idea(resident, axe)
    register_with_a_code(resident, the_house, "anna@example.org", axe)
    idea_url = resident.url
    expect(resident.get_by_role("heading", level=1, name=IDEA)).to_be_visible()

    clerk: Page = open_page(DESKTOP)
    sign_in_with_password(clerk, "vera@example.org")
    answer_from_the_desk(clerk, axe)
    number = make_it_a_measure(clerk, idea_url, axe)
    schedule(clerk, axe)

    told = be_told(resident, the_house, number, axe)
    assert "Herbst" in told
    follow_the_trail(resident, idea_url, number, axe)
    read_the_paper(resident, number)
    finish(clerk, axe)
    the_house.wait_for_mail("anna@example.org", after=4, seconds=30)
    resident.goto("/mitteilungen/")
    expect(resident.locator("main")).to_contain_text("ist fertig")
    see_the_same_pages_at_the_other_size(resident, clerk, idea_url, axe)


def read_as_guest(page: Page, axe: Any) -> None:
    for path in ("/perlesreut/", "/perlesreut/mitreden/", "/perlesreut/mitreden/zukunft/", "/perlesreut/fahrplan/"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
        assert_no_sideways_scrolling(page)
        axe(page)
    assert page.context.cookies() == []


def write_the_idea(page: Page, axe: Any) -> None:
    page.goto("/perlesreut/neu/")
    axe(page)
    page.get_by_role("link", name="Idee").first.click()
    page.wait_for_url("**/idee/**")
    project = page.get_by_role("link", name=re.compile("^Idee zu „Perlesreut übermorgen"))
    if project.count():  # another journey made a second project that takes ideas: then one chooses
        project.click()
    page.get_by_role("button", name="Idee absenden").click()  # an empty form says what is missing
    page.get_by_label("Ihre Idee in einem Satz").fill(IDEA)
    page.get_by_label("Was genau, wo und warum?").fill(TEXT)
    set_the_pin_by_keyboard(page)
    axe(page)
    assert_no_sideways_scrolling(page)
    page.get_by_role("button", name="Idee absenden").click()


def set_the_pin_by_keyboard(page: Page) -> None:
    page.locator("[data-map-pin] .leaflet-container, .leaflet-container").first.focus()
    for key in ("ArrowUp", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("input[name=lat]")).not_to_have_value("")


def register_with_a_code(page: Page, the_house: house.House, email: str, axe: Any) -> None:
    page.wait_for_url("**/konto/login/**")
    axe(page)
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_role("button", name="Code schicken").click()
    letter = the_house.wait_for_mail(email).get_content()
    found = CODE.search(letter)
    assert found is not None, letter
    axe(page)
    page.get_by_label("Code").fill(found[1])
    page.get_by_role("button", name="Weiter").click()
    page.wait_for_url("**/willkommen/**")
    axe(page)
    page.get_by_label("Name im Ort").fill("schulweg_anna")
    page.get_by_label("auch per E-Mail schreiben").check()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Weiter").click()
    page.wait_for_url(re.compile(r"/mitreden/"))


def sign_in_with_password(page: Page, email: str) -> None:
    page.goto("/konto/login/passwort/")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort").fill("linde-im-dorf")
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url(lambda url: "/login" not in url)


def answer_from_the_desk(page: Page, axe: Any) -> None:
    page.goto("/schreibtisch/")
    axe(page)
    page.get_by_role("link", name=IDEA).first.click()
    axe(page)
    page.get_by_role("link", name="Antworten").last.click()
    page.get_by_label("Ihre Antwort").fill("Gute Idee. Der Platz gehört der Gemeinde, wir prüfen ein Dach aus Holz.")
    page.get_by_label("geprüft").check()
    axe(page)
    page.get_by_role("button", name="Antwort veröffentlichen").click()


def make_it_a_measure(page: Page, idea_url: str, axe: Any) -> str:
    page.goto(idea_url)
    page.get_by_role("link", name="Maßnahme daraus machen").click()
    expect(page.get_by_label("Titel")).to_have_value(IDEA)
    axe(page)
    number = page.get_by_label("Nummer").input_value()
    page.get_by_label("Kosten einmalig").fill("18.500 €")
    page.get_by_role("button", name="Maßnahme anlegen").click()
    expect(page.get_by_role("heading", level=1, name=IDEA)).to_be_visible()
    return number


def schedule(page: Page, axe: Any) -> None:
    page.get_by_role("link", name="In den Fahrplan").click()
    page.get_by_label("Beginn").fill("übermorgen vielleicht")
    page.get_by_label("Ende").fill("Ende 2028")
    page.get_by_role("button", name="In den Fahrplan").click()
    expect(page.get_by_label("Beginn")).to_have_value("übermorgen vielleicht")  # what was typed stays
    axe(page)
    page.get_by_label("Beginn").fill("Herbst 2027")
    page.get_by_role("button", name="In den Fahrplan").click()
    expect(page.locator("main")).to_contain_text("Herbst 2027")


def be_told(page: Page, the_house: house.House, number: str, axe: Any) -> str:
    the_house.wait_for_mail("anna@example.org", after=3, seconds=30)
    page.goto("/mitteilungen/")
    axe(page)
    text = page.locator("main").inner_text()
    assert number in text
    return text


def follow_the_trail(page: Page, idea_url: str, number: str, axe: Any) -> None:
    page.goto(idea_url)
    page.get_by_role("link", name=re.compile("wurde daraus|Spur")).first.click()
    page.wait_for_url("**/spur/**")
    axe(page)
    assert_no_sideways_scrolling(page)
    text = page.locator("main").inner_text()
    for words in (IDEA, "schulweg_anna", number, "Herbst 2027"):
        assert words in text
    story = text[text.index("schulweg_anna") :]  # the heading above names the measure already
    assert story.index(number) < story.index("Herbst 2027")


def read_the_paper(page: Page, number: str) -> None:
    page.goto("/perlesreut/fahrplan/strategiepapier/")
    answer = page.request.get("/perlesreut/fahrplan/strategiepapier/pdf/")
    assert answer.status == 200
    content = "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.body())).pages)
    content = " ".join(content.split())
    assert IDEA in content
    assert number in content
    assert "schulweg_anna" in content


def finish(page: Page, axe: Any) -> None:
    page.get_by_role("link", name="Stand ändern").first.click()
    page.get_by_label("fertig").check()
    page.get_by_label("Begründung").fill("Das Dach steht, die Bank auch.")
    axe(page)
    page.get_by_role("button", name="Stand").last.click()
    expect(page.locator("main")).to_contain_text("fertig")


def see_the_same_pages_at_the_other_size(resident: Page, clerk: Page, idea_url: str, axe: Any) -> None:
    """The resident came by phone and the clerk at a desk: each page of the thread once more the other way round."""
    measure_url = clerk.url
    visits = [
        (resident, DESKTOP, ["/perlesreut/", "/perlesreut/mitreden/zukunft/idee/", idea_url, "/mitteilungen/"]),
        (clerk, PHONE, ["/schreibtisch/", measure_url, f"{measure_url}bearbeiten/", f"{measure_url}termine/"]),
    ]
    for page, size, addresses in visits:
        page.set_viewport_size(size)
        for address in addresses:
            page.goto(address)
            assert_no_sideways_scrolling(page)
            axe(page)
