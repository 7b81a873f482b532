"""Set-up of this folder with nothing but Python: environment, locked packages, front end, translations.

Each step leaves a stamp of what it read; a step whose stamp still fits is passed over.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
REQUIREMENTS = ROOT / "requirements"
STAMPS = VENV / "stamps.json"
OLDEST_NODE = 20


class SetupProblem(Exception):
    """Set-up cannot go on; the message says what to do."""


def main() -> int:
    """Bring the folder up to date and say what was done."""
    os.chdir(ROOT)
    started = time.monotonic()
    try:
        make_environment()
        stamps = read_stamps()
        packages = fingerprint(REQUIREMENTS / "uv.lock", REQUIREMENTS / "dev.lock", extra=sys.version)
        once(stamps, "Installing the locked Python packages", "packages", packages, install_packages)
        project = packages + fingerprint(extra=json.dumps(project_tables()))
        once(stamps, "Installing Dorflinde itself", "project", project, install_project)
        if not machine_has_node():
            node = packages + fingerprint(REQUIREMENTS / "node.lock")
            once(stamps, "Installing Node.js (this machine has none that is new enough)", "node", node, install_node)
        build_front_end()
        run(BIN / "python", "-m", "tools.translations", "compile", "--quiet")
    except SetupProblem as problem:
        print(f"\nSet-up stopped: {problem}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as problem:
        print(f"\nSet-up stopped: this command failed: {' '.join(map(str, problem.cmd))}", file=sys.stderr)
        return 1
    print(f"Set up in {time.monotonic() - started:.1f} s.")
    return 0


def make_environment() -> None:
    """Make .venv, or make it anew when it belongs to another Python or was moved here from elsewhere."""
    python = BIN / "python"
    if python.exists() and same_python(python):
        return
    say("Making the virtual environment .venv")
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=True).create(VENV)
    except (subprocess.CalledProcessError, OSError) as problem:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetupProblem(
            "Python's venv module cannot make an environment. On Debian and Ubuntu: apt-get install python3-venv"
        ) from problem


def same_python(python: Path) -> bool:
    """Tell whether .venv was made by this Python and in this place (its scripts carry absolute paths)."""
    asked = subprocess.run(
        [python, "-c", "import sys; print(sys.version_info[:2], sys.prefix)"],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip() == f"{sys.version_info[:2]} {VENV}"


def install_packages() -> None:
    """Install uv from its own hashed lock, then exactly what dev.lock names."""
    run(BIN / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
        "-r", REQUIREMENTS / "uv.lock")  # fmt: skip
    uv("sync", "--require-hashes", "--quiet", REQUIREMENTS / "dev.lock")


def install_project() -> None:
    """Install this folder so that `dorflinde` is a command and an edit is live at once."""
    uv("install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ".")


def install_node() -> None:
    """Install Node.js, npm and npx as Python packages into .venv."""
    uv("install", "--quiet", "--require-hashes", "-r", REQUIREMENTS / "node.lock")


def build_front_end() -> None:
    """Build style sheets, scripts and fonts; the build passes over what is fresh."""
    builder = ROOT / "tools" / "frontend.py"
    run(BIN / "python", builder, env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"})


def machine_has_node() -> bool:
    """Tell whether Node.js and npm outside .venv are there and new enough."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    return asked.startswith("v") and asked[1:].split(".")[0].isdigit() and int(asked[1:].split(".")[0]) >= OLDEST_NODE


def project_tables() -> dict[str, object]:
    """The parts of pyproject.toml that an installed project depends on."""
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {"build": tables["build-system"], "project": tables["project"], "setuptools": tables["tool"]["setuptools"]}


def fingerprint(*files: Path, extra: str = "") -> str:
    """A hash over the files' contents and some more text."""
    digest = hashlib.sha256(extra.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def read_stamps() -> dict[str, str]:
    """The stamps of the last set-up; an unreadable file counts as none."""
    try:
        stamps: dict[str, str] = json.loads(STAMPS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps


def once(stamps: dict[str, str], title: str, name: str, stamp: str, step: Callable[[], None]) -> None:
    """Do the step unless it was done with the same stamp; only a finished step is stamped."""
    if stamps.get(name) == stamp:
        return
    say(title)
    started = time.monotonic()
    stamps.pop(name, None)
    step()
    stamps[name] = stamp
    STAMPS.write_text(json.dumps(stamps, indent=1), encoding="utf-8")
    print(f"  done in {time.monotonic() - started:.1f} s", flush=True)


def uv(*arguments: str | Path) -> None:
    """Call uv's pip on .venv; files are copied where they cannot be linked, without a word about it."""
    run(BIN / "uv", "pip", *arguments, "--python", BIN / "python", env={"UV_LINK_MODE": "copy", **os.environ})


def run(*command: str | Path, env: Mapping[str, str] | None = None) -> None:
    """Run a command that must succeed."""
    subprocess.run(command, check=True, env=env)


def say(title: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(f"→ {title} …", flush=True)


if __name__ == "__main__":
    sys.exit(main())
