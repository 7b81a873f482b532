"""What the tests want from the machine: Chromium, PostgreSQL. Installed with apt as root, otherwise named."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools import postgres

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class MachineProblem(Exception):
    """The machine lacks something; the message says how to get it."""


@dataclass(frozen=True)
class Wanted:
    """A program of the machine: how to see it, which Debian packages bring it, what is skipped without it."""

    name: str
    present: Callable[[], bool]
    packages: tuple[str, ...]
    skipped_without: str


def chromium() -> Path | None:
    """The browser of this machine."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((Path(path) for path in found if path), None)


CHROMIUM = Wanted(
    "Chromium",
    lambda: chromium() is not None,
    ("chromium", "fonts-liberation"),
    "the browser journeys",
)
POSTGRESQL = Wanted(
    "PostgreSQL",
    lambda: postgres.programs() is not None,
    ("postgresql",),
    "the suite on PostgreSQL",
)


def ensure(*wanted: Wanted) -> dict[str, str]:
    """Install what is missing where that is possible; return name → why it is still missing."""
    missing = [part for part in wanted if not part.present()]
    if not missing:
        return {}
    if may_install():
        packages = [package for part in missing for package in part.packages]
        print(f"→ Installing {', '.join(packages)} with apt-get …", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        apt = ["apt-get", "--quiet=2", "-o", "Dpkg::Use-Pty=0"]
        subprocess.run([*apt, "update"], env=quiet, check=False, stdout=subprocess.DEVNULL)
        subprocess.run(
            [*apt, "install", "--yes", "--no-install-recommends", *packages],
            env=quiet,
            check=False,
            stdout=subprocess.DEVNULL,
        )
    return {part.name: advice(part) for part in missing if not part.present()}


def may_install() -> bool:
    """Tell whether apt-get is here and we are root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def advice(part: Wanted) -> str:
    """One line: what is missing, what is skipped, how to get it."""
    how = f"apt-get install {' '.join(part.packages)}"
    return f"{part.name} is not on this machine, so {part.skipped_without} cannot run. To get it: {how}"
