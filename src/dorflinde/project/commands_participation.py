"""Commands of participation: count a citizens' budget, draw the map of opinions."""

from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dorflinde.project.console import InputFile, Json, Refused, amount, one_of, print_result

if TYPE_CHECKING:
    from dorflinde.methods.opinion_map import Stance

budget_app = typer.Typer(help="The citizens' budget.", no_args_is_help=True)


@budget_app.command("count")
def budget_count(
    file: InputFile,
    rule: Annotated[str, typer.Option(help="equal-shares or greedy.")] = "equal-shares",
    utility: Annotated[str, typer.Option(help="cost, cardinality, effort, points or ranking.")] = "cost",
    completion: Annotated[str, typer.Option(help="none, add1, add1u or utilitarian.")] = "none",
    ties: Annotated[str, typer.Option(help="What decides between equals, in this order.")] = "min-cost,max-votes,lot",
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Where the lot begins.")] = 0,
    increment: Annotated[int, typer.Option(min=1, help="By how much Add1 raises each share a round.")] = 1,
    json_: Json = False,
) -> None:
    """Count a citizens' budget (Pabulib, .pb) in exact fractions."""
    from fractions import Fraction

    from dorflinde.methods import equal_shares, pabulib

    breakers = [word.strip() for word in ties.split(",") if word.strip()]
    one_of(rule, *equal_shares.RULES, hint="--rule")
    one_of(utility, *equal_shares.UTILITIES, hint="--utility")
    one_of(completion, *equal_shares.COMPLETIONS, hint="--completion")
    for word in breakers:
        one_of(word, *equal_shares.TIES, hint="--ties")
    try:
        election = pabulib.read_election(file)
    except pabulib.UnreadableElection as problem:
        raise Refused(f"{file.name}: {problem}") from problem
    try:
        done = equal_shares.count(
            election, rule=rule, utility=utility, completion=completion, ties=breakers, seed=seed, increment=Fraction(increment),
        )  # fmt: skip
    except equal_shares.UnbrokenTie as problem:
        print_result({"error": str(problem), "tied": list(problem.projects)}, as_json=json_, sentence=str(problem))
        raise typer.Exit(1) from problem
    result: dict[str, Any] = {
        "winners": list(done.winners),
        "cost": amount(done.cost),
        "budget": amount(election.budget),
        "voters": len(election.ballots),
        "lot": list(done.lot),
        "ties": [{"projects": list(tie.projects), "chosen": tie.chosen, "by": tie.by} for tie in done.ties],
        "exclusive": [sorted(group) for group in election.rivals],
        "share": str(done.share),
        "payments": {
            voter: {project: str(paid) for project, paid in bill.items()} for voter, bill in done.payments.items()
        },
    }
    lines = [*done.winners, f"{len(done.winners)} projects for {result['cost']} of {result['budget']}."]
    print_result(result, as_json=json_, sentence="\n".join(lines))


def opinion_map(
    file: InputFile,
    statements: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, readable=True, help="Texts and moderation of the statements, JSON or CSV."
        ),
    ] = None,
    min_votes: Annotated[int, typer.Option(min=1, help="So many votes make a person part of a group.")] = 7,
    agree: Annotated[
        int | None, typer.Option(help="The number that agrees, 1 or -1; else the statements tell, else it is 1.")
    ] = None,
    json_: Json = False,
) -> None:
    """Draw groups of opinion from votes (Polis: votes.json, or votes.csv of its open data)."""
    from dorflinde.methods.opinion_map import UnreadableVotes, draw, read_statements, read_votes

    if agree not in (None, 1, -1):
        raise typer.BadParameter(f"{agree} is none of 1, -1.", param_hint="--agree")
    reading = statements or file
    try:
        listed = read_statements(statements) if statements else []
        reading = file
        votes = read_votes(file, statements=listed, agree=agree)
    except UnreadableVotes as problem:
        raise Refused(f"{reading.name}: {problem}") from problem
    drawn = draw(votes, least_votes=min_votes)
    texts = {statement.name: statement.text for statement in listed if statement.text}
    result = {
        "participants": len(votes.people),
        "grouped": sum(len(group.members) for group in drawn.groups),
        "statements": len(votes.statements),
        "votes": len(votes.vote),
        "k": drawn.k,
        "groups": [
            {
                "id": number,
                "members": list(group.members),
                "centre": list(group.centre),
                "representative": [_stance(stance, texts) for stance in group.representative],
            }
            for number, group in enumerate(drawn.groups)
        ],
        "consensus": {
            "agree": [_stance(stance, texts) for stance in drawn.consensus_agree],
            "disagree": [_stance(stance, texts) for stance in drawn.consensus_disagree],
        },
        "common_ground": [
            {"statement": name, "agree": drawn.agreed[name], "disagree": drawn.rejected[name]} for name in drawn.agreed
        ],
        "silhouettes": drawn.silhouettes,
    }
    print_result(result, as_json=json_, sentence="\n".join(_in_words(result)))


def _stance(stance: "Stance", texts: dict[Hashable, str]) -> dict[str, Any]:
    """What a group, or everybody, thinks of a statement; figures that compare with others only where there are others."""
    told: dict[str, Any] = {
        "statement": stance.statement,
        "direction": "agree" if stance.agrees else "disagree",
        "n_success": stance.successes,
        "n_trials": stance.trials,
        "p_success": stance.p,
        "p_test": stance.p_test,
    }
    if stance.repness is not None:
        told |= {"repness": stance.repness, "repness_test": stance.repness_test, "best_agree": stance.is_best_agree}
    return told | ({"text": texts[stance.statement]} if stance.statement in texts else {})


def _in_words(result: dict[str, Any]) -> Iterator[str]:
    yield f"{result['participants']} people, {result['statements']} statements, {result['votes']} votes, groups: {result['k']}"
    for group in result["groups"]:
        yield f"Group {group['id']}, {len(group['members'])} people"
        yield from (_line(stance) for stance in group["representative"])
    yield "Everybody"
    yield from (_line(stance) for side in ("agree", "disagree") for stance in result["consensus"][side])


def _line(stance: dict[str, Any]) -> str:
    words = f": {stance['text']}" if "text" in stance else ""
    return f"  {stance['direction']} {stance['n_success']}/{stance['n_trials']}  {stance['statement']}{words}"
