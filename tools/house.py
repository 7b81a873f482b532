"""The running house: the sample region served as a person would serve it, for journeys, pictures and figures."""

import contextlib
import email
import email.policy
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from tools.processes import die_with_parent, free_port, resident_megabytes

START_SECONDS = 300
STOP_SECONDS = 15
END_OF_MAIL = re.compile(r"^-{79}$", re.MULTILINE)


class HouseProblem(Exception):
    """The server did not come up or is gone; the message holds the end of its log."""


@dataclass(frozen=True)
class House:
    """A server on a port of its own with a home of its own."""

    url: str
    home: Path
    log: Path
    process: subprocess.Popen[bytes]

    def mails(self, to: str) -> list[EmailMessage]:
        """The letters to this address, oldest first: without a mail host the server writes them to its log."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        letters = []
        for chunk in END_OF_MAIL.split(text):
            start = chunk.find("Content-Type: ")
            if start >= 0:
                letter = email.message_from_string(chunk[start:], policy=email.policy.default)
                letters += [letter] if to in str(letter["To"]) else []
        return letters

    def wait_for_mail(self, to: str, *, after: int = 0, seconds: float = 20) -> EmailMessage:
        """The first letter to this address after the `after` ones that were there."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            letters = self.mails(to)
            if len(letters) > after:
                return letters[after]
            time.sleep(0.1)
        raise HouseProblem(f"No letter to {to} within {seconds:.0f} s. The log ends:\n{self.last_words()}")

    def memory(self) -> float:
        """Megabytes of the server and its worker."""
        return resident_megabytes(self.process.pid)

    def last_words(self) -> str:
        """The end of the log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:]


@contextlib.contextmanager
def running(home: Path, *, variables: Mapping[str, str] | None = None) -> Iterator[House]:
    """Set up the sample region in an empty home, serve it for the length of a with-block, stop it."""
    home.mkdir(parents=True, exist_ok=True)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DORFLINDE_")}
    given = {"DORFLINDE_HOME": str(home), "DORFLINDE_BASE_URL": url, "PYTHONUNBUFFERED": "1", **(variables or {})}
    command = [str(Path(sys.executable).parent / "dorflinde"), "demo", "--port", str(port)]
    log = home / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            env=kept | given,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
    house = House(url, home, log, process)
    try:
        _wait_until_it_answers(house)
        yield house
    finally:
        _stop(process)


def _wait_until_it_answers(house: House) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if house.process.poll() is not None:
            raise HouseProblem(f"The server ended at once. It said:\n{house.last_words()}")
        with contextlib.suppress(OSError, urllib.error.URLError):
            urllib.request.urlopen(house.url, timeout=10).close()  # noqa: S310  # our own loopback address
            return
        time.sleep(0.25)
    raise HouseProblem(f"No answer within {START_SECONDS} s. It said:\n{house.last_words()}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask first, then end the whole group, so that no worker is left behind."""
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=STOP_SECONDS)
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
