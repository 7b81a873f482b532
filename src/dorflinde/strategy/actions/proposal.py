"""Asks for a proposal, calculates it, stops it, takes it over into the roadmap and takes that back."""

import dataclasses
import logging
import time
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.dates import PlanDate, Precision
from dorflinde.core.subjects import Ref
from dorflinde.methods import planning
from dorflinde.methods.gantt import month_of
from dorflinde.places.public import Place
from dorflinde.strategy.models import Measure, Proposal, Status, Takeover
from dorflinde.strategy.queries.planning import plan_of

from .announcement import house_language
from .history import one_save
from .move import put_back, schedule

log = logging.getLogger(__name__)
_SECONDS_BETWEEN_LOOKS = 0.7


@transaction.atomic
def ask_for_proposal(place: Place, *, objective: str, seconds: int, actor: Actor | None) -> Proposal:
    """Ask for a proposal; it is calculated in the background."""
    person = actor if isinstance(actor, User) else None
    proposal = Proposal.objects.create(
        municipality=place.municipality, objective=objective, seconds=seconds, asked_by=person
    )
    audit.record("strategy.proposal.asked", _ref(proposal), actor=actor, place=place, details={"objective": objective})
    return proposal


def calculate(proposal: Proposal) -> Proposal:
    """Calculate what was asked for, tell how far it is, keep the best so far when somebody stops it."""
    today = timezone.localdate()
    plan = plan_of(proposal.municipality, today)
    proposal.begun_at = timezone.now()
    proposal.before = {task.id: task.planned for task in plan.problem.tasks}
    proposal.save(update_fields=["begun_at", "before"])
    try:
        found = planning.propose(
            plan.problem, objective=_objective(proposal), seconds=proposal.seconds, workers=1, seed=proposal.seed,
            report=_Reporter(proposal),
        )  # fmt: skip
        proposal.result = _stored(found, plan.problem)
    except ValueError as problem:  # the data contradict themselves
        with house_language():
            proposal.failure = (_("Die Angaben widersprechen sich: %(problem)s") % {"problem": problem})[:300]
    except Exception:
        log.exception("The proposal %s could not be calculated", proposal.public_id)
        with house_language():
            proposal.failure = _("Die Rechnung ist abgebrochen. Bitte stoßen Sie sie noch einmal an.")
    proposal.ended_at = timezone.now()
    proposal.save(update_fields=["result", "failure", "ended_at"])
    return proposal


def stop(proposal: Proposal, *, actor: Actor | None) -> None:
    """Ask the calculation to end with the best it has."""
    asked = Proposal.objects.filter(pk=proposal.pk, ended_at__isnull=True, stop_asked_at__isnull=True)
    if asked.update(stop_asked_at=timezone.now()):
        audit.record("strategy.proposal.stopped", _ref(proposal), actor=actor, place=proposal.municipality)


@one_save()
@transaction.atomic
def take_over(proposal: Proposal, chosen: Collection[str], *, actor: Actor | None) -> Takeover | None:
    """Put the proposed start of the chosen measures (by public id) into the roadmap; what stood there before is kept."""
    starts = proposal.result.get("starts", {})
    measures = Measure.objects.of(proposal.municipality).unfinished().select_for_update(of=("self",)).with_profile()
    moves = []
    for measure in measures.filter(public_id__in=[key for key in chosen if key in starts]):
        was_idea = measure.status == Status.IDEA
        move = _move(measure, int(starts[str(measure.public_id)]), proposal)
        if move is not None and schedule(measure, _date(move["start"]), _date(move["end"]), actor=actor):
            moves.append(move | {"was_idea": was_idea})
    if not moves:
        return None
    person = actor if isinstance(actor, User) else None
    takeover = Takeover.objects.create(proposal=proposal, moves=moves, taken_by=person)
    audit.record(
        "strategy.proposal.taken_over", _ref(proposal), actor=actor, place=proposal.municipality,
        details={"measures": len(moves)},
    )  # fmt: skip
    return takeover


