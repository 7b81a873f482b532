"""What is committed: no machine's paths, no registry's address, no one else's code."""

import re

from tests.architecture.house import ROOT, committed_files, short
from tools import locks

TEXT = {".py", ".md", ".toml", ".lock", ".json", ".yml", ".yaml", ".html", ".css", ".scss", ".js", ".mjs", ".txt", ".svg", ".cfg", ".typ", ".po", ".csv", ""}  # fmt: skip
FILES = [file for file in committed_files() if file.suffix in TEXT]
# Put together from parts, so that this file does not find itself.
REGISTRIES = [
    "registry." + "npmjs",
    "registry." + "yarnpkg",
    "py" + "pi.org",
    "python" + "hosted.org",
    "deb." + "debian.org",
]
HOMES = re.compile(r"(?<![\w.:/-])/" + r"(?:home|Users|root|work)/[A-Za-z0-9_.-]+")


def test_no_file_names_a_registry_or_a_home() -> None:
    found = []
    for file in FILES:
        text = file.read_text(encoding="utf-8", errors="replace")  # town halls send lists in older encodings
        named = [name for name in REGISTRIES if name in text] + HOMES.findall(text)
        found += [f"{short(file)}: {name}" for name in named]
    assert found == []


def test_locks_fit_and_name_no_address() -> None:
    assert locks.problems() == []


def test_nobody_elses_code_is_committed() -> None:
    names = [short(file) for file in committed_files()]
    assert not [
        name
        for name in names
        if "node_modules/" in name or ".min." in name or name.endswith((".woff", ".woff2", ".map"))
    ]


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    articles = [int(number) for number in re.findall(r"^(\d+)\. [A-Z]", text, re.MULTILINE)]
    assert articles == list(range(1, 16))
    assert "Appendix" in text
    assert "All other changes or additions to this Appendix require the production of a new EUPL version." in text


def test_git_is_told_what_setup_makes() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/.venv/", "/node_modules/", "/var/", "*.mo"} <= set(ignored)
