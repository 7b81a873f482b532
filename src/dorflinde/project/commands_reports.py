"""Commands of the reports: read other Open311 servers, let programs send."""

from typing import Annotated

import typer

from dorflinde.project.console import Json, Refused, named_municipality, print_import, print_result, ready

open311_app = typer.Typer(help="Reports of other servers, keys for programs.", no_args_is_help=True)
Named = Annotated[str, typer.Option("--municipality", help="Whose reports they are; otherwise where each lies.")]


@open311_app.command("pull")
def open311_pull(
    source: Annotated[str, typer.Argument(help="The address of a server (…/requests.json or .xml) or a file.")],
    municipality: Named = "",
    publish: Annotated[
        bool, typer.Option("--publish", help="Show them at once: they were vetted on the other server.")
    ] = False,
    json_: Json = False,
) -> None:
    """Read requests of another Open311 server; the same ones twice change nothing."""
    ready()
    from dorflinde.reports.public import PullProblem, pull

    place = named_municipality(municipality) if municipality else None
    try:
        report = pull(source, actor=None, municipality=place, publish=publish)
    except PullProblem as problem:
        raise Refused(str(problem)) from problem
    print_import(report, as_json=json_, dry_run=False)


@open311_app.command("key")
def open311_key(
    municipality: Annotated[str, typer.Argument(help="Its address (perlesreut) or official key (AGS).")],
    name: Annotated[str, typer.Option("--name", help="Which program it is for.")],
    json_: Json = False,
) -> None:
    """Make a key with which a program may send reports; it is shown once."""
    ready()
    from dorflinde.reports.public import make_key

    made, word = make_key(named_municipality(municipality), name[:80], actor=None)
    print_result({"name": made.name, "key": word}, as_json=json_, sentence=word)
