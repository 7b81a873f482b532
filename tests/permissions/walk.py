"""Asks every address as every role, once for all tests; what a request writes is noted and taken back."""

import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse

from dorflinde.places import editions, middleware

from .cast import World
from .matrix import AWAY, SIGN_IN

_WRITE = re.compile(r"(?:INSERT (?:OR \w+ )?INTO|REPLACE INTO|UPDATE|DELETE FROM) (\w+)")
# Sessions are how the house remembers a visitor, not something it knows.
_NO_CONTENT = {"django_session"}


@dataclass(frozen=True)
class Answer:
    """What came back: the word for the matrix, and what other tests look at."""

    word: str
    status: int
    location: str
    headers: dict[str, str]
    cookies: tuple[str, ...]
    written: tuple[str, ...]  # tables in which something was changed
    body: bytes


class Visitor(Client):
    """A quick browser, for there are thousands of pages to walk through: keeps no copies of templates and variables."""

    _house = ClientHandler(enforce_csrf_checks=False)

    def __init__(self, cookies: SimpleCookie) -> None:
        super().__init__()
        self.cookies = cookies
        self.handler = self._house  # one for all: setting up the middleware takes longer than a page

    def request(self, **environment: Any) -> Any:
        """Send a request; what breaks comes back as a status of 500."""
        return self.handler(self._base_environ(**environment))


_answers: dict[tuple[str, str, str], Answer] = {}


def forget() -> None:
    """Let go of all answers: the world they came from is gone."""
    _answers.clear()


def ask(world: World, role: str, method: str, template: str) -> Answer:
    """Return what somebody gets at an address of the matrix."""
    key = (role, method, template)
    if key not in _answers:
        _answers[key] = ask_anew(world, role, method, world.address(template))
    return _answers[key]


def ask_anew(world: World, role: str, method: str, address: str) -> Answer:
    """Return what somebody gets at an address now; what it changes is taken back."""
    middleware.store.clear()
    editions.forget_edition()
    _forget_counters()
    visitor = Visitor(world.client(role).cookies)
    known = set(visitor.cookies)
    written: set[str] = set()

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if found := _WRITE.match(sql.replace('"', "")):
            written.add(found[1])
        return execute(sql, *rest)

    with transaction.atomic(), connection.execute_wrapper(note):
        response = visitor.post(address) if method == "POST" else visitor.get(address)
        body = b"" if response.streaming else response.content
        for _part in response.streaming_content if response.streaming else ():
            pass  # read to the end, a file is closed again
        transaction.set_rollback(True)
    location = response.get("Location", "")
    return Answer(
        word=_word(response.status_code, location),
        status=response.status_code,
        location=location,
        headers=dict(response.items()),
        cookies=tuple(sorted(set(response.cookies) - known)),
        written=tuple(sorted(written - _NO_CONTENT)),
        body=body,
    )


def _word(status: int, location: str) -> str:
    if status not in {301, 302, 303}:
        return str(status)
    return SIGN_IN if urlsplit(location).path == reverse("account_login") else AWAY


def _forget_counters() -> None:
    """Take back what limits count; the papers that were printed stay, for printing takes time."""
    names = [key.split(":", 2)[2] for key in cache._cache]  # the tests' cache lives in this process
    cache.delete_many(name for name in names if not name.startswith("paper:"))
