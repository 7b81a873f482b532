"""Sends something to a server outside without being led to one inside: public addresses only, asked once, no detours.

Whoever may name an address to call could name one that only this machine reaches (server-side request forgery). So the
name is resolved here, every address it has must be public, and the very address that was checked is the one connected to:
a name that answers differently the second time gains nothing. Redirects are not followed, answers are cut off, and the
whole call ends after some seconds however slowly the other side speaks.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

_MOST_BYTES = 2000
_SECONDS_TO_CONNECT = 5
_LONGEST_URL = 500
# Blocks in which an IPv4 address hides that routers would unpack: mapped, NAT64 (RFC 6052, 8215), 6to4, Teredo.
_WRAPPED = [
    (ipaddress.IPv6Network(block), shift)
    for block, shift in (("::ffff:0:0/96", 0), ("64:ff9b::/96", 0), ("64:ff9b:1::/48", 0), ("2002::/16", 80))
]
_TEREDO = ipaddress.IPv6Network("2001::/32")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotAllowed(ValueError):
    """This address is not called; the message says why."""


class NoAnswer(OSError):
    """The other side could not be reached or did not answer in time; the message says what happened."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the other side answered, cut off after some lines."""

    status: int
    text: str

    @property
    def is_good(self) -> bool:
        """Tell whether it was taken."""
        return 200 <= self.status < 300


def check_url(url: str, *, loopback: bool = False) -> SplitResult:
    """Return an address in its parts if it may be called; NotAllowed else. With `loopback`, http to this machine may be, too."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotAllowed(_("Das ist keine Adresse im Internet.")) from None
    host = parts.hostname or ""
    if parts.scheme != "https" and not (
        loopback and parts.scheme == "http" and host in {"127.0.0.1", "::1", "localhost"}
    ):
        raise NotAllowed(_("Die Adresse muss mit https:// beginnen."))
    if len(url) > _LONGEST_URL or not host or not url.isascii() or any(sign.isspace() for sign in url):
        raise NotAllowed(_("Das ist keine Adresse im Internet."))
    if parts.username is not None or parts.password is not None:
        raise NotAllowed(_("In der Adresse darf kein Name und kein Passwort stehen."))
    if port == 0:
        raise NotAllowed(_("Das ist keine Adresse im Internet."))
    literal = _literal(host)
    if (literal is not None and not is_reachable(literal, loopback=loopback)) or _is_name_of_inside(host, loopback):
        raise NotAllowed(_("Diese Adresse liegt nicht im öffentlichen Internet."))
    return parts


def is_reachable(address: Address, *, loopback: bool = False) -> bool:
    """Tell whether an address lies in the public internet; what is wrapped in IPv6 is looked at unwrapped."""
    if loopback and address.is_loopback:
        return True
    if isinstance(address, ipaddress.IPv6Address):
        if address in _TEREDO or address.scope_id is not None:
            return False
        for block, shift in _WRAPPED:
            if address in block:
                return is_reachable(ipaddress.IPv4Address((int(address) >> shift) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified


def post(url: str, body: bytes, headers: Mapping[str, str], *, seconds: float = 10, loopback: bool = False) -> Reply:
    """Send a body and return the answer; NotAllowed and NoAnswer say what stood in the way."""
    parts = check_url(url, loopback=loopback)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line = _Line(host, port, _resolved(host, port, loopback=loopback), seconds, is_safe=parts.scheme == "https")
    deadline = threading.Timer(max(0.0, line.until - time.monotonic()), line.hang_up)
    deadline.daemon = True
    deadline.start()
    try:
        line.request("POST", path, body, {"Connection": "close", **headers})
        answer = line.getresponse()
        return Reply(answer.status, answer.read(_MOST_BYTES).decode("utf-8", "replace"))
    except ssl.SSLCertVerificationError as problem:
        raise NoAnswer(
            _("Das Zertifikat der Gegenstelle gilt nicht: %(why)s") % {"why": problem.verify_message}
        ) from problem
    except (OSError, http.client.HTTPException, ValueError) as problem:
        if line.is_hung_up or isinstance(problem, TimeoutError):
            raise NoAnswer(
                _("Keine Antwort innerhalb von %(seconds)s Sekunden.") % {"seconds": int(seconds)}
            ) from problem
        raise NoAnswer(_("Die Gegenstelle ist nicht zu erreichen: %(why)s") % {"why": str(problem)[:150]}) from problem
    finally:
        deadline.cancel()
        line.close()


class _Line(http.client.HTTPConnection):
    """A connection to an address that was looked at before; the name is only what the other side is called."""

    def __init__(self, host: str, port: int, addresses: list[str], seconds: float, *, is_safe: bool) -> None:
        super().__init__(host, port, timeout=seconds)
        self.addresses, self.is_safe, self.is_hung_up = addresses, is_safe, False
        self.until = time.monotonic() + seconds
        self.default_port = 443 if is_safe else 80  # so that the other side is called by its plain name

    def connect(self) -> None:
        """Connect to the first address that takes the call."""
        self.sock = self._first_that_answers()  # can be hung up from here on, also while both sides agree on a key
        self.sock.settimeout(self._left())
        if self.is_safe:
            line = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock = line
            line.do_handshake()
        self._left()

    def hang_up(self) -> None:
        """End the call, whatever it waits for."""
        self.is_hung_up = True
        if self.sock is not None:
            with contextlib.suppress(OSError):  # it was over already
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)  # beneath the encryption, which may be waiting

    def _left(self) -> float:
        if self.is_hung_up or (left := self.until - time.monotonic()) <= 0:
            raise TimeoutError
        return left

    def _first_that_answers(self) -> socket.socket:
        problem = OSError(_("keine Adresse"))
        for address in self.addresses[:3]:
            try:
                return socket.create_connection((address, self.port), min(_SECONDS_TO_CONNECT, self._left()))
            except OSError as refused:
                problem = refused
        raise problem


def _resolved(host: str, port: int, *, loopback: bool) -> list[str]:
    """Return the addresses of a name; if one of them lies inside, none is called."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise NoAnswer(_("Den Namen „%(host)s“ kennt niemand.") % {"host": host}) from problem
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses or not all(is_reachable(ipaddress.ip_address(one), loopback=loopback) for one in addresses):
        raise NotAllowed(_("Diese Adresse liegt nicht im öffentlichen Internet."))
    return addresses


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_name_of_inside(host: str, loopback: bool) -> bool:
    name = host.rstrip(".").lower()
    if loopback and name == "localhost":
        return False
    return name == "localhost" or name.endswith((".localhost", ".local", ".internal", ".home.arpa", ".lan"))
