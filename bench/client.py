"""A small HTTP client that keeps asking: few connections, kept alive, bounded in time and count, this machine only."""

import asyncio
import statistics
import time
from dataclasses import dataclass, field
from typing import cast

HOST = "127.0.0.1"  # no other machine is ever asked
HEAD_END = b"\r\n\r\n"
LAST_CHUNK = b"0\r\n\r\n"


class AnswerProblem(Exception):
    """The server answered something a figure cannot be made of."""


@dataclass
class Load:
    """What a stretch of asking brought."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds

    @property
    def p99(self) -> float:
        """Seconds within which 99 of 100 answers came."""
        return statistics.quantiles(self.waits, n=100)[98] if len(self.waits) > 1 else float("nan")


class Asker(asyncio.Protocol):
    """One connection: asks, waits for the whole answer, asks again, until the time is up or the count is full."""

    def __init__(self, request: bytes, load: Load, until: float, most: int, expected: int = 200) -> None:
        self.request = request
        self.expected = expected
        self.load = load
        self.until = until
        self.most = most
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer = b""
        self.asked_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.ask()

    def ask(self) -> None:
        """Send the request, or stop."""
        now = time.perf_counter()
        if now >= self.until or len(self.load.waits) >= self.most:
            self.stop(None)
            return
        self.asked_at = now
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        try:
            whole = is_whole(self.buffer, self.expected)
        except AnswerProblem as problem:
            self.stop(problem)
            return
        if whole:
            self.buffer = b""
            self.load.waits.append(time.perf_counter() - self.asked_at)
            self.ask()

    def connection_lost(self, exc: Exception | None) -> None:
        self.stop(exc or AnswerProblem("The server closed the connection."))

    def stop(self, problem: Exception | None) -> None:
        """Close, and hand the problem on if there is one."""
        if not self.done.done():
            if problem:
                self.done.set_exception(problem)
            else:
                self.done.set_result(None)
        self.transport.close()


def is_whole(answer: bytes, expected: int = 200) -> bool:
    """Tell whether an answer has arrived to its last byte; anything but what was expected makes no figure."""
    head, end, body = answer.partition(HEAD_END)
    if not end:
        return False
    status, *lines = head.lower().split(b"\r\n")
    if f" {expected} ".encode() not in status:
        raise AnswerProblem(f"Expected {expected}, got: {status.decode('latin-1')}")
    if expected == 304:  # an answer without a body
        return True
    fields = dict(line.split(b":", 1) for line in lines)
    if b"content-length" in fields:
        return len(body) >= int(fields[b"content-length"])
    if fields.get(b"transfer-encoding", b"").strip() == b"chunked":
        return body.endswith(LAST_CHUNK)
    raise AnswerProblem("The answer does not say how long it is.")


def load(port: int, path: str, *, seconds: float, connections: int = 8, most: int = 200_000, etag: str = "") -> Load:
    """Ask one path for some seconds over some connections, as a browser asks (compressed answers welcome).

    With an etag only „nothing new“ (304) counts.
    """
    known = f"If-None-Match: {etag}\r\n" if etag else ""
    expected = 304 if etag else 200
    request = (
        f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nAccept: text/html\r\nAccept-Language: de\r\n"
        f"Accept-Encoding: gzip, br\r\nUser-Agent: dorflinde-bench\r\nConnection: keep-alive\r\n"
        f"{known}\r\n"
    ).encode()

    async def ask_all() -> Load:
        result = Load()
        loop = asyncio.get_running_loop()
        started = time.perf_counter()
        until = started + seconds
        askers = [
            (await loop.create_connection(lambda: Asker(request, result, until, most, expected), HOST, port))[1]
            for _ in range(connections)
        ]
        try:
            await asyncio.wait_for(asyncio.gather(*(asker.done for asker in askers)), timeout=seconds + 60)
        finally:
            for asker in askers:
                asker.stop(None)
        result.seconds = time.perf_counter() - started
        return result

    return asyncio.run(ask_all())
