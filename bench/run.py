"""Every figure in one run: speed as a ratio, page weight, queries, the paper, memory, each beside its bar."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import browser, client, hall, peers, scheduling
from bench.paper import DORFLINDE, command, print_paper
from tools import house, machine
from tools.browser import chromium

MUNICIPALITY = "perlesreut"
REAL_SIZE = 60  # measures in each of the eleven municipalities
BARE = "/leer/"
PAGES = {
    "start": f"/{MUNICIPALITY}/",
    "ideas": f"/{MUNICIPALITY}/mitreden/mobil/",
    "roadmap": f"/{MUNICIPALITY}/fahrplan/",
    "news": f"/{MUNICIPALITY}/neuigkeiten/",
}
SPEED_BAR = 0.7
FIRST_VISIT_BAR = 75.0
AGAIN_BAR = 15.0
PAINT_BAR = 3.0
PAPER_SECONDS_BAR = 3.0
PAPER_MEMORY_BAR = 300.0
REST_MEMORY_BAR = 250.0
LOAD_MEMORY_BAR = 500.0
HALL_MISSED_BAR = 0.0
HALL_SECONDS_BAR = 6.0  # two askings
OPINIONS_TIMES_BAR = 10.0
SHARES_TIMES_BAR = 50.0
CROWD_SECONDS_BAR = 20.0
CROWD_MEMORY_BAR = 2000.0


@dataclass(frozen=True)
class Figure:
    """One measured thing; without a bar it is only told."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """ok, over, or nothing where there is no bar."""
        if self.bar is None:
            return ""
        good = self.value >= self.bar if self.at_least else self.value <= self.bar
        return "ok" if good else "over"


def main() -> int:
    """Measure, print a table or one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--json", action="store_true", help="print one JSON document and nothing else on standard output"
    )
    parser.add_argument("--seconds", type=float, default=2.0, help="length of one stretch of asking (five a page)")
    parser.add_argument(
        "--solver-seconds", type=float, default=60.0, help="how long each published project may be scheduled"
    )
    parser.add_argument(
        "--peer-seconds", type=float, default=1500.0, help="how long the libraries of others may take for one thing"
    )
    chosen = parser.parse_args()
    missing = machine.ensure(machine.CHROMIUM)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="dorflinde-bench-") as folder:
        home = Path(folder)
        tell(f"→ Setting up the sample region with {REAL_SIZE} measures each, then serving it …")
        # Two steps, as on every day but the first: what building the sample needed must not weigh on the server at rest.
        command([DORFLINDE, "demo", "--no-serve", "--measures", str(REAL_SIZE)], environment(home / "home"))
        with house.running(home / "home", variables={"DORFLINDE_BENCH": "True"}) as running:
            for figure in measured(running, chosen.seconds, browse=not missing):
                figures.append(figure)
                tell(line(figure))
        for figure in paper(home):
            figures.append(figure)
            tell(line(figure))
    for figure in methods(chosen.peer_seconds):
        figures.append(figure)
        tell(line(figure))
    for figure in roadmap(chosen.solver_seconds):
        figures.append(figure)
        tell(line(figure))
    if chosen.json:
        print(json.dumps([asdict(figure) | {"verdict": figure.verdict} for figure in figures], ensure_ascii=False))
    for reason in filter(None, [*missing.values(), peers.absent(), scheduling.absent()]):
        tell(f"left out: {reason}")
    over = [figure.name for figure in figures if figure.verdict == "over"]
    tell(f"Over their bar: {', '.join(over)}" if over else "Every figure is within its bar.")
    return 0


def measured(running: house.House, seconds: float, *, browse: bool) -> Iterator[Figure]:
    """Everything asked of the running server."""
    time.sleep(3)
    yield Figure("memory of server and worker at rest", running.memory(), "MB", REST_MEMORY_BAR)
    port = int(running.url.rpartition(":")[2])
    for name, path in PAGES.items():
        yield from speed(port, name, path, seconds)
    yield from hall_full_of_phones(running, port, seconds)
    yield Figure("memory under load", running.memory(), "MB", LOAD_MEMORY_BAR)
    yield from queries(running.home)
    if browse:
        with chromium() as window:
            for name, path in PAGES.items():
                weight = browser.weigh(window, running.url + path)
                kinds = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in sorted(weight.kinds.items()))
                yield Figure(
                    f"{name}: first visit over the wire", weight.first / 1000, "KB", FIRST_VISIT_BAR, note=kinds
                )
                yield Figure(f"{name}: again", weight.again / 1000, "KB", AGAIN_BAR)
                painted = browser.first_paint(window, running.url + path)
                yield Figure(f"{name}: first paint, Slow 3G, processor ÷ 4", painted, "s", PAINT_BAR)


def speed(port: int, name: str, path: str, seconds: float) -> Iterator[Figure]:
    """A page against the empty view, in turn, so that a busy machine slows both; the median of the ratios counts."""
    client.load(port, BARE, seconds=seconds / 4)
    client.load(port, path, seconds=seconds / 4)
    bare, page = [], []
    for _ in range(5):
        bare.append(client.load(port, BARE, seconds=seconds / 2))
        page.append(client.load(port, path, seconds=seconds / 2))
    ratios = [mine.per_second / empty.per_second for mine, empty in zip(page, bare, strict=True)]
    rates = f"{statistics.median(run.per_second for run in page):.0f} of {statistics.median(run.per_second for run in bare):.0f} a second"
    yield Figure(f"{name}: speed against an empty view", statistics.median(ratios), "×", SPEED_BAR, True, rates)
    slow = statistics.median(run.p99 for run in page) / statistics.median(run.p99 for run in bare)
    yield Figure(
        f"{name}: p99 against an empty view's",
        slow,
        "×",
        note=f"{statistics.median(run.p99 for run in page) * 1000:.1f} ms",
    )


