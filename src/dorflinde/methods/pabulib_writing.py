"""Writes budget elections in Pabulib's format (.pb), so that anyone can count again with any tool.

What is written here reads back as the same election (`pabulib.parse_election`).
"""

import csv
import io
from collections.abc import Callable, Mapping
from fractions import Fraction

from dorflinde.methods.equal_shares import Election
from dorflinde.methods.pabulib import RIVALS


def write_election(
    election: Election, *, meta: Mapping[str, object], projects: Mapping[str, Mapping[str, object]] | None = None
) -> str:
    """The election as text; `meta` and the columns of `projects` (by id) are added to what the format needs."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    told = {project: dict(row) for project, row in (projects or {}).items()}
    for place, group in enumerate(election.rivals, start=1):
        for project in group:
            told.setdefault(project, {})[RIVALS] = place
    columns = list(dict.fromkeys(name for row in told.values() for name in row))
    writer.writerow(["META"])
    writer.writerow(["key", "value"])
    needed: dict[str, object] = {
        "num_projects": len(election.costs),
        "num_votes": len(election.ballots),
        "budget": _number(election.budget),
        "vote_type": election.kind,
    }
    for key, value in ({**meta} | needed).items():
        writer.writerow([key, _one_line(value)])
    writer.writerow(["PROJECTS"])
    writer.writerow(["project_id", "cost", *columns])
    for project, cost in election.costs.items():
        more = told.get(project, {})
        writer.writerow([project, _number(cost), *(_one_line(more.get(name, "")) for name in columns)])
    _write_votes(writer.writerow, election)
    return out.getvalue()


def _write_votes(write: Callable[[list[str]], object], election: Election) -> None:
    with_points = election.kind in {"scoring", "cumulative"}
    write(["VOTES"])
    write(["voter_id", "vote", *(["points"] if with_points else [])])
    for voter, ballot in election.ballots.items():
        row = [voter, ",".join(ballot)]
        if with_points:
            row.append(",".join(_number(points) for points in ballot.values()))
        write(row)


def _number(value: Fraction) -> str:
    """A decimal number, exact; raises ValueError for what has none (a third)."""
    if value.denominator == 1:
        return str(value.numerator)
    places = next((places for places in range(1, 10) if 10**places % value.denominator == 0), None)
    if places is None:
        raise ValueError(f"{value} cannot be written as a decimal number.")
    whole = value.numerator * (10**places // value.denominator)
    sign, digits = ("-" if whole < 0 else ""), f"{abs(whole):0{places + 1}}"
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def _one_line(value: object) -> str:
    return " ".join(str(value).split())
