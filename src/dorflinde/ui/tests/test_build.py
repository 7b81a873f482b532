"""The built front end: small, complete, and asking nobody else."""

import re

import brotli
import pytest

from dorflinde.ui import theme
from tools import frontend

CSS = frontend.DIST / "dorflinde.css"


@pytest.fixture(scope="module")
def css():
    assert CSS.exists(), "run: .venv/bin/python tools/frontend.py"
    return CSS.read_text(encoding="utf-8")


def test_the_build_is_fresh(css):
    assert frontend.STAMP.read_text(encoding="ascii") == frontend.fingerprint(*frontend.sources())


def test_the_stylesheet_asks_nobody_else(css):
    addresses = re.findall(r"url\(([^)]+)\)", css)
    assert all(address.startswith(("fonts/", '"data:', "data:", "'data:")) for address in addresses), addresses
    assert "@import" not in css
    leaflet = (frontend.DIST / "leaflet.css").read_text(encoding="utf-8")
    assert not [address for address in re.findall(r"url\(([^)]+)\)", leaflet) if "//" in address]


def test_every_colour_that_is_used_is_set(css):
    set_somewhere = set(re.findall(r"(--[\w-]+)\s*:", css))
    used_bare = set(re.findall(r"var\((--[\w-]+)\)", css))
    # KERN names a few measures it never sets; they stand in rules for parts the house does not use.
    assert used_bare - set_somewhere <= KERN_LEAVES_OPEN


KERN_LEAVES_OPEN = {
    "--kern-120", "--kern-144", "--kern-color-white",
}  # fmt: skip


def test_the_stylesheet_carries_the_tokens(css):
    assert css.count("[data-hue=") >= len(theme.HUES)
    assert frontend.table("dark").split(":")[0] in css


def test_the_first_visit_stays_light(css):
    packed = len(brotli.compress(css.encode()))
    fonts = sum(file.stat().st_size for file in (frontend.DIST / "fonts").glob("*.woff2"))
    assert packed <= 20_000
    assert fonts <= 36_000
    scripts = [frontend.DIST / "htmx.min.js", *(frontend.UI / "static/ui" / name for name in ("page.js", "theme.js"))]
    code = sum(len(brotli.compress(file.read_bytes())) for file in scripts)
    assert packed + fonts + code <= 68_000, "leaves 7 KB for the page itself"


def test_lock_file_names_no_registry():
    lock = (frontend.ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "registry" not in lock
    assert lock.count('"integrity"') > 10


def test_every_part_comes_with_its_licence():
    for name in frontend.LICENCES:
        assert (frontend.DIST / "licences" / f"{name}.txt").stat().st_size > 500
