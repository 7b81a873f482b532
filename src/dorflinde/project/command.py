"""The console command: plain words for people, one JSON document for machines, honest exit statuses.

0 = done, 1 = done in part or refused for content (the output says why), 2 = wrong use.
"""

import json
import os
import sys
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from dorflinde.core.env import EnvironmentProblem

app = typer.Typer(
    help="Dorflinde: one open platform with which the municipalities of a region inform, listen, decide, plan, deliver "
    "and learn together.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
places_app = typer.Typer(help="Region, municipalities, villages.", no_args_is_help=True)
strategy_app = typer.Typer(help="Measures of a municipality.", no_args_is_help=True)
roadmap_app = typer.Typer(help="Plans that can be kept.", no_args_is_help=True)
budget_app = typer.Typer(help="The citizens' budget.", no_args_is_help=True)
outlets_app = typer.Typer(help="How news reach people.", no_args_is_help=True)
audit_app = typer.Typer(help="Who did what, when.", no_args_is_help=True)
for name, group in {
    "places": places_app,
    "strategy": strategy_app,
    "roadmap": roadmap_app,
    "budget": budget_app,
    "outlets": outlets_app,
    "audit": audit_app,
}.items():
    app.add_typer(group, name=name)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document for machines and nothing else.")]
InputFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The file to read.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to serve on.")]


class Refused(Exception):
    """The command understood what was asked and says why it did not do it."""


def main() -> None:
    """Run the console command; problems of the environment and of content end in a sentence, not in a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dorflinde.project.settings")
    try:
        app()
    except (EnvironmentProblem, Refused) as problem:
        _say(str(problem))
        sys.exit(1 if isinstance(problem, Refused) else 2)


@app.command()
def demo(
    port: Port = 8000,
    reset: Annotated[bool, typer.Option("--reset", help="Throw the sample region away and make it anew.")] = False,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Stop after the set-up.")] = False,
    measures: Annotated[
        int, typer.Option(min=0, max=1000, help="Add invented measures until each municipality has so many.")
    ] = 0,
) -> None:
    """Set up the sample region (all posts are invented) and serve it."""
    os.environ["DORFLINDE_DEMO"] = "True"
    os.environ.setdefault("DORFLINDE_BASE_URL", f"http://localhost:{port}")
    _ready()
    from dorflinde.project import sample, server

    if not server.apart(sample.ensure, reset=reset, say=_say, measures=measures):
        raise Refused("The sample region could not be made; the reason stands above.")
    if no_serve:
        _say("The sample region is ready. Serve it with: dorflinde demo")
        return
    server.refuse_taken_port(port)
    _say(sample.welcome(port))
    server.serve(port=port, workers=1, host="127.0.0.1", say=_say)


@app.command()
def serve(
    port: Port = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Web processes.")] = 1,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
) -> None:
    """Serve the platform: web pages and background work."""
    os.environ.setdefault("DORFLINDE_BASE_URL", f"http://localhost:{port}")
    _ready()
    from dorflinde.project import server

    server.refuse_taken_port(port)
    _say(f"Dorflinde serves http://localhost:{port}/ (Ctrl+C stops it)")
    server.serve(port=port, workers=workers, host=host, say=_say)


@places_app.command("import")
def places_import(
    file: InputFile,
    boundaries: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="GeoJSON with the key `ags`.")
    ] = None,
    region: Annotated[str, typer.Option(help="The region the municipalities plan in; made if it does not exist.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
    json_: Json = False,
) -> None:
    """Read municipalities with their official keys from a CSV file: whole or not at all."""
    _ready()
    from dorflinde.places.public import import_places

    report = import_places(file, boundaries=boundaries, region_name=region, dry_run=dry_run)
    _print_import(report, as_json=json_, dry_run=dry_run)


@strategy_app.command("import")
def strategy_import(
    municipality: Annotated[str, typer.Argument(help="Its address (perlesreut) or official key (AGS).")],
    file: InputFile,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="Take the good rows although others are rejected.")
    ] = False,
    json_: Json = False,
) -> None:
    """Read a list of measures (XLSX or CSV) as town halls keep it."""
    _ready()
    from dorflinde.strategy.public import ImportProblem, import_measures

    try:
        report = import_measures(_municipality(municipality), file, actor=None, dry_run=dry_run, partial=partial)
    except ImportProblem as problem:
        report = problem.as_report()
    _print_import(report, as_json=json_, dry_run=dry_run)


@strategy_app.command("export")
def strategy_export(
    municipality: Annotated[str, typer.Argument(help="Its address (perlesreut) or official key (AGS).")],
    output: Annotated[Path, typer.Option("--output", dir_okay=False, help="The file to write.")],
    format_: Annotated[str, typer.Option("--format", help="xlsx, csv or jsonld.")] = "xlsx",
    with_internal: Annotated[
        bool,
        typer.Option("--with-internal", help="jsonld: also what only the town hall may read; lists always hold it."),
    ] = False,
    json_: Json = False,
) -> None:
    """Write the measures of a municipality as an open format."""
    _one_of(format_, "xlsx", "csv", "jsonld")
    _ready()
    from dorflinde.strategy.public import export_measures

    content, rows = export_measures(_municipality(municipality), format_, with_internal=with_internal)
    _write(output, content)
    _print({"rows": rows}, as_json=json_, sentence=f"{rows} measures written to {output}.")


@roadmap_app.command("propose")
def roadmap_propose(
    municipality: Annotated[str, typer.Argument(help="Its address (perlesreut) or official key (AGS).")],
    seconds: Annotated[int, typer.Option(min=1, max=600, help="How long it may search.")] = 20,
    objective: Annotated[str, typer.Option(help="benefit, balance or delay.")] = "benefit",
    json_: Json = False,
) -> None:
    """Propose start months for the measures of a municipality; nothing is changed."""
    _one_of(objective, "benefit", "balance", "delay")
    _ready()
    from dorflinde.strategy.public import ask_for_proposal, calculate, proposal_document

    asked = ask_for_proposal(_municipality(municipality), objective=objective, seconds=seconds, actor=None)
    told = proposal_document(calculate(asked))
    lines = [f"{move['measure']}: {move['from'] or '-'} -> {move['to']}  {move['why']}" for move in told["moves"]]
    lines += [*told.get("sentences", []), f"{told['status']}, {len(told['moves'])} measures would move."]
    _print(told, as_json=json_, sentence="\n".join(lines))
    if told["conflicts"] or told.get("failure"):
        raise typer.Exit(1)


@app.command()
def paper(
    municipality: Annotated[str, typer.Argument(help="Its address (perlesreut) or official key (AGS).")],
    output: Annotated[Path, typer.Option("--output", dir_okay=False, help="The file to write.")],
    format_: Annotated[str, typer.Option("--format", help="pdf, docx or html.")] = "pdf",
    json_: Json = False,
) -> None:
    """Write the strategy paper of a municipality from its living data."""
    _one_of(format_, "pdf", "docx", "html")
    _ready()
    from dorflinde.strategy.public import make_paper

    made = make_paper(_municipality(municipality), format_)
    _write(output, made.content)
    result = {"pages": made.pages, "measures": made.measures, "seconds": round(made.seconds, 3)}
    _print(
        result, as_json=json_, sentence=f"{output}: {made.pages} pages, {made.measures} measures, {made.seconds:.1f} s."
    )


@roadmap_app.command("schedule")
def roadmap_schedule(
    file: InputFile,
    seconds: Annotated[float, typer.Option(min=0.1, max=86400, help="How long it may search.")] = 60.0,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processor cores; with one the answer is repeatable.")
    ] = 2,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Where chance begins.")] = 0,
    json_: Json = False,
) -> None:
    """Schedule a project whose jobs share resources (.sm, .rcp or .json) so that it ends as soon as possible."""
    from dorflinde.methods.scheduling import Unreadable, has_solver, read_project, solve

    try:
        project = read_project(file)
    except Unreadable as problem:
        raise Refused(f"{file.name}: {problem}") from problem
    if not has_solver():
        _say("The solver is not installed (extra `planning`): good schedules, but no proof.")
    found = solve(project, seconds=seconds, workers=workers, seed=seed)
    result: dict[str, Any] = {
        "status": found.status,
        "makespan": found.makespan,
        "lower_bound": found.lower_bound,
        "gap": None if found.gap is None else round(found.gap, 6),
        "starts": found.starts,
        "seconds": round(found.seconds, 3),
    }
    if found.reason:
        result["reason"] = found.reason
    sentence = (
        found.reason
        or f"Ends after {found.makespan} periods ({found.status}); no schedule ends before {found.lower_bound}."
    )
    lines = [sentence, *(f"{name}: {start}" for name, start in found.starts.items())]
    _print(result, as_json=json_, sentence="\n".join(lines))


@budget_app.command("count")
def budget_count(
    file: InputFile,
    rule: Annotated[str, typer.Option(help="equal-shares or greedy.")] = "equal-shares",
    utility: Annotated[str, typer.Option(help="cost, cardinality, effort, points or ranking.")] = "cost",
    completion: Annotated[str, typer.Option(help="none, add1, add1u or utilitarian.")] = "none",
    ties: Annotated[str, typer.Option(help="What decides between equals, in this order.")] = "min-cost,max-votes,lot",
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Where the lot begins.")] = 0,
    json_: Json = False,
) -> None:
    """Count a citizens' budget (Pabulib, .pb) in exact fractions."""
    from dorflinde.methods import equal_shares, pabulib

    breakers = [word.strip() for word in ties.split(",") if word.strip()]
    _one_of(rule, *equal_shares.RULES, hint="--rule")
    _one_of(utility, *equal_shares.UTILITIES, hint="--utility")
    _one_of(completion, *equal_shares.COMPLETIONS, hint="--completion")
    for word in breakers:
        _one_of(word, *equal_shares.TIES, hint="--ties")
    try:
        election = pabulib.read_election(file)
    except pabulib.UnreadableElection as problem:
        raise Refused(f"{file.name}: {problem}") from problem
    try:
        done = equal_shares.count(election, rule=rule, utility=utility, completion=completion, ties=breakers, seed=seed)
    except equal_shares.UnbrokenTie as problem:
        _print({"error": str(problem), "tied": list(problem.projects)}, as_json=json_, sentence=str(problem))
        raise typer.Exit(1) from problem
    result: dict[str, Any] = {
        "winners": list(done.winners),
        "cost": _amount(done.cost),
        "budget": _amount(election.budget),
        "voters": len(election.ballots),
        "lot": list(done.lot),
        "ties": [{"projects": list(tie.projects), "chosen": tie.chosen, "by": tie.by} for tie in done.ties],
    }
    lines = [*done.winners, f"{len(done.winners)} projects for {result['cost']} of {result['budget']}."]
    _print(result, as_json=json_, sentence="\n".join(lines))


@outlets_app.command("run")
def outlets_run(
    once: Annotated[bool, typer.Option("--once", help="Deliver what waits now and stop.")] = False, json_: Json = False
) -> None:
    """Deliver what waits in the outbox; without --once until it is stopped."""
    _ready()
    if not once:
        from dorflinde.project import server

        server.work(say=_say)
        return
    from dorflinde.outlets.public import deliver_waiting

    done = deliver_waiting()
    result = {"handed_out": done.handed_out, "delivered": done.delivered, "failed": done.failed}
    _print(result, as_json=json_, sentence=f"{done.delivered} delivered, {done.failed} failed.")
    if done.failed:
        raise typer.Exit(1)


@audit_app.command("verify")
def audit_verify(json_: Json = False) -> None:
    """Prove that no record of who did what was changed or taken out."""
    _ready()
    from dorflinde.audit.public import verify

    entries, broken = verify()
    sentence = f"{entries} records, intact." if not broken else f"{entries} records, broken at {', '.join(broken)}."
    _print({"entries": entries, "intact": not broken, "broken": broken}, as_json=json_, sentence=sentence)
    if broken:
        raise typer.Exit(1)


def _ready() -> None:
    """Load the house and bring its database up to date; makes an empty one where there is none."""
    import django
    from django.core.management import call_command
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    from dorflinde.core import env

    home = env.folder("DORFLINDE_HOME", "var")
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise EnvironmentProblem(f"DORFLINDE_HOME ({home}) cannot be made: {problem.strerror}.") from problem
    django.setup()
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _say("Bringing the database up to date …")
            call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as problem:
        raise EnvironmentProblem(
            f"The database does not answer: {problem}. Check DORFLINDE_DATABASE and that the server runs."
        ) from problem


def _municipality(name: str) -> Any:
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


def _print_import(report: Any, *, as_json: bool, dry_run: bool) -> None:
    """Print what an import did; any rejected row makes the exit status 1."""
    rejected = [{"row": bad.row, "column": bad.column, "reason": bad.reason} for bad in report.rejected]
    result = {"created": report.created, "updated": report.updated, "unchanged": report.unchanged, "rejected": rejected}
    lines = [f"Row {bad['row']}, {bad['column'] or 'whole row'}: {bad['reason']}" for bad in rejected]
    words = "would be " if dry_run else ""
    lines.append(
        f"{report.created} {words}created, {report.updated} {words}updated, {report.unchanged} unchanged, {len(rejected)} rejected."
    )
    _print(result, as_json=as_json, sentence="\n".join(lines))
    if rejected:
        raise typer.Exit(1)


def _one_of(value: str, *allowed: str, hint: str = "--format") -> None:
    if value not in allowed:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(allowed)}.", param_hint=hint)


def _amount(money: Fraction) -> int | float:
    return int(money) if money.denominator == 1 else float(money)


def _write(output: Path, content: bytes) -> None:
    """Write the file whole or not at all."""
    half = output.with_name(f".{output.name}.part")
    try:
        half.write_bytes(content)
        half.replace(output)
    except OSError as problem:
        half.unlink(missing_ok=True)
        raise Refused(f"{output} cannot be written: {problem.strerror}.") from problem


def _print(result: dict[str, Any], *, as_json: bool, sentence: str) -> None:
    sys.stdout.write((json.dumps(result, ensure_ascii=False) if as_json else sentence) + "\n")


def _say(line: str) -> None:
    """Speak to the person at the console: always on standard error, so that standard output stays for results."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
