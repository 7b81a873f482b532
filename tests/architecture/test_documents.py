"""Documents cannot lie: what they must name is there, and what they name exists."""

import re

import pytest
import typer
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from dorflinde.project.command import app
from tests.architecture.house import ROOT, SOURCES, committed_files, short

SETTINGS = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DOCUMENTS = [file for file in committed_files() if file.suffix == ".md"]

VARIABLE = re.compile(r"\bDORFLINDE_[A-Z]+(?:_[A-Z]+)*\b")
MAKE_COMMAND = re.compile(r"(?:^ {4}|`)make ([a-z]+)", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def read_by_settings() -> set[str]:
    """Every variable the house reads from its environment."""
    code = "\n".join(file.read_text(encoding="utf-8") for file in SOURCES.rglob("*.py") if "tests" not in file.parts)
    return set(re.findall(r"""env\.(?:text|flag|number|words|folder)\(\s*["'](DORFLINDE_[A-Z_]+)["']""", code))


def console_commands() -> dict[str, list[str]]:
    """Every command of the console with its long options."""
    found: dict[str, list[str]] = {}

    def walk(command: object, name: str) -> None:
        children = getattr(command, "commands", None)
        if children is not None:
            for word, child in children.items():
                walk(child, f"{name} {word}".strip())
            return
        options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
        found[name] = sorted(set(options) - {"--json", "--help"})

    walk(typer.main.get_command(app), "")
    return found


def test_every_setting_stands_in_the_reference() -> None:
    read = read_by_settings()
    assert len(read) > 10
    assert read == set(VARIABLE.findall(SETTINGS)) - {"DORFLINDE_SECRET_KEY_FILE"}


@pytest.mark.parametrize("name", console_commands())
def test_every_command_stands_in_the_reference(name: str) -> None:
    rows = [row for row in COMMANDS.splitlines() if row.startswith((f"| `{name} ", f"| `{name}`"))]
    assert len(rows) == 1, f"docs/reference/commands.md needs one row for {name}"
    missing = [option for option in console_commands()[name] if option not in rows[0]]
    assert not missing, f"{name}: {missing}"


def test_no_command_stands_there_in_vain() -> None:
    listed = re.findall(r"^\| `((?:[a-z0-9-]+ ?)+)", COMMANDS, re.MULTILINE)
    assert {name.strip() for name in listed} == set(console_commands())


def test_documents_name_commands_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    named = [
        (short(file), name) for file in DOCUMENTS for name in MAKE_COMMAND.findall(file.read_text(encoding="utf-8"))
    ]
    assert named
    assert [(file, name) for file, name in named if name not in targets] == []


def test_documents_link_to_files_that_exist() -> None:
    found = []
    for file in DOCUMENTS:
        links = [link.partition("#")[0] for link in LINK.findall(file.read_text(encoding="utf-8"))]
        inside = [link for link in links if link and "://" not in link]
        found += [f"{short(file)}: {link}" for link in inside if not (file.parent / link).exists()]
    assert found == []


def test_documents_name_settings_that_exist() -> None:
    known = read_by_settings()
    named = [(short(file), name) for file in DOCUMENTS for name in VARIABLE.findall(file.read_text(encoding="utf-8"))]
    assert [(file, name) for file, name in named if name.removesuffix("_FILE") not in known] == []


def test_the_readme_leads_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.index("make demo") < readme.index("make test") < readme.index("## What is in it")


def test_every_make_command_is_explained() -> None:
    explained = set(re.findall(r"^([a-z]+):.*##", MAKEFILE, re.MULTILINE))
    assert explained == set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize(
    "model",
    [found for found in apps.get_models() if found.__module__.startswith("dorflinde.")],
    ids=lambda model: model._meta.label,
)
def test_every_model_has_its_word_in_the_glossary(model: type) -> None:
    assert re.search(rf"`(?:{model._meta.app_label}\.)?{model.__name__}`", GLOSSARY), f"{model._meta.label} has no word"


def test_the_words_of_the_glossary_exist() -> None:
    known = {model.__name__ for model in apps.get_models()} | {config.label for config in apps.get_app_configs()}
    named = set(re.findall(r"`(?:[a-z]+\.)?([A-Z][A-Za-z]+)`", GLOSSARY))
    assert named <= known, sorted(named - known)


def test_decisions_are_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\((\d{4}-[a-z-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {file.name for file in folder.glob("[0-9]*.md")}


def tables_about_people() -> list[str]:
    """Every table of ours that points at a person or holds an e-mail address."""
    found = []
    for model in apps.get_models():
        fields = model._meta.get_fields()
        person = any(getattr(field, "concrete", False) and field.related_model is get_user_model() for field in fields)
        address = any(isinstance(field, models.EmailField) for field in fields)
        if model.__module__.startswith("dorflinde.") and (person or address or model is get_user_model()):
            found.append(model._meta.label)
    return sorted(found)


def test_every_table_about_people_stands_in_the_register() -> None:
    register = (ROOT / "docs" / "reference" / "data-register.md").read_text(encoding="utf-8")
    assert [table for table in tables_about_people() if f"`{table}`" not in register] == []


def test_every_role_stands_in_the_reference() -> None:
    permissions = (ROOT / "docs" / "reference" / "permissions.md").read_text(encoding="utf-8")
    role = apps.get_model("accounts", "Role")
    assert [kind for kind, _label in role.Kind.choices if f"| {kind} |" not in permissions] == []
