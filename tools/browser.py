"""Debian's Chromium, driven: how it is started, and how a person signs in."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tools import machine
from tools.house import House

OPTIONS = [
    "--no-sandbox",  # it may run as root in a container, and only ever sees this machine
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
PHONE: Any = {"width": 360, "height": 740}
DESKTOP: Any = {"width": 1280, "height": 900}
SIGN_IN = "/konto/login/"
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.MULTILINE)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium for the length of a with-block."""
    program = machine.chromium()
    if program is None:
        raise machine.MachineProblem(machine.advice(machine.CHROMIUM))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=OPTIONS)
        try:
            yield browser
        finally:
            browser.close()


def sign_in(page: Page, house: House, address: str, *, start: str = SIGN_IN) -> None:
    """Sign in as a person would: type the e-mail address, read the code in the letter, type the code."""
    letters = len(house.mails(address))
    if page.url == "about:blank" or start != SIGN_IN:
        page.goto(start)
    if SIGN_IN not in page.url:
        page.goto(SIGN_IN)
    page.locator("input[type=email]").fill(address)
    page.locator("input[type=email]").press("Enter")
    page.locator("input[name=code]").wait_for()
    page.locator("input[name=code]").fill(code_in(house.wait_for_mail(address, after=letters).get_content()))
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url(lambda url: "/code/" not in url and SIGN_IN not in url)


def code_in(letter: str) -> str:
    """The code a sign-in letter carries, on a line of its own."""
    found = CODE.search(letter)
    if found is None:
        raise ValueError(f"No code in this letter:\n{letter}")
    return found[1]
