"""What a page costs a real browser: bytes over the wire, first and again, and the wait for the first paint."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from tools.browser import PHONE

# WebPageTest's "3G Slow": 400 kbit/s each way, 400 ms there and back; and a processor four times as slow.
SLOW_3G = {"offline": False, "downloadThroughput": 50_000, "uploadThroughput": 50_000, "latency": 400}
SLOWER_PROCESSOR = 4
COUNTED = {"Document", "Stylesheet", "Script", "Font", "Fetch", "XHR", "Manifest", "Other"}


@dataclass(frozen=True)
class Weight:
    """Bytes over the wire, headers included, images and map tiles aside; by kind for the first visit."""

    first: int
    again: int
    kinds: dict[str, int]


class Scale:
    """Weighs what comes over the wire while it listens."""

    def __init__(self, session: CDPSession) -> None:
        self.kind_of: dict[str, str] = {}
        self.weight: dict[str, int] = {}
        session.on("Network.responseReceived", self.received)
        session.on("Network.loadingFinished", self.finished)
        session.send("Network.enable")

    def received(self, event: Any) -> None:
        """Remember what kind of thing an answer is."""
        self.kind_of[event["requestId"]] = event["type"]

    def finished(self, event: Any) -> None:
        """Add the bytes of an answer; one from the browser's own store weighs nothing."""
        kind = self.kind_of.get(event["requestId"], "Other")
        if kind in COUNTED:
            self.weight[kind] = self.weight.get(kind, 0) + int(event["encodedDataLength"])

    def read(self) -> dict[str, int]:
        """What was weighed since the last reading."""
        read, self.weight = self.weight, {}
        return read


def weigh(browser: Browser, address: str) -> Weight:
    """Visit a page as a stranger on a phone, then once more."""
    context = browser.new_context(viewport=PHONE, locale="de-DE")
    page = context.new_page()
    scale = Scale(context.new_cdp_session(page))
    visit(page, address)
    first = scale.read()
    page.goto("about:blank")
    scale.read()
    visit(page, address)
    again = scale.read()
    context.close()
    return Weight(sum(first.values()), sum(again.values()), first)


def first_paint(browser: Browser, address: str) -> float:
    """Seconds to the first contentful paint for a stranger on a slow phone in a slow network."""
    context = browser.new_context(viewport=PHONE, locale="de-DE")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    visit(page, address)
    painted: float = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return painted / 1000


def visit(page: Page, address: str) -> None:
    """Go to a page and let everything arrive that it asks for by itself."""
    page.goto(address, wait_until="networkidle", timeout=60_000)
    page.evaluate("document.fonts.ready")
