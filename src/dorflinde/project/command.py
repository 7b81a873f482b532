"""The console command: plain words for people, one JSON document for machines, honest exit statuses.

0 = done, 1 = done in part or refused for content (the output says why), 2 = wrong use.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from dorflinde.core.env import EnvironmentProblem
from dorflinde.project import commands_participation, commands_reports
from dorflinde.project.console import (
    InputFile,
    Json,
    Refused,
    named_municipality,
    one_of,
    print_import,
    print_result,
    ready,
    say,
    write,
)

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
outlets_app = typer.Typer(help="How news reach people.", no_args_is_help=True)
audit_app = typer.Typer(help="Who did what, when.", no_args_is_help=True)
for name, group in {
    "places": places_app,
    "strategy": strategy_app,
    "roadmap": roadmap_app,
    "budget": commands_participation.budget_app,
    "open311": commands_reports.open311_app,
    "outlets": outlets_app,
    "audit": audit_app,
}.items():
    app.add_typer(group, name=name)
app.command("opinion-map")(commands_participation.opinion_map)

Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to serve on.")]


def main() -> None:
    """Run the console command; problems of the environment and of content end in a sentence, not in a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dorflinde.project.settings")
    try:
        app()
    except (EnvironmentProblem, Refused) as problem:
        say(str(problem))
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
    ready()
    from dorflinde.project import sample, server

    if not server.apart(sample.ensure, reset=reset, say=say, measures=measures):
        raise Refused("The sample region could not be made; the reason stands above.")
    if no_serve:
        say("The sample region is ready. Serve it with: dorflinde demo")
        return
    server.refuse_taken_port(port)
    say(sample.welcome(port))
    server.serve(port=port, workers=1, host="127.0.0.1", say=say)


@app.command()
def serve(
    port: Port = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Web processes.")] = 1,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
) -> None:
    """Serve the platform: web pages and background work."""
    os.environ.setdefault("DORFLINDE_BASE_URL", f"http://localhost:{port}")
    ready()
    from dorflinde.project import server

    server.refuse_taken_port(port)
    say(f"Dorflinde serves http://localhost:{port}/ (Ctrl+C stops it)")
    server.serve(port=port, workers=workers, host=host, say=say)


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
    ready()
    from dorflinde.places.public import import_places

    report = import_places(file, boundaries=boundaries, region_name=region, dry_run=dry_run)
    print_import(report, as_json=json_, dry_run=dry_run)


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
    ready()
    from dorflinde.strategy.public import ImportProblem, import_measures

    try:
        report = import_measures(named_municipality(municipality), file, actor=None, dry_run=dry_run, partial=partial)
    except ImportProblem as problem:
        report = problem.as_report()
    print_import(report, as_json=json_, dry_run=dry_run)


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
    one_of(format_, "xlsx", "csv", "jsonld")
    ready()
    from dorflinde.strategy.public import export_measures

    content, rows = export_measures(named_municipality(municipality), format_, with_internal=with_internal)
    write(output, content)
    print_result({"rows": rows}, as_json=json_, sentence=f"{rows} measures written to {output}.")


@roadmap_app.command("propose")
def roadmap_propose(
    municipality: Annotated[str, typer.Argument(help="Its address (perlesreut) or official key (AGS).")],
    seconds: Annotated[int, typer.Option(min=1, max=600, help="How long it may search.")] = 20,
    objective: Annotated[str, typer.Option(help="benefit, balance or delay.")] = "benefit",
    json_: Json = False,
) -> None:
    """Propose start months for the measures of a municipality; nothing is changed."""
    one_of(objective, "benefit", "balance", "delay")
    ready()
    from dorflinde.strategy.public import ask_for_proposal, calculate, proposal_document

    asked = ask_for_proposal(named_municipality(municipality), objective=objective, seconds=seconds, actor=None)
    told = proposal_document(calculate(asked))
    lines = [f"{move['measure']}: {move['from'] or '-'} -> {move['to']}  {move['why']}" for move in told["moves"]]
    lines += [*told.get("sentences", []), f"{told['status']}, {len(told['moves'])} measures would move."]
    print_result(told, as_json=json_, sentence="\n".join(lines))
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
    one_of(format_, "pdf", "docx", "html")
    ready()
    from dorflinde.strategy.public import make_paper

    made = make_paper(named_municipality(municipality), format_)
    write(output, made.content)
    result = {"pages": made.pages, "measures": made.measures, "seconds": round(made.seconds, 3)}
    print_result(
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
        say("The solver is not installed (extra `planning`): good schedules, but no proof.")
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
    print_result(result, as_json=json_, sentence="\n".join(lines))


@outlets_app.command("run")
def outlets_run(
    once: Annotated[bool, typer.Option("--once", help="Deliver what waits now and stop.")] = False, json_: Json = False
) -> None:
    """Deliver what waits in the outbox and call the programs that are due; without --once until it is stopped."""
    ready()
    if not once:
        from dorflinde.project import server

        server.work(say=say)
        return
    from dorflinde.outlets.public import call_waiting, deliver_waiting

    done, called = deliver_waiting(), call_waiting()
    result = {"handed_out": done.handed_out, "delivered": done.delivered, "failed": done.failed, "called": called}
    sentence = f"{done.delivered} delivered, {done.failed} failed; {called} calls to other programs."
    print_result(result, as_json=json_, sentence=sentence)
    if done.failed:
        raise typer.Exit(1)


@audit_app.command("verify")
def audit_verify(json_: Json = False) -> None:
    """Prove that no record of who did what was changed or taken out."""
    ready()
    from dorflinde.audit.public import verify

    entries, broken = verify()
    sentence = f"{entries} records, intact." if not broken else f"{entries} records, broken at {', '.join(broken)}."
    print_result({"entries": entries, "intact": not broken, "broken": broken}, as_json=json_, sentence=sentence)
    if broken:
        raise typer.Exit(1)
