"""Reading changes nothing, sending needs a token, and who is turned away has changed nothing."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from . import matrix, walk
from .cast import ROLES, World

ROWS = matrix.rows()
READS = [row for row in ROWS if row.method == "GET"]
SENDS = [row for row in ROWS if row.method == "POST"]

# What reading may write, and why.
_ROLES_OF_TODAY = {"accounts_user_groups"}  # whoever enters the editorial admin has the rights of today's roles
NOTED_WHILE_READING = {
    "/mitteilungen/{notification}/": {"outlets_notification"},  # opened is read
    "/perlesreut/neuigkeiten/redaktion/": _ROLES_OF_TODAY,
    # The library computes a size of a picture when an editor first looks at it, and notes who has a page open.
    "/redaktion/": _ROLES_OF_TODAY
    | {"news_picturerendition", "wagtailadmin_editingsession", "wagtailcore_pagesubscription"},
}
# The signed address in a letter is the permission, and mail programs send no token (RFC 8058).
# A frame of another website has no cookie a token could be compared with, and takes nobody for somebody.
WITHOUT_TOKEN = {
    "/mitteilungen/abstellen/{mail_off}/",
    "/mitteilungen/abstellen/made-up/",
    "/perlesreut/mitreden/{project}/{survey}/eingebettet/",
}
# Programs bring a key for writing, and a session opens nothing there: no form of another website has anything to borrow.
BY_KEY = "/api/v1/"
TURNED_AWAY = {matrix.SIGN_IN, "401", "403", "404", "405"}


@pytest.mark.parametrize("row", READS, ids=str)
def test_reading_changes_nothing(world: World, row: matrix.Row) -> None:
    allowed = NOTED_WHILE_READING.get(row.address, set())
    if row.address.startswith("/redaktion/"):
        allowed = NOTED_WHILE_READING["/redaktion/"]
    written = {role: set(walk.ask(world, role, "GET", row.address).written) - allowed for role in ROLES}
    assert not {role: tables for role, tables in written.items() if tables}


@pytest.mark.parametrize("row", SENDS, ids=str)
def test_who_is_turned_away_has_changed_nothing(world: World, row: matrix.Row) -> None:
    turned_away = [role for role in ROLES if row.expected[role] in TURNED_AWAY]
    allowed = _ROLES_OF_TODAY if row.address.startswith("/redaktion/") else set()
    written = {role: set(walk.ask(world, role, "POST", row.address).written) - allowed for role in turned_away}
    assert not {role: tables for role, tables in written.items() if tables}


@pytest.mark.parametrize("address", sorted({row.address for row in ROWS} - WITHOUT_TOKEN))
def test_nothing_can_be_sent_without_a_token(world: World, address: str) -> None:
    refused = {401, 405} if address.startswith(BY_KEY) else {403}
    for role in ("guest", "operator"):
        assert world.client(role, enforce_csrf_checks=True).post(world.address(address)).status_code in refused, role


def test_nothing_else_is_exempt_from_the_token() -> None:
    elsewhere = {matrix.LIBRARY, BY_KEY.lstrip("/")}
    ours = [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern) not in elsewhere]
    exempt = {name for name, view in _views(ours) if getattr(view, "csrf_exempt", False)}
    # Two only say that they cannot be written to. Programs send by a key of the town hall (Open311), and read
    # no cookie that others could make use of.
    by_key = {"requests_json", "requests_xml", "updates_json", "updates_xml"}
    assert exempt == {"mail_off", "embedded_activity", "openapi", "api_nothing"} | by_key


# The sign-in library takes PUT for POST; the token guards both.
@pytest.mark.parametrize("address", sorted({row.address for row in SENDS if row.section != "Signing in"}))
def test_a_strange_method_is_refused(world: World, address: str) -> None:
    client: Client = world.client("operator")
    assert client.generic("PUT", world.address(address)).status_code in {401, 403, 404, 405}


def _views(patterns: list[URLPattern | URLResolver]) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += _views(pattern.url_patterns)
        else:
            found.append((pattern.name or str(pattern.pattern), pattern.callback))
    return found
