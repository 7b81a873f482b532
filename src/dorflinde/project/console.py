"""What every command shares: how it speaks, what it refuses, and how it finds the house and a municipality."""

import json
import sys
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated, Any

import typer

from dorflinde.core.env import EnvironmentProblem

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document for machines and nothing else.")]
InputFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The file to read.")]


class Refused(Exception):
    """The command understood what was asked and says why it did not do it."""


def ready() -> None:
    """Load the house and bring its database up to date; makes an empty one where there is none."""
    import django
    from django.core.management import call_command
    from django.db import OperationalError

    from dorflinde.core import env

    home = env.folder("DORFLINDE_HOME", "var")
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise EnvironmentProblem(f"DORFLINDE_HOME ({home}) cannot be made: {problem.strerror}.") from problem
    django.setup()
    try:
        if not _is_up_to_date():
            say("Bringing the database up to date …")
            call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as problem:
        raise EnvironmentProblem(
            f"The database does not answer: {problem}. Check DORFLINDE_DATABASE and that the server runs."
        ) from problem


def _is_up_to_date() -> bool:
    """Tell by their names whether all migrations are applied: loading hundreds of them costs 40 MB and most of a second."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    applied = MigrationRecorder(connection).applied_migrations()
    for label in (config.label for config in apps.get_app_configs()):
        place, _is_given = MigrationLoader.migrations_module(label)
        spec = find_spec(place) if place else None
        there = iter_modules(spec.submodule_search_locations) if spec and spec.submodule_search_locations else ()
        if any((label, file.name) not in applied for file in there if file.name[0] not in "_~"):
            return False
    return True


def named_municipality(name: str) -> Any:
    """The municipality of this slug or official key; refuses with those that are known."""
    from dorflinde.places.public import Place, find_municipality

    try:
        return find_municipality(name)
    except Place.DoesNotExist:
        known = ", ".join(
            Place.objects.filter(kind=Place.Kind.MUNICIPALITY).order_by("slug").values_list("slug", flat=True)[:12]
        )
        raise Refused(
            f"There is no municipality {name!r} here. Known: {known or 'none yet; import some with: dorflinde places import'}."
        ) from None


def print_import(report: Any, *, as_json: bool, dry_run: bool) -> None:
    """Print what an import did; any rejected row makes the exit status 1."""
    rejected = [{"row": bad.row, "column": bad.column, "reason": bad.reason} for bad in report.rejected]
    result = {"created": report.created, "updated": report.updated, "unchanged": report.unchanged, "rejected": rejected}
    lines = [f"Row {bad['row']}, {bad['column'] or 'whole row'}: {bad['reason']}" for bad in rejected]
    words = "would be " if dry_run else ""
    lines.append(
        f"{report.created} {words}created, {report.updated} {words}updated, {report.unchanged} unchanged, {len(rejected)} rejected."
    )
    print_result(result, as_json=as_json, sentence="\n".join(lines))
    if rejected:
        raise typer.Exit(1)


def one_of(value: str, *allowed: str, hint: str = "--format") -> None:
    """Refuse a word that is none of those allowed."""
    if value not in allowed:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(allowed)}.", param_hint=hint)


def amount(money: Fraction) -> int | float:
    """Money as JSON knows it: whole where it is whole."""
    return int(money) if money.denominator == 1 else float(money)


def write(output: Path, content: bytes) -> None:
    """Write the file whole or not at all."""
    half = output.with_name(f".{output.name}.part")
    try:
        half.write_bytes(content)
        half.replace(output)
    except OSError as problem:
        half.unlink(missing_ok=True)
        raise Refused(f"{output} cannot be written: {problem.strerror}.") from problem


def print_result(result: dict[str, Any], *, as_json: bool, sentence: str) -> None:
    """Hand over the result: the document for machines, or a sentence for people."""
    sys.stdout.write((json.dumps(result, ensure_ascii=False) if as_json else sentence) + "\n")


def say(line: str) -> None:
    """Speak to the person at the console: always on standard error, so that standard output stays for results."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
