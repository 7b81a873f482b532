"""Every module has the same shape; who knows one finds the way in all."""

import ast
from pathlib import Path

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
    "places": {"editions", "middleware"},  # the page cache of public places
    "strategy": {"paper", "urls_workshop"},  # one document in three forms; the town hall's addresses of the same module
}
FORBIDDEN = {"common", "data", "handlers", "helper", "helpers", "info", "manager", "misc", "mixins", "service", "services", "util", "utils"}  # fmt: skip

FILE_LINES = 400
FUNCTION_LINES = 60
TEMPLATE_LINES = 90
# Longer than the alarm, looked at and left: file or function → why.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
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


@pytest.mark.parametrize("file", python_files(), ids=short)
def test_nothing_is_called_after_nothing(file: Path) -> None:
    assert file.stem not in FORBIDDEN
    assert file.parent.name not in FORBIDDEN


@pytest.mark.parametrize("file", python_files(), ids=short)
def test_files_and_functions_stay_readable(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= FILE_LINES or short(file) in LONG_FILES, "make it a package, one noun a file"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= FUNCTION_LINES or f"{short(file)}:{node.name}" in LONG_FUNCTIONS, (
                f"{node.name}: {lines} lines"
            )


@pytest.mark.parametrize("file", templates(), ids=short)
def test_pages_stay_readable(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").count("\n")
    assert lines <= TEMPLATE_LINES or short(file) in LONG_TEMPLATES, f"{lines} lines: take a fragment out"


def test_no_alarm_is_switched_off_in_vain() -> None:
    known = {short(file) for file in [*python_files(), *templates()]}
    listed = [*LONG_FILES, *LONG_TEMPLATES, *(name.rpartition(":")[0] for name in LONG_FUNCTIONS)]
    assert set(listed) <= known
