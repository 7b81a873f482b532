"""Nobody leads the machine to a place only the machine reaches: not by address, not by name, not by a name that changes its mind."""

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from dorflinde.core import outward
from dorflinde.core.outward import NoAnswer, NotAllowed, check_url, is_reachable

INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.178.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a9fe:a9fe::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "::127.0.0.1", "fe80::1%eth0",
]  # fmt: skip
OUTSIDE = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", INSIDE)
def test_what_lies_inside_is_not_reachable(address: str) -> None:
    assert not is_reachable(ipaddress.ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(NotAllowed):
        check_url(f"https://{host}/hook")


@pytest.mark.parametrize("address", OUTSIDE)
def test_what_lies_outside_is(address: str) -> None:
    assert is_reachable(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "", "nonsense", "//example.org/", "/hook", "http://example.org/", "ftp://example.org/", "file:///etc/passwd",
        "gopher://example.org/", "https://", "https://user:pass@example.org/", "https://user@example.org/",
        "https://example.org:0/", "https://example.org:99999/", "https://example.org:x/", "https://exa mple.org/",
        "https://example.org/\r\nX-Evil: 1", "https://dörf.example/", "https://[::1/", "https://localhost/",
        "https://LOCALHOST./", "https://a.localhost/", "https://printer.local/", "https://metadata.google.internal/",
        "https://nas.lan/", "http://127.0.0.1/", f"https://example.org/{'x' * 500}",
    ],
)  # fmt: skip
def test_what_may_not_be_called_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(NotAllowed) as problem:
        check_url(url)
    assert str(problem.value).endswith(".")


def test_plain_http_goes_only_to_this_machine_and_only_if_allowed() -> None:
    assert check_url("http://127.0.0.1:9/", loopback=True).port == 9
    for url in ("http://example.org/", "http://10.0.0.1/", "http://192.168.0.1/"):
        with pytest.raises(NotAllowed):
            check_url(url, loopback=True)


def answers(*addresses: str) -> Any:
    def look_up(_host: str, port: int, *_words: Any, **_more: Any) -> list[Any]:
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in addresses
        ]

    return look_up


# 2130706433 and 0x7f000001 are 127.0.0.1 to the resolver of the system, not to the reader of addresses.
@pytest.mark.parametrize("host", ["rebind.example", "2130706433", "0x7f000001", "127.1"])
@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["fd00::1"], ["169.254.169.254"]])
def test_a_name_that_leads_inside_is_not_called(
    host: str, addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answers(*addresses))
    monkeypatch.setattr(socket, "create_connection", lambda *_words: pytest.fail("connected"))
    with pytest.raises(NotAllowed, match="öffentlichen Internet"):
        outward.post(f"https://{host}/", b"", {})


def test_a_name_that_changes_its_mind_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first answer is outside, every later one inside: what is connected to is the address that was checked."""
    asked: list[str] = []
    connected: list[str] = []

    def look_up(host: str, port: int, *words: Any, **more: Any) -> Any:
        asked.append(host)
        return answers("8.8.8.8" if len(asked) == 1 else "127.0.0.1")(host, port)

    def connect(where: tuple[str, int], *_words: Any) -> socket.socket:
        connected.append(where[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(NoAnswer):
        outward.post("https://rebind.example/", b"", {})
    assert (asked, connected) == (["rebind.example"], ["8.8.8.8"])


class Slow:
    """Takes a call and says one byte at a time, for as long as it is listened to."""

    def __init__(self, says: bytes) -> None:
        self.says, self.listener = says, socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        try:
            line, _address = self.listener.accept()
            with line:
                line.sendall(self.says)
                while True:
                    time.sleep(0.02)
                    line.sendall(b"x")
        except OSError:
            return


@pytest.fixture
def slow(request: pytest.FixtureRequest) -> Iterator[Slow]:
    made = Slow(request.param)
    yield made
    made.listener.close()


@pytest.mark.parametrize(
    "slow",
    [b"HTTP/1.1 200 OK\r\nContent-Length: 1900\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 100 Continue\r\n"],
    indirect=True,
)
def test_who_answers_one_byte_at_a_time_is_hung_up_on(slow: Slow) -> None:
    began = time.monotonic()
    try:
        reply = outward.post(f"http://127.0.0.1:{slow.port}/", b"{}", {}, seconds=0.3, loopback=True)
    except NoAnswer as problem:
        assert "Keine Antwort" in str(problem)
    else:
        assert len(reply.text) < 1900
    assert time.monotonic() - began < 10  # would be 38 seconds and more


@pytest.mark.parametrize("slow", [b"\x16\x03\x03\x40\x00"], indirect=True)
def test_a_slow_agreement_on_a_key_is_cut_off_too(slow: Slow) -> None:
    began = time.monotonic()
    with pytest.raises(NoAnswer):
        outward.post(f"https://127.0.0.1:{slow.port}/", b"{}", {}, seconds=0.3, loopback=True)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("slow", [b"HTTP/1.1 200 OK\r\n\r\n" + b"y" * 1_000_000], indirect=True)
def test_an_endless_answer_is_cut_off(slow: Slow) -> None:
    reply = outward.post(f"http://127.0.0.1:{slow.port}/", b"{}", {}, loopback=True)
    assert (reply.status, reply.is_good, len(reply.text)) == (200, True, 2000)


@pytest.mark.parametrize("slow", [b"SSH-2.0-OpenSSH_9\r\n"], indirect=True)
def test_who_speaks_something_else_is_no_answer(slow: Slow) -> None:
    with pytest.raises(NoAnswer):
        outward.post(f"http://127.0.0.1:{slow.port}/", b"{}", {}, seconds=1, loopback=True)
