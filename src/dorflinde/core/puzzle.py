"""A puzzle a browser solves before something is taken from a person without an account (the ALTCHA protocol, version 1).

The server names a hash; the browser counts upwards until it finds the number behind it. Nobody is asked to recognise
traffic lights, nobody else is asked at all, and sending a thousand times costs a thousand times the work.
https://altcha.org/docs/v1/server-integration/ describes the fields.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any

from django.utils.crypto import salted_hmac

MOST = 60_000  # about half a second on a cheap phone
SECONDS = 1800  # as long as somebody may take to fill in a form
_ALGORITHM = "SHA-256"
_LONGEST = 2000


class PuzzleProblem(ValueError):
    """The solution cannot be taken."""


@dataclass(frozen=True)
class Solution:
    """A right solution; whoever takes it must note its key, so that it counts once."""

    key: str
    expires_at: int  # seconds since 1970


def new_puzzle(*, now: float | None = None) -> dict[str, Any]:
    """Return a fresh puzzle as the browser reads it."""
    expires = int(time.time() if now is None else now) + SECONDS
    # The last sign parts the salt from the number: without it digits could wander from one into the other.
    salt = f"{secrets.token_hex(12)}?expires={expires}&"
    challenge = _digest(salt, secrets.randbelow(MOST + 1))
    return {
        "algorithm": _ALGORITHM,
        "challenge": challenge,
        "maxnumber": MOST,
        "salt": salt,
        "signature": _signature(challenge),
    }


def check_solution(payload: str, *, now: float | None = None) -> Solution:
    """Return the solution a browser sent; raises PuzzleProblem when it is none, is not ours or came too late."""
    fields = _read(payload)
    challenge, salt, number = fields["challenge"], fields["salt"], fields["number"]
    if fields["algorithm"] != _ALGORITHM or not hmac.compare_digest(_signature(challenge), fields["signature"]):
        raise PuzzleProblem("not ours")
    if not hmac.compare_digest(_digest(salt, number), challenge):
        raise PuzzleProblem("wrong number")
    expires, _parting, rest = salt.partition("?expires=")[2].partition("&")
    if rest or not salt.endswith("&") or not expires.isdecimal() or len(expires) > 12:
        raise PuzzleProblem("no end")
    if int(expires) < (time.time() if now is None else now):
        raise PuzzleProblem("too late")
    return Solution(challenge, int(expires))


def solve(puzzle: dict[str, Any]) -> str:
    """Return the solution as a browser sends it; for tests and for programs that may take part."""
    number = next(n for n in range(puzzle["maxnumber"] + 1) if _digest(puzzle["salt"], n) == puzzle["challenge"])
    fields = {name: puzzle[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps({**fields, "number": number}).encode()).decode("ascii")


def _read(payload: str) -> dict[str, Any]:
    if len(payload) > _LONGEST:
        raise PuzzleProblem("too long")
    try:
        fields = json.loads(base64.b64decode(payload.encode(), validate=True))
    except (binascii.Error, UnicodeError, ValueError, RecursionError) as problem:
        raise PuzzleProblem("unreadable") from problem
    if not isinstance(fields, dict):
        raise PuzzleProblem("unreadable")
    words = ("algorithm", "challenge", "salt", "signature")
    if not all(isinstance(fields.get(name), str) and fields[name].isascii() for name in words):
        raise PuzzleProblem("incomplete")
    if type(fields.get("number")) is not int or not 0 <= fields["number"] <= MOST:
        raise PuzzleProblem("incomplete")
    return fields


def _digest(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode()).hexdigest()


def _signature(challenge: str) -> str:
    return salted_hmac("dorflinde.core.puzzle", challenge, algorithm="sha256").hexdigest()
