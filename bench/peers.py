"""Groups of opinion and equal shares beside the libraries of others, on the same votes in the same run, and a crowd's votes alone."""

import csv
import json
import os
import subprocess
import tempfile
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from bench.paper import DORFLINDE, command
from bench.published import published
from dorflinde.methods.equal_shares import count
from dorflinde.methods.opinion_map import draw, read_votes
from dorflinde.methods.pabulib import read_election

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv-peers"
LOCK = ROOT / "requirements" / "peers.lock"
ELECTION = "budget/pb/poland_wieliczka_2023_green-budget.pb"
VOTES = "polis/25ptpt-3gp-no-strict-with-meta/votes.json"
CROWD, STATEMENTS, EACH = 20_000, 200, 50  # one million votes
ROUNDS = 3
Found = TypeVar("Found")


class PeerProblem(RuntimeError):
    """The libraries to compare with are not at hand; the sentence says why."""


@dataclass(frozen=True)
class Match:
    """How long we took and how long they took, and whether both found the same; without an end, theirs is what we waited."""

    ours: float
    theirs: float
    is_same: bool
    is_over: bool

    @property
    def times(self) -> float:
        """How many times as fast we are, at least."""
        return self.theirs / self.ours


def absent() -> str:
    """Why nothing can be compared; empty when it can."""
    return (
        ""
        if published("participation")
        else "libraries of others: no folder shared/data/participation beside the checkout"
    )


def prepare() -> None:
    """Install the libraries to compare with, once, exactly as locked."""
    stamp = HOME / "locked"
    if stamp.exists() and stamp.read_bytes() == LOCK.read_bytes():
        return
    venv.create(HOME, with_pip=True, clear=True)
    words = [str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)]
    installed = subprocess.run(words, capture_output=True, text=True, check=False)
    if installed.returncode:
        raise PeerProblem(f"requirements/peers.lock could not be installed:\n{installed.stderr[-800:]}")
    stamp.write_bytes(LOCK.read_bytes())


def equal_shares(longest: float) -> Match:
    """Count a published election with Add1, exactly; theirs is stopped after the longest time."""
    file = _file(ELECTION)
    election = read_election(file)
    ours, done = _best(lambda: count(election, completion="add1"))
    theirs = _peer("budget", file, longest)
    if theirs is None:
        return Match(ours, longest, is_same=True, is_over=False)
    return Match(ours, theirs[0], is_same=theirs[1] == sorted(done.winners), is_over=True)


def opinions(longest: float) -> Match:
    """Find the groups in the votes of a published conversation."""
    file = _file(VOTES)
    votes = read_votes(file)
    ours, drawn = _best(lambda: draw(votes))
    theirs = _peer("opinions", file, longest)
    if theirs is None:
        return Match(ours, longest, is_same=True, is_over=False)
    return Match(ours, theirs[0], is_same=theirs[1] == drawn.k, is_over=True)


def crowd() -> tuple[float, float, int]:
    """Draw the map of a million votes by command line: seconds, peak megabytes, groups."""
    with tempfile.TemporaryDirectory(prefix="dorflinde-crowd-") as folder:
        file = Path(folder) / "votes.csv"
        _write_crowd(file)
        started = time.perf_counter()
        answer, peak, _processor = command([DORFLINDE, "opinion-map", str(file), "--json"], dict(os.environ))
        return time.perf_counter() - started, peak, int(json.loads(answer)["k"])


def _write_crowd(file: Path) -> None:
    """Three camps that answer by their camp four times out of five."""
    chance = Random(7)  # noqa: S311 - no secret
    camps = [[chance.choice((1, -1)) for _ in range(STATEMENTS)] for _ in range(3)]
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["comment-id", "voter-id", "vote"])
        for person in range(CROWD):
            camp = camps[person % len(camps)]
            for statement in chance.sample(range(STATEMENTS), EACH):
                rows.writerow(
                    [statement, person, camp[statement] if chance.random() < 0.8 else chance.choice((1, 0, -1))]
                )


def _file(name: str) -> Path:
    place = published("participation")
    if place is None:
        raise PeerProblem(absent())
    return place / name


def _best(work: Callable[[], Found]) -> tuple[float, Found]:
    """The shortest time of some rounds, and what came of the last."""
    times = []
    for _round in range(ROUNDS - 1):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    started = time.perf_counter()
    found = work()
    return min(*times, time.perf_counter() - started), found


def _peer(kind: str, file: Path, longest: float) -> tuple[float, object] | None:
    """What they took and found; nothing if they were still at it after the longest time."""
    words = [str(HOME / "bin" / "python"), str(ROOT / "bench" / "peer.py"), kind, str(file)]
    try:
        ran = subprocess.run(words, capture_output=True, text=True, check=False, timeout=longest)
    except subprocess.TimeoutExpired:
        return None
    if ran.returncode:
        raise PeerProblem(f"{kind}: {ran.stderr[-800:]}")
    told = json.loads(ran.stdout)
    return told["seconds"], told["found"]
