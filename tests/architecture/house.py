"""What the architecture tests read: the floors from pyproject.toml, the modules and files of the house."""

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "dorflinde"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def floors() -> list[list[str]]:
    """The layers of the import contract, from the top floor down; brackets mark a floor that is still free."""
    contract = next(found for found in PYPROJECT["tool"]["importlinter"]["contracts"] if found["id"] == "floors")
    return [[name.strip(" ()") for name in re.split(r"[|:]", layer)] for layer in contract["layers"]]


# Module → how far below the roof it lives; neighbours on one floor share a number.
RANK = {name: depth for depth, floor in enumerate(floors()) for name in floor}
# Floors whose neighbours must not know each other, as written with | in the contract.
MODULES = sorted(folder.name for folder in SOURCES.iterdir() if (folder / "__init__.py").exists())


def python_files() -> list[Path]:
    """Every Python file of ours, without generated migrations."""
    folders = [ROOT / name for name in ("src", "tools", "bench", "tests")]
    files = [file for folder in folders for file in folder.rglob("*.py")]
    return sorted(file for file in files if "migrations" not in file.parts)


def templates() -> list[Path]:
    """Every page and fragment of ours."""
    return sorted(SOURCES.glob("*/templates/**/*.html"))


def committed_files() -> list[Path]:
    """What belongs to the project: followed by git, or new and not ignored; without git, what setup did not make."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        return sorted(ROOT / name for name in set(listing.stdout.split("\0")) if name and (ROOT / name).is_file())
    made = {".venv", "node_modules", "var", "build", "dist", ".git", "__pycache__"}
    return sorted(file for file in ROOT.rglob("*") if file.is_file() and not made & set(file.parts))


def short(file: Path) -> str:
    """A file's name from the root of the project."""
    return file.relative_to(ROOT).as_posix()
