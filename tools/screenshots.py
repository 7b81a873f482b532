"""Takes the pictures in docs/screenshots/ from the sample region: pages at 360 and 1280 pixels, as people see them."""

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tools import browser, house, machine

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"360": browser.PHONE, "1280": browser.DESKTOP}


@dataclass(frozen=True)
class Picture:
    """A page to take: a name, how to get there, and who looks."""

    name: str
    path: str
    person: str = ""
    follow: str = ""
    whole: bool = False


# `follow` names the first link to click on the page: what it leads to has an id that changes with every sample.
PICTURES = [
    Picture("platz", "/perlesreut/"),
    Picture("region", "/"),
    Picture("mitreden", "/perlesreut/mitreden/"),
    Picture("ideen", "/perlesreut/mitreden/mobil/"),
    Picture("idee", "/perlesreut/mitreden/mobil/", follow="a[href*='/mitreden/ideen/']"),
    Picture("fahrplan", "/perlesreut/fahrplan/"),
    Picture("massnahme", "/perlesreut/fahrplan/", follow="a[href*='/massnahmen/']"),
    Picture("spur", "/spur/", follow="a[href*='/spur/0']"),
    Picture("neuigkeiten", "/perlesreut/neuigkeiten/"),
    Picture("funk", "/perlesreut/funk/"),
    Picture("schreibtisch", "/schreibtisch/", person="clerk"),
    Picture("werkstatt", "/werkstatt/perlesreut/massnahmen/", person="clerk"),
]
PEOPLE = {"resident": "lena@example.org", "clerk": "vera@example.org", "manager": "rita@example.org"}


def main() -> int:
    """Take the chosen pictures, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"one or several of: {', '.join(p.name for p in PICTURES)}"
    )
    parser.add_argument("--whole", action="store_true", help="the whole page instead of what the window shows")
    parser.add_argument("--to", type=Path, default=FOLDER, help="the folder to put them in")
    parser.add_argument(
        "--home", type=Path, help="a folder to keep the sample region in, so that the next call starts faster"
    )
    chosen = parser.parse_args()
    missing = machine.ensure(machine.CHROMIUM)
    if missing:
        print("\n".join(missing.values()), file=sys.stderr)
        return 1
    chosen.to.mkdir(parents=True, exist_ok=True)
    wanted = [picture for picture in PICTURES if not chosen.names or picture.name in chosen.names]
    with (
        tempfile.TemporaryDirectory(prefix="dorflinde-pictures-") as home,
        house.running(chosen.home or Path(home)) as running,
        browser.chromium() as chromium,
    ):
        for size, viewport in SIZES.items():
            taken_by: dict[str, Page] = {}
            for picture in wanted:
                if picture.person not in taken_by:
                    taken_by[picture.person] = open_page(chromium, running, picture.person, viewport)
                file = chosen.to / f"{picture.name}-{size}.png"
                take(taken_by[picture.person], picture, file, whole=chosen.whole)
                print(f"{file} ({file.stat().st_size // 1024} KB)", flush=True)
    return 0


def open_page(chromium: Browser, running: house.House, person: str, viewport: dict[str, int]) -> Page:
    """A window for a guest, or for somebody who signs in first."""
    context = chromium.new_context(
        viewport=viewport,  # type: ignore[arg-type]  # Playwright's own dictionary type
        base_url=running.url,
        locale="de-DE",
        reduced_motion="reduce",
        has_touch=viewport["width"] < 500,
    )
    page = context.new_page()
    if person:
        browser.sign_in(page, running, PEOPLE[person])
    return page


def take(page: Page, picture: Picture, file: Path, *, whole: bool) -> None:
    """Go there, wait for fonts and pictures, take it."""
    page.goto(picture.path, wait_until="networkidle")
    if picture.follow:
        page.locator(picture.follow).first.click()
        page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=file, full_page=whole or picture.whole)


if __name__ == "__main__":
    sys.exit(main())
