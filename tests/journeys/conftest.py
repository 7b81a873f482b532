"""The harness of the journeys: a running house, Debian's Chromium, and eyes that see what a tester would miss.

A journey fails on a script error, on a breach of the Content Security Policy and on any request that leaves this machine.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route

from tools import house, machine
from tools.browser import DESKTOP, PHONE, chromium

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / ".report" / "journeys"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", (breach) =>
  console.error(`Content Security Policy: ${breach.violatedDirective} ${breach.blockedURI} ${breach.sourceFile ?? ""}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Remember how the test itself went, so that a failed one leaves a picture."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def the_house() -> Iterator[house.House]:
    """The sample region, freshly made and served; all journeys of a run share it."""
    with tempfile.TemporaryDirectory(prefix="dorflinde-journeys-") as home, house.running(Path(home)) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if machine.chromium() is None:
        pytest.skip(machine.advice(machine.CHROMIUM))
    with chromium() as running:
        yield running


class Watch:
    """What went wrong while a page was open; `expect` names a message that belongs to the story."""

    def __init__(self) -> None:
        self.troubles: list[str] = []
        self.expected: list[str] = []

    def expect(self, words: str) -> None:
        """Let messages pass that contain these words."""
        self.expected.append(words)

    def heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"console: {message.text} ({message.location.get('url', '')})")

    def unexpected(self) -> list[str]:
        return [trouble for trouble in self.troubles if not any(words in trouble for words in self.expected)]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Collects troubles and fails the journey at its end if there were any."""
    watching = Watch()
    yield watching
    assert not watching.unexpected(), "\n".join(watching.unexpected())


@pytest.fixture
def open_page(browser: Browser, the_house: house.House, watch: Watch, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Open a page for one more person: open_page(PHONE), open_page(DESKTOP, java_script_enabled=False)."""
    contexts: list[BrowserContext] = []

    def open_one(viewport: dict[str, int] = DESKTOP, **options: Any) -> Page:
        context = browser.new_context(
            viewport=viewport, base_url=the_house.url, locale="de-DE", reduced_motion="reduce", **options
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.add_init_script(WATCH_POLICY)
        context.route("**/*", lambda route: stay_on_this_machine(route, watch))
        page = context.new_page()
        page.on("console", watch.heard)
        page.on("pageerror", lambda error: watch.troubles.append(f"script: {error}"))
        return page

    yield open_one
    if request.node.stash.get(FAILED, False):
        take_pictures(contexts, request.node.name)
    for context in contexts:
        context.close()


@pytest.fixture
def phone(open_page: Any) -> Page:
    """A page 360 pixels wide."""
    return open_page(PHONE, has_touch=True)


@pytest.fixture
def desktop(open_page: Any) -> Page:
    """A page 1280 pixels wide."""
    return open_page(DESKTOP)


def stay_on_this_machine(route: Route, watch: Watch) -> None:
    """Refuse what would leave this machine, and remember it."""
    address = urlsplit(route.request.url)
    if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in LOOPBACK:
        watch.troubles.append(f"request left this machine: {route.request.url}")
        route.abort()
    else:
        route.fallback()


def take_pictures(contexts: list[BrowserContext], name: str) -> None:
    """Keep what the persons of a failed journey saw last."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages, start=1):
        file = PICTURES / f"{name}-{number}.png"
        page.screenshot(path=file, full_page=True)
        print(f"picture of {page.url}: {file.relative_to(ROOT)}")


@pytest.fixture(scope="session")
def axe() -> Any:
    """axe(page): no accessibility rule is broken on this page, in light and in dark.

    The script is handed over by the debugging protocol, so the page's Content Security Policy stays in force.
    """
    script = AXE.read_text(encoding="utf-8")

    def check(page: Page, *, leave_out: tuple[str, ...] = ()) -> None:
        findings: list[str] = []
        page.wait_for_load_state()  # words may stand there before the style sheet does
        for scheme in ("light", "dark"):
            with dressed(page, scheme):
                page.evaluate(script)
                outcome = page.evaluate(
                    "([tags, excluded]) => axe.run({exclude: excluded.map(one => [one])},"
                    " {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
                    [AXE_RULES, list(leave_out)],
                )
                findings += [f"[{scheme}] {line}" for line in readable(outcome["violations"])]
        assert not findings, f"axe on {page.url}:\n" + "\n".join(findings)

    return check


@contextmanager
def dressed(page: Page, scheme: Any) -> Iterator[None]:
    """Show the page in light or dark for a moment."""
    page.emulate_media(color_scheme=scheme)
    try:
        yield
    finally:
        page.emulate_media(color_scheme="light")


def readable(violations: list[dict[str, Any]]) -> list[str]:
    """One line per rule and element: what is wrong, where, how to mend it."""
    lines = []
    for violation in violations:
        lines.append(f"{violation['id']} ({violation['impact']}): {violation['help']}")
        for node in violation["nodes"][:5]:
            mend = " ".join(node.get("failureSummary", "").split())
            lines.append(f"    {' '.join(map(str, node['target']))}\n      {node['html'][:160]}\n      {mend[:300]}")
    return lines


def assert_no_sideways_scrolling(page: Page) -> None:
    """The page is not wider than the window it is shown in, once everything that shapes it is there."""
    page.wait_for_load_state()
    width, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width <= window, f"{page.url} is {width} pixels wide in a window of {window}"