def hall_full_of_phones(running: house.House, port: int, seconds: float) -> Iterator[Figure]:
    """A question hour before 300 phones, and what asking for news costs beside the empty view."""
    path, seen = hall.evening(port, MUNICIPALITY, environment(running.home))
    asked = f"{hall.PHONES} phones, {hall.CHANGES} changes, {seen.asked} answers, {seen.unanswered} not in time"
    yield Figure("hall: changes a phone missed", seen.missed, "", HALL_MISSED_BAR, note=asked)
    median = statistics.median(seen.waits) if seen.waits else float("nan")
    note = f"asked every {hall.EVERY:g} s; half within {median:.1f} s"
    yield Figure("hall: 99 of 100 changes seen within", seen.within, "s", HALL_SECONDS_BAR, note=note)
    etag = hall.etag_of(port, path)
    bare, news = [], []
    for _ in range(5):
        bare.append(client.load(port, BARE, seconds=seconds / 4).per_second)
        news.append(client.load(port, path, seconds=seconds / 4, etag=etag).per_second)
    ratios = [mine / empty for mine, empty in zip(news, bare, strict=True)]
    rates = f"{statistics.median(news):.0f} of {statistics.median(bare):.0f} a second"
    yield Figure("hall: nothing new against an empty view", statistics.median(ratios), "×", note=rates)


def queries(home: Path) -> Iterator[Figure]:
    """Queries of a page that nobody asked for yet, and of the next asking."""
    variables = environment(home)
    command = [sys.executable, "-m", "bench.queries", *PAGES.values()]
    ran = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    counts = json.loads(ran.stdout.splitlines()[-1])
    for name, path in PAGES.items():
        cold, kept = counts[path]
        yield Figure(f"{name}: queries, cold", cold, "", note=f"{kept} once kept")


def paper(folder: Path) -> Iterator[Figure]:
    """The paper of a municipality with a hundred measures."""
    made = print_paper(folder)
    size = f"{made.measures} measures, {made.pages} pages, {made.kilobytes:.0f} KB"
    yield Figure("paper: time to make it", made.seconds, "s", PAPER_SECONDS_BAR, note=size)
    yield Figure(
        "paper: processor time of the command", made.processor_seconds, "s", note="Python's and Django's start included"
    )
    yield Figure("paper: peak memory of the command", made.peak_megabytes, "MB", PAPER_MEMORY_BAR)


def methods(longest: float) -> Iterator[Figure]:
    """Opinion map and equal shares beside the libraries of others, and the opinion map of a crowd."""
    if peers.absent():
        return
    tell("→ Counting and drawing beside the libraries of others; pabutools takes many minutes …")
    peers.prepare()
    pairs = (
        ("opinion groups: times as fast as red-dwarf", OPINIONS_TIMES_BAR, peers.opinions(longest)),
        ("equal shares, Add1: times as fast as pabutools", SHARES_TIMES_BAR, peers.equal_shares(longest)),
    )
    for name, bar, match in pairs:
        note = f"{match.ours:.3f} s to {match.theirs:.1f} s"
        note += ("; the same result" if match.is_same else "; ANOTHER RESULT") if match.is_over else ", stopped by then"
        yield Figure(name, match.times, "×", bar, True, note)
    seconds, megabytes, groups = peers.crowd()
    note = f"1,000,000 votes of {peers.CROWD:,} people, by command line; {groups} groups"
    yield Figure("opinion map of a crowd", seconds, "s", CROWD_SECONDS_BAR, note=note)
    yield Figure("opinion map of a crowd: peak memory", megabytes, "MB", CROWD_MEMORY_BAR)


def roadmap(seconds: float) -> Iterator[Figure]:
    """The engine of the roadmap on published projects (PSPLIB)."""
    if scheduling.absent():
        return
    tell(f"→ Scheduling published projects, up to {seconds:g} s each …")
    for standing in scheduling.standings(seconds, tell):
        least, most = scheduling.BARS.get(standing.name, (None, None))
        name = f"schedule {standing.name}"
        yield Figure(
            f"{name}: average gap to the best known", standing.gap, "%", most, note=f"{standing.cases} projects"
        )
        yield Figure(f"{name}: best known makespans", standing.best, "", note=f"of {standing.cases}")
        note = f"of {standing.cases}, {standing.seconds:.1f} s each; open: {', '.join(standing.open) or 'none'}"
        yield Figure(f"{name}: proven optimal", standing.proven, "", least, True, note)


def environment(home: Path) -> dict[str, str]:
    """The running house's home, whatever the person at the terminal has set."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("DORFLINDE_")}
    return variables | {"DORFLINDE_HOME": str(home), "DORFLINDE_DEMO": "True"}


def line(figure: Figure) -> str:
    """A row of the table."""
    sign = "≥" if figure.at_least else "≤"
    bar = f"{sign} {figure.bar:g} {figure.unit}" if figure.bar is not None else ""
    value = f"{figure.value:.0f}" if figure.unit in {"", "MB"} else f"{figure.value:.2f}"
    return f"{figure.name:42} {value:>8} {figure.unit:3} {bar:10} {figure.verdict:5} {figure.note}".rstrip()


def tell(text: str) -> None:
    """Speak to the person; standard output belongs to the table or to the JSON document."""
    print(text, file=sys.stderr if "--json" in sys.argv else sys.stdout, flush=True)


if __name__ == "__main__":
    sys.exit(main())
