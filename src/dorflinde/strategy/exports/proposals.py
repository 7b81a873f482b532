"""A proposal as a document for machines."""

from typing import Any

from dorflinde.strategy.models import Proposal, StaffRole
from dorflinde.strategy.queries.proposals import read


def proposal_document(proposal: Proposal) -> dict[str, Any]:
    """Return status, objective, what would move and why, and what would have to give way; months as YYYY-MM."""
    if proposal.failure or not proposal.has_plan:
        return {"status": "unknown", "objective": None, "moves": [], "conflicts": [], "failure": proposal.failure}
    result, reading = proposal.result, read(proposal)
    moves = [
        {
            "measure": move.measure.number,
            "from": _month(proposal.before.get(str(move.measure.public_id))),
            "to": _month(result["starts"][str(move.measure.public_id)]),
            "why": move.why,
        }
        for move in reading.changes
    ]
    return {
        "status": result["status"], "objective": result["objective"], "bound": result["bound"], "gap": result["gap"],
        "moves": moves, "conflicts": _conflicts(proposal), "missed": reading.missed, "binding": reading.binding,
        "sentences": [remedy.sentence for remedy in reading.remedies], "seconds": result["seconds"],
    }  # fmt: skip


def _conflicts(proposal: Proposal) -> list[dict[str, Any]]:
    """Return each limit that cannot hold, when, and by how much it would have to give way."""
    roles = {str(role.public_id): role.title for role in StaffRole.objects.of(proposal.municipality)}
    measures = {str(m.public_id): m.number for m in proposal.municipality.measures.all()}
    names = roles | measures
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one in proposal.result["relaxations"]:
        subject = names.get(one["subject"], one["subject"])
        key = (one["kind"], subject)
        conflict = found.setdefault(key, {"limit": f"{one['kind']} {subject}".strip(), "when": None, "relaxations": []})
        when = _when(one["kind"], one["when"])
        conflict["when"] = conflict["when"] or when
        conflict["relaxations"].append({
            "kind": one["kind"], "subject": subject, "other": names.get(one["other"], one["other"]), "when": when, "amount": one["amount"],
        })  # fmt: skip
    return list(found.values())


def _when(kind: str, when: int | None) -> str | None:
    return str(when) if kind == "budget" and when is not None else _month(when)


def _month(month: int | None) -> str | None:
    return None if month is None else f"{month // 12}-{month % 12 + 1:02d}"
