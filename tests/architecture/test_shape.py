"""Every module has the same shape; who knows one finds the way in all."""

import ast
import re

import pytest

from tests.architecture.house import MODULES, SOURCES, python_files, short, templates

SHAPE = {
    "__init__", "actions", "admin", "api", "apps", "exports", "forms", "imports", "models", "policies", "public", "queries",
    "tasks", "urls", "views",
}  # fmt: skip
FOLDERS = {"locale", "management", "migrations", "static", "templates", "templatetags", "tests"}
# Libraries and the wiring are named after what they hold.
FREE = {"core", "methods", "project", "ui"}
# What a module has beyond the shape, and why there is no better place for it.
EXTRAS: dict[str, set[str]] = {
    # The sign-in library and Django's request chain ask for these by name; drafts outlive the way to the sign-in page.
    "accounts": {"adapter", "drafts", "middleware"},
    "news": {"middleware", "publishing"},  # the editorial library's pages keep their own policy; its one way in
    "outlets": {"urls_desk"},  # the town hall's addresses of the same module
    # The registry of what people can take part in, how they show where they live, what belongs to a hall; budgets, maps,
    # processes and halls have their own doors.
    "participation": {
        "formats",
        "hall",
        "residence",
        "talks",
        "policies_budget",
        "policies_hall",
        "policies_opinion",
        "policies_outward",
        "policies_processes",
        "policies_survey",
        "policies_petitions",
        "policies_remarks",
        "urls_budget",
        "urls_petitions",
        "urls_remarks",
        "urls_hall",
    },
    "places": {"editions", "middleware"},  # the page cache of public places
    "reports": {"urls_open311"},  # the addresses for programs, as the standard names them
    "strategy": {"paper", "urls_workshop"},  # one document in three forms; the town hall's addresses of the same module
}
FORBIDDEN = {"common", "data", "handlers", "helper", "helpers", "info", "manager", "misc", "mixins", "service", "services", "util", "utils"}  # fmt: skip

FILE_LINES = 400
TEST_FILE_LINES = 500
FUNCTION_LINES = 60
TEMPLATE_LINES = 90
# Longer than the alarm, looked at and left: file or function → why.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {
    "src/dorflinde/village/apps.py:ready": "a list: what the module brings to the ground",
}
LONG_TEMPLATES: dict[str, str] = {}


@pytest.mark.parametrize("module", [name for name in MODULES if name not in FREE])
def test_a_module_has_only_the_files_of_the_shape(module: str) -> None:
    allowed = SHAPE | EXTRAS.get(module, set())
    names = {file.stem for file in (SOURCES / module).glob("*.py")}
    packages = {file.parent.name for file in (SOURCES / module).glob("*/__init__.py")} - FOLDERS
    folders = {file.name for file in (SOURCES / module).iterdir() if file.is_dir() and not file.name.startswith("_")}
    assert names | packages <= allowed, f"not in the shape: {sorted((names | packages) - allowed)}"
    assert folders <= FOLDERS | packages, f"not in the shape: {sorted(folders - FOLDERS - packages)}"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_is_for(module: str) -> None:
    assert ast.get_docstring(ast.parse((SOURCES / module / "__init__.py").read_text(encoding="utf-8")))


def test_nothing_is_called_after_nothing() -> None:
    found = [short(file) for file in python_files() if {file.stem, file.parent.name} & FORBIDDEN]
    assert found == []


def test_files_stay_readable() -> None:
    found = []
    for file in python_files():
        lines = file.read_text(encoding="utf-8").count("\n")
        most = TEST_FILE_LINES if "tests" in file.parts else FILE_LINES
        if lines > most and short(file) not in LONG_FILES:
            found.append(f"{short(file)}: {lines} lines, make it a package, one noun a file")
    assert found == []


def test_functions_stay_readable() -> None:
    found = []
    for file in python_files():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                name = f"{short(file)}:{node.name}"
                if lines > FUNCTION_LINES and name not in LONG_FUNCTIONS:
                    found.append(f"{name}: {lines} lines")
    assert found == []


def test_pages_stay_readable() -> None:
    lengths = {short(file): file.read_text(encoding="utf-8").count("\n") for file in templates()}
    found = [
        f"{name}: {lines} lines"
        for name, lines in lengths.items()
        if lines > TEMPLATE_LINES and name not in LONG_TEMPLATES
    ]
    assert found == [], "take a fragment out"


def test_no_alarm_is_switched_off_in_vain() -> None:
    known = {short(file) for file in [*python_files(), *templates()]}
    listed = [*LONG_FILES, *LONG_TEMPLATES, *(name.rpartition(":")[0] for name in LONG_FUNCTIONS)]
    assert set(listed) <= known


def test_no_drawing_is_called_like_the_navigation() -> None:
    """The navigation is `.bar`, fixed to the edge of the screen: a bar of a table by that name flew down to it."""
    called = {"*.html": re.compile(r'<svg class="bar["\s]'), "*.css": re.compile(r"(^|\s)\.bar\b(?!-)")}
    found = [
        short(file)
        for pattern, name in called.items()
        for file in SOURCES.rglob(pattern)
        if "dist" not in file.parts and name.search(file.read_text(encoding="utf-8"))
    ]
    assert found == []