@one_save()
@transaction.atomic
def undo_takeover(takeover: Takeover, *, actor: Actor | None) -> tuple[int, int]:
    """Put the dates back; what somebody has changed since stays as it is. Returns (put back, left alone)."""
    stored = Takeover.objects.select_for_update().get(pk=takeover.pk)
    if stored.undone_at is not None:
        return 0, 0
    keys = [move["measure"] for move in stored.moves]
    here = Measure.objects.of(takeover.proposal.municipality).with_profile()
    known = {str(measure.public_id): measure for measure in here.filter(public_id__in=keys)}
    number = 0
    for move in stored.moves:
        measure = known.get(move["measure"])
        if measure is None or (_kept(measure.start), _kept(measure.end)) != (move["start"], move["end"]):
            continue
        was_idea = bool(move.get("was_idea")) and measure.status == Status.PLANNED
        put_back(measure, _date(move["start_before"]), _date(move["end_before"]), was_idea=was_idea, actor=actor)
        number += 1
    stored.undone_at = timezone.now()
    stored.save(update_fields=["undone_at"])
    place = takeover.proposal.municipality
    audit.record("strategy.proposal.taken_back", _ref(takeover.proposal), actor=actor, place=place)
    return number, len(stored.moves) - number


class _Reporter:
    """Writes down how far the calculation is, a little more than once a second, and hears whether it shall stop."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self.next_look = 0.0

    def __call__(self, progress: planning.Progress) -> bool:
        if time.monotonic() < self.next_look:
            return True
        self.next_look = time.monotonic() + _SECONDS_BETWEEN_LOOKS
        told = {"objective": progress.objective, "gap": progress.gap, "seconds": round(progress.seconds, 1)}
        Proposal.objects.filter(pk=self.proposal.pk).update(progress=told)
        return not Proposal.objects.filter(pk=self.proposal.pk, stop_asked_at__isnull=False).exists()


def _objective(proposal: Proposal) -> planning.Objective:
    match proposal.objective:
        case "balance":
            return "balance"
        case "delay":
            return "delay"
        case _:
            return "benefit"


def _stored(found: planning.Proposal, problem: planning.Problem) -> dict[str, Any]:
    """Return what a page needs of the answer, as plain values."""
    lengths = {task.id: task.duration for task in problem.tasks}
    return {
        "status": found.status, "objective": found.objective, "bound": found.bound, "gap": found.gap,
        "starts": dict(found.starts), "lengths": lengths, "seconds": round(found.seconds, 1),
        "is_smallest": found.is_smallest,
        "missed": [
            {"measure": one.grant.task, "title": one.grant.title, "months": one.months, "penalty": one.penalty}
            for one in found.missed
        ],
        "binding": [dataclasses.asdict(limit) for limit in found.binding],
        "relaxations": [dataclasses.asdict(one) for one in found.relaxations],
    }  # fmt: skip


def _move(measure: Measure, month: int, proposal: Proposal) -> dict[str, Any] | None:
    """Return the new dates beside the old ones; None when the plan already says so, however roughly."""
    start = measure.start
    first, until = (start.first, start.last) if start is not None else (None, None)
    if first is not None and until is not None and month_of(first) <= month <= month_of(until):
        return None  # „Herbst 2027“ already holds October: it need not become more exact
    last = month + int(proposal.result["lengths"][str(measure.public_id)]) - 1
    keeps_end = measure.end is not None and (measure.end.is_open or measure.end.first is None)
    return {
        "measure": str(measure.public_id),
        "start_before": _kept(start), "end_before": _kept(measure.end),
        "start": _kept(_month(month)), "end": _kept(measure.end if keeps_end else _month(last)),
    }  # fmt: skip


def _month(month: int) -> PlanDate | None:
    return PlanDate.stored(date(month // 12, month % 12 + 1, 1), Precision.MONTH)


def _kept(planned: PlanDate | None) -> list[str | None] | None:
    """Return a planned date as it can be kept: its day and how exact it is."""
    return None if planned is None else [planned.first.isoformat() if planned.first else None, planned.precision.value]


def _date(kept: list[str | None] | None) -> PlanDate | None:
    if kept is None:
        return None
    first, precision = kept
    return PlanDate.stored(date.fromisoformat(first) if first else None, precision or "")


def _ref(proposal: Proposal) -> Ref:
    return Ref("strategy.proposal", proposal.public_id)
