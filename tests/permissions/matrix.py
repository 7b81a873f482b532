"""Reads the matrix: one line for each address and method, what to expect from left to right."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver, resolve

from .cast import ROLES

FILE = Path(__file__).with_name("matrix.txt")
METHODS = ("GET", "POST")
SIGN_IN, AWAY = "in", "go"  # led to the sign-in page; led anywhere else
# The editorial admin has hundreds of addresses that come and go with its version; these stand for all.
LIBRARY = "redaktion/"


@dataclass(frozen=True)
class Row:
    """What each role is to get at one address by one method."""

    address: str
    method: str
    expected: dict[str, str]
    section: str

    def __str__(self) -> str:
        return f"{self.method} {self.address}"


def rows() -> list[Row]:
    """Return the matrix as it is written."""
    found: list[Row] = []
    section = address = ""
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("##"):
            section = line.strip("# ")
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if line[0] == "/":
            address, *words = words
        method, *cells = words
        if method not in METHODS or not address:
            raise ValueError(f"{FILE.name}:{number}: no method in „{line}“")
        found.append(Row(address, method, _spread(cells, number), section))
    return found


def _spread(cells: list[str], number: int) -> dict[str, str]:
    """One word is meant for everyone, two for guests and for everyone with an account, else one for each role."""
    if len(cells) == 1:
        cells = cells * len(ROLES)
    elif len(cells) == 2:
        cells = [cells[0], *cells[1:] * (len(ROLES) - 1)]
    if len(cells) != len(ROLES):
        raise ValueError(f"{FILE.name}:{number}: {len(cells)} words for {len(ROLES)} roles")
    return dict(zip(ROLES, cells, strict=True))


def routes() -> set[str]:
    """Return every address pattern the house answers to; of the editorial admin only the way in."""
    return set(_routes(get_resolver().url_patterns, ""))


def route_of(path: str) -> str:
    """Return the pattern a path leads to."""
    route: str = resolve(path).route
    return LIBRARY if _is_library(route) else route


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern).removeprefix("^" if before else "")
        if isinstance(pattern, URLPattern):
            yield LIBRARY if _is_library(route) else route
        elif route == LIBRARY:
            yield LIBRARY
        else:
            yield from _routes(pattern.url_patterns, route)


def _is_library(route: str) -> bool:
    """Tell whether a pattern belongs to the editorial admin itself and not to what we put beside it."""
    return route.startswith(LIBRARY) and not route.startswith((f"{LIBRARY}documents/", f"{LIBRARY}login/"))
