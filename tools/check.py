"""Everything that can be checked without running the house's tests; goes on after a failure and sums up."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
DJANGO_SETTINGS = "dorflinde.project.settings"


@dataclass(frozen=True)
class Step:
    """One check: a name to call it by, what it holds, the command, and the command that mends."""

    name: str
    holds: str
    command: tuple[str, ...]
    mend: tuple[str, ...] = ()


def python(*words: str) -> tuple[str, ...]:
    """A command of this environment's Python."""
    return (sys.executable, *words)


def program(name: str, *words: str) -> tuple[str, ...]:
    """A command of this environment."""
    return (str(BIN / name), *words)


def templates() -> tuple[str, ...]:
    """Every template of the house."""
    return tuple(str(file.relative_to(ROOT)) for file in sorted((ROOT / "src").glob("dorflinde/*/templates/**/*.html")))


def steps() -> list[Step]:
    """The checks in the order of how fast they answer."""
    djade = program("djade", "--target-version", "5.2")
    return [
        Step("format", "Python has the house's shape", program("ruff", "format", "--check", "--output-format", "concise", "."),
             program("ruff", "format", ".")),
        Step("lint", "no rule of STYLE.md is broken", program("ruff", "check", "--output-format", "concise", "."),
             program("ruff", "check", "--fix", ".")),
        Step("templates", "templates have the house's shape", (*djade, "--check", *templates()), (*djade, *templates())),
        Step("floors", "imports point down, through public doors, in no circle", program("lint-imports", "--no-logo")),
        Step("spelling", "English is spelt right", program("typos", "--format", "brief")),
        Step("locks", "locks fit pyproject.toml and name no address", python("-m", "tools.locks", "check")),
        Step("translations", "every German sentence has its English", python("-m", "tools.translations", "check"),
             python("-m", "tools.translations", "collect")),
        Step("migrations", "models and migrations agree", python("-m", "django", "makemigrations", "--check", "--dry-run")),
        Step("settings", "Django's own checks, as deployed", python("-m", "django", "check", "--deploy", "--fail-level", "WARNING")),
        Step("types", "mypy --strict", program("mypy")),
    ]  # fmt: skip


def main() -> int:
    """Run the chosen checks, or all."""
    known = {step.name: step for step in steps()}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="CHECK", help=f"one or several of: {', '.join(known)}")
    parser.add_argument("--fix", action="store_true", help="mend instead of complain, where a check can")
    chosen = parser.parse_args()
    unknown = [name for name in chosen.names if name not in known]
    if unknown:
        parser.error(f"no check is called {', '.join(unknown)}")
    failed = []
    with tempfile.TemporaryDirectory(prefix="dorflinde-check-") as home:
        for step in (known[name] for name in chosen.names or known):
            if not passes(step, mend=chosen.fix, home=home):
                failed.append(step.name)
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nEverything holds.")
    return 1 if failed else 0


def passes(step: Step, *, mend: bool, home: str) -> bool:
    """Run one check; what it says is shown only when it fails."""
    command = step.mend if mend and step.mend else step.command
    print(f"{step.name:13}{step.holds} … ", end="", flush=True)
    started = time.monotonic()
    ran = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - started
    print(f"{'ok' if ran.returncode == 0 else 'FAILED'} ({seconds:.1f} s)", flush=True)
    if ran.returncode:
        print(f"{ran.stdout.rstrip()}\n", flush=True)
    return ran.returncode == 0


def environment(home: str) -> dict[str, str]:
    """An installation as deployed behind HTTPS, in an empty home, whatever the person at the terminal has set."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("DORFLINDE_")}
    return variables | {"DJANGO_SETTINGS_MODULE": DJANGO_SETTINGS, "DORFLINDE_HOME": home, "DORFLINDE_HTTPS": "True"}


if __name__ == "__main__":
    sys.exit(main())
