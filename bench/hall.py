"""A hall full of phones at the embedded server: does each see every change, how soon, and what does asking cost."""

import asyncio
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from bench import client

PHONES = 300
EVERY = 3.0  # seconds, as the page asks
CHANGES = 15  # one a second
AFTERWARDS = 8.0  # time for the last change to reach the last phone
PATIENCE = 10.0  # a page gives up an answer after as long


@dataclass
class Phone:
    """What one phone saw, and when it saw it first."""

    seen: dict[str, float] = field(default_factory=dict)
    asked: int = 0
    unanswered: int = 0


@dataclass(frozen=True)
class Evening:
    """What came of it."""

    missed: int
    waits: list[float]
    asked: int
    unanswered: int

    @property
    def within(self) -> float:
        """Seconds within which 99 of 100 changes were seen."""
        return statistics.quantiles(self.waits, n=100)[98] if len(self.waits) > 1 else float("nan")


def evening(port: int, municipality: str, variables: Mapping[str, str]) -> tuple[str, Evening]:
    """Let a question hour happen before all phones; returns its address for news and what was seen."""
    command = [sys.executable, "-m", "bench.hall_scene", municipality, str(CHANGES)]
    with subprocess.Popen(
        command, env=dict(variables), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as scene:
        if scene.stdin is None or scene.stdout is None:
            raise client.AnswerProblem("The scene has no pipes.")
        path = f"{scene.stdout.readline().strip()}stand/"
        told: dict[str, float] = {}
        phones = asyncio.run(_all_look(port, path, scene.stdin, scene.stdout, told))
    waits = [max(0.0, phone.seen[mark] - at) for phone in phones for mark, at in told.items() if mark in phone.seen]
    return path, Evening(
        missed=len(phones) * CHANGES - len(waits), waits=waits,
        asked=sum(phone.asked for phone in phones), unanswered=sum(phone.unanswered for phone in phones),
    )  # fmt: skip


def etag_of(port: int, path: str) -> str:
    """Return the mark of what there is to see now."""

    async def ask() -> str:
        reader, writer = await asyncio.open_connection(client.HOST, port)
        head, _body = await asyncio.wait_for(_ask(reader, writer, port, path, ""), PATIENCE)
        writer.close()
        return head["etag"]

    return asyncio.run(ask())


async def _all_look(port: int, path: str, start: IO[str], lines: IO[str], told: dict[str, float]) -> list[Phone]:
    phones = [Phone() for _number in range(PHONES)]
    until = time.time() + CHANGES + EVERY + AFTERWARDS
    looking = [asyncio.create_task(_look(phone, port, path, until)) for phone in phones]
    await asyncio.sleep(EVERY)
    start.write("\n")
    start.flush()
    for _number in range(CHANGES):
        change = json.loads(await asyncio.to_thread(lines.readline))
        told[change["mark"]] = change["at"]
    await asyncio.gather(*looking)
    return phones


async def _look(phone: Phone, port: int, path: str, until: float) -> None:
    """Ask as hall.js does: at its own pace, on a connection that is kept, again after a line that broke."""
    chance = random.Random()  # noqa: S311 - no secret
    await asyncio.sleep(chance.random() * EVERY)
    etag, line = "", None
    while time.time() < until:
        try:
            line = line or await asyncio.open_connection(client.HOST, port)
            head, body = await asyncio.wait_for(_ask(*line, port, path, etag), PATIENCE)
            phone.asked += 1
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            phone.unanswered += 1
            if line:
                line[1].close()
            line = None
        else:
            if body:
                etag = head.get("etag", "")
                now = time.time()
                for word in body.split("Neuigkeit-")[1:]:
                    phone.seen.setdefault(f"Neuigkeit-{word[:4]}", now)
        await asyncio.sleep(EVERY * (0.85 + 0.3 * chance.random()))
    if line:
        line[1].close()


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, path: str, etag: str
) -> tuple[dict[str, str], str]:
    seen = f"If-None-Match: {etag}\r\n" if etag else ""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {client.HOST}:{port}\r\nAccept-Language: de\r\n{seen}\r\n".encode())
    status, *lines = (await reader.readuntil(client.HEAD_END)).decode("latin-1").split("\r\n")
    head = {name.lower(): value.strip() for name, _, value in (row.partition(":") for row in lines) if value}
    if " 304" in status:
        return head, ""
    if " 200" not in status:
        raise client.AnswerProblem(f"Expected 200 or 304, got: {status}")
    return head, (await reader.readexactly(int(head["content-length"]))).decode()
