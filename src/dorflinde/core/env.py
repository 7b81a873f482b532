"""Typed readers of the environment that refuse nonsense instead of guessing."""

import os
from pathlib import Path


class EnvironmentProblem(Exception):
    """A variable of the environment cannot be used; the message says which one and what to write."""


def text(name: str, default: str) -> str:
    """Return the variable as text; NAME_FILE names a file that holds it (for secrets)."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise EnvironmentProblem(
                f"{name}_FILE names {file}, which cannot be read: {problem.strerror}."
            ) from problem
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """Return True or False; anything but these two words is refused."""
    value = os.environ.get(name)
    if value is None or value == "":
        return default
    if value not in {"True", "False"}:
        raise EnvironmentProblem(f"{name} must be True or False, not {value!r}.")
    return value == "True"


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return a whole number of at least `least`."""
    value = os.environ.get(name)
    if value is None or value == "":
        return default
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise EnvironmentProblem(f"{name} must be a whole number from {least}, not {value!r}.")
    return int(value)


def words(name: str, default: list[str]) -> list[str]:
    """Return a comma-separated list."""
    value = os.environ.get(name)
    if value is None:
        return default
    return [word.strip() for word in value.split(",") if word.strip()]


def folder(name: str, default: str) -> Path:
    """Return a folder as an absolute path; it need not exist yet."""
    return Path(os.environ.get(name) or default).expanduser().resolve()
