"""Every test of the house: the suite on SQLite, what a database can change on PostgreSQL, the browser journeys; one sum at the end."""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools import machine, postgres

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("sqlite", "postgres", "browser")
TITLES = {"sqlite": "Suite on SQLite", "postgres": "Suite on PostgreSQL", "browser": "Browser journeys"}
NO_TESTS_COLLECTED = 5


@dataclass
class Result:
    """What one part brought."""

    part: str
    passed: int = 0
    failed: int = 0
    skips: list[str] = field(default_factory=list)
    seconds: float = 0.0
    exit_code: int = 0

    @property
    def skipped(self) -> int:
        """How many tests, or whole parts, did not run."""
        return len(self.skips)


def main() -> int:
    """Run the chosen parts and sum up honestly."""
    chosen, extra = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that every with-block still cleans up
    parts = chosen.only or list(PARTS)
    wanted = {"postgres": machine.POSTGRESQL, "browser": machine.CHROMIUM}
    missing = machine.ensure(*(wanted[part] for part in parts if part in wanted))
    results = []
    with tempfile.TemporaryDirectory(prefix="dorflinde-test-") as folder:
        for part in parts:
            reason = missing.get(wanted[part].name) if part in wanted else None
            results.append(Result(part, skips=[reason]) if reason else run(part, extra, chosen.workers, Path(folder)))
    return sum_up(results)


def arguments() -> tuple[argparse.Namespace, list[str]]:
    """Our own options, and what stands after -- for pytest."""
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    parser = argparse.ArgumentParser(description=__doc__, epilog="What stands after -- goes to pytest.")
    parser.add_argument("--only", action="append", choices=PARTS, help="run this part only (may be repeated)")
    parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 8), help="processes at a time")
    return parser.parse_args(words[:cut]), words[cut + 1 :]


def run(part: str, extra: list[str], workers: int, folder: Path) -> Result:
    """Run pytest for one part and read its report."""
    print(f"\n━━ {TITLES[part]} ━━", flush=True)
    report = folder / f"{part}.xml"
    home = folder / f"home-{part}"
    started = time.monotonic()
    with environment(part, home) as variables:
        command = [sys.executable, "-m", "pytest", "-q", f"--junit-xml={report}", *selection(part, workers), *extra]
        exit_code = subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode
    result = read(part, report)
    result.seconds = time.monotonic() - started
    result.exit_code = 0 if exit_code == NO_TESTS_COLLECTED and extra else exit_code
    return result


def selection(part: str, workers: int) -> list[str]:
    """Which tests a part runs, and how many at a time: a journey walks alone, for the sake of its stopwatch."""
    if part == "browser":
        return ["-m", "journey", "tests/journeys"]
    # What only reads files does so once, and so does what looks at pages that no database changes.
    once = ["architecture", "tools", *(f"permissions/test_{name}.py" for name in ("headers", "methods", "secrets"))]
    without = [f"--ignore=tests/{name}" for name in once] if part == "postgres" else []
    return ["-m", "not journey", "-n", str(workers), "--dist=loadgroup", *without]


@contextlib.contextmanager
def environment(part: str, home: Path) -> Iterator[dict[str, str]]:
    """The variables of a part: an empty home, no stray settings of the person at the terminal, its database."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("DORFLINDE_")}
    variables |= {"DORFLINDE_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    if part != "postgres":
        yield variables
        return
    with postgres.cluster() as server:
        yield variables | {"DORFLINDE_DATABASE": server.address}


def read(part: str, report: Path) -> Result:
    """Count from pytest's own report; a missing one means that pytest itself broke down."""
    result = Result(part)
    if not report.exists():
        return result
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314  # our own file
        skip = case.find("skipped")
        if skip is not None:
            result.skips.append(
                f"{case.get('classname')}::{case.get('name')}: {skip.get('message') or 'no reason given'}"
            )
        elif case.find("failure") is not None or case.find("error") is not None:
            result.failed += 1
        else:
            result.passed += 1
    return result


def sum_up(results: list[Result]) -> int:
    """Say what ran, what did not and why; the exit code is 0 only when nothing failed and something ran."""
    print("\n━━ Summary ━━")
    for result in results:
        counts = f"{result.passed} passed, {result.failed} failed, {result.skipped} skipped"
        broken = " (pytest itself ended with an error)" if result.exit_code and not result.failed else ""
        print(f"{TITLES[result.part] + ':':22}{counts} in {result.seconds:.0f} s{broken}")
    for result in results:
        for reason in result.skips:
            print(f"  skipped, {TITLES[result.part]}: {reason}")
    passed = sum(result.passed for result in results)
    failed = sum(result.failed for result in results)
    broken_parts = sum(1 for result in results if result.exit_code and not result.failed)
    print(f"\n{passed} passed, {failed + broken_parts} failed, {sum(result.skipped for result in results)} skipped")
    return 1 if failed or broken_parts or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
