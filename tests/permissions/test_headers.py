"""What every answer carries: the policies that keep foreign code out, and no cookie nobody needs."""

import re

import pytest

from . import matrix, walk
from .cast import GUEST, ROLES, World

READS = [row for row in matrix.rows() if row.method == "GET"]
OURS = [row for row in READS if not row.address.startswith("/redaktion/")]
EDITORS = [row for row in READS if row.address.startswith("/redaktion/") and "documents" not in row.address]
SEEN_BY = ("guest", "author", "clerk")

# Which pages give a guest a cookie: the language they chose, and what a form needs that can be sent without an account.
_FORM = {"csrftoken"}
COOKIES_OF_GUESTS = {
    # A ballot by code and a report by link are forms for people without an account.
    "/perlesreut/fahrplan/meldung/{lead_token}/": {"csrftoken"},
    "/perlesreut/fahrplan/abstimmung/{vote}/": {"csrftoken"},
    "/sprache/en/": {"sprache"},
    "/hinweis/": _FORM,
    "/hinweis/{decided}/begruendung/?schluessel={letter_key}": _FORM,
    "/konto/login/": _FORM,
    "/konto/login/code/": _FORM,
    "/konto/login/passwort/": _FORM,
    "/konto/password/reset/": _FORM,
    "/perlesreut/funk/neu/": _FORM,
    "/perlesreut/melden/neu/": _FORM,
    "/perlesreut/mitreden/{project}/idee/": _FORM,
    "/perlesreut/mitreden/{budget}/vorschlaege/neu/": _FORM,
    "/perlesreut/mitreden/{voting}/stimmzettel/": _FORM,
    "/perlesreut/mitreden/{project}/{survey}/": _FORM,
    "/perlesreut/mitreden/{project}/{document}/absatz/{paragraph}/": _FORM,
    "/perlesreut/mitreden/{project}/{document}/wortmeldung/": _FORM,
    "/perlesreut/mitreden/{project}/{debate}/wortmeldung/": _FORM,
    "/perlesreut/mitreden/{project}/{petitions}/mitzeichnen/neu/": _FORM,
    "/perlesreut/mitreden/{project}/{petitions}/mitzeichnen/{petition}/kommentieren/": _FORM,
    "/perlesreut/mitreden/{project}/{gathering}/treffen/abmelden/{signup}/": _FORM,
    "/perlesreut/mitreden/{project}/{hour}/": _FORM,
    "/perlesreut/mitreden/{project_by_letter}/wohnsitz/": _FORM,
    "/perlesreut/mitreden/ideen/{open_idea}/unterstuetzen/": _FORM,
    "/perlesreut/mitreden/ideen/{idea}/kommentar/": _FORM,
}
# The same for everyone, whoever asks: feed readers, maps and printers may keep them.
PAPERS = (
    "/strategiepapier/html/",
    "/kurz/html/",
    "/leicht/html/",
    "/fassung/2/html/",
    "/datei/html/",
    "/vorschau/",
    "/datei/html/?intern=1",
)
SAME_FOR_EVERYONE = (
    "/grenze.geojson",
    "/feed.rss",
    "/feed.atom",
    *PAPERS,
    "/fahrplan.ics",
    "/phasen.ics",
    "/phasen.rss",
    "/fahrplan.csv",
    "/fahrplan.xlsx",
    "/strategie.jsonld",
)

_INLINE = {
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "a style in the page": re.compile(r"<style\b|<[a-z][^>]*\sstyle=", re.IGNORECASE),
    "a handler in the page": re.compile(r"<[a-z][^>]*\son[a-z]+=\"", re.IGNORECASE),
    "a script as an address": re.compile(r"(?:href|src|action)=\"\s*javascript:", re.IGNORECASE),
}
_ASKED_BY_THE_BROWSER = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\ssrc=\"(?:https?:)?//|<link\b[^>]*\bhref=\"(?:https?:)?//",
    re.IGNORECASE,
)


@pytest.mark.parametrize("row", OURS, ids=str)
def test_every_answer_carries_the_policies(world: World, row: matrix.Row) -> None:
    for role in SEEN_BY:
        headers = walk.ask(world, role, "GET", row.address).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-" not in policy
        assert "*" not in policy
        assert "base-uri 'none'" in policy
        assert "frame-ancestors" in policy


@pytest.mark.parametrize("row", OURS, ids=str)
def test_no_page_needs_more_than_the_policy_allows(world: World, row: matrix.Row) -> None:
    for role in SEEN_BY:
        answer = walk.ask(world, role, "GET", row.address)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = answer.body.decode()
        found = {name for name, pattern in _INLINE.items() if pattern.search(page)}
        if row.address.endswith(PAPERS):
            found.discard("a style in the page")  # one file to keep; its own policy names this very style
        assert not found
        assert not _ASKED_BY_THE_BROWSER.search(page), "a third party is asked"


@pytest.mark.parametrize("row", EDITORS, ids=str)
def test_the_editorial_admin_runs_no_foreign_and_no_unknown_script(world: World, row: matrix.Row) -> None:
    headers = walk.ask(world, "operator", "GET", row.address).headers
    directives = dict(part.split(maxsplit=1) for part in headers["Content-Security-Policy"].split("; "))
    assert directives["default-src"] == "'none'"
    scripts = directives["script-src"].split()
    assert scripts[0] == "'self'"
    assert all(source.startswith("'sha256-") for source in scripts[1:])
    assert not [source for words in directives.values() for source in words.split() if source.startswith("http")]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("row", READS, ids=str)
def test_a_guest_gets_no_cookie_nobody_needs(world: World, row: matrix.Row) -> None:
    assert set(walk.ask(world, GUEST, "GET", row.address).cookies) == COOKIES_OF_GUESTS.get(row.address, set())


@pytest.mark.parametrize("row", READS, ids=str)
def test_nobody_on_the_way_keeps_what_was_made_for_one(world: World, row: matrix.Row) -> None:
    for role in ROLES[1:]:
        answer = walk.ask(world, role, "GET", row.address)
        if answer.status == 200 and not row.address.endswith(SAME_FOR_EVERYONE):
            assert "public" not in answer.headers.get("Cache-Control", "")
    guests = walk.ask(world, GUEST, "GET", row.address)
    if "public" in guests.headers.get("Cache-Control", ""):
        assert not guests.cookies
        assert b"csrfmiddlewaretoken" not in guests.body
