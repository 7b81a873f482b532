"""Counting a citizens' budget: asked for, done in the background, frozen with its rules, told to everyone."""

import datetime
import logging
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.core.money import format_euro
from dorflinde.desk.public import ask, settle
from dorflinde.feed.public import Sender, post
from dorflinde.methods import budget_report as report, equal_shares
from dorflinde.participation.models import BallotLine, Budget, BudgetProposal, Tally, euros
from dorflinde.participation.queries.budget import pots_of, turnout_of
from dorflinde.participation.queries.counting import PotElection, elections_of
from dorflinde.places.public import raise_edition
from dorflinde.trail.public import follow_up

from .ballots import draw_lot

log = logging.getLogger(__name__)
_SIX_PLACES = Decimal("0.000001")
SHARES, FILLED, MAJORITY = "shares", "filled", "majority"  # how a winner won
RIVAL, MONEY, SUPPORT, NOBODY = "rival", "money", "support", "nobody"  # why something did not


@transaction.atomic
def ask_for_count(budget: Budget, *, actor: User | None, at: datetime.datetime | None = None) -> Tally:
    """Ask for the count: from now on no ballot comes in. A count that broke off is asked for anew."""
    locked = Budget.objects.select_for_update(of=("self",)).select_related("tally").get(pk=budget.pk)
    if hasattr(locked, "tally"):
        if locked.tally.is_done or locked.tally.is_running:
            return locked.tally
        locked.tally.delete()
    turnout = turnout_of(budget)
    if turnout.waiting:
        raise ValidationError(
            ngettext(
                "%(n)d Zettel wartet noch darauf, dass ihn eine zweite Person vergleicht.",
                "%(n)d Zettel warten noch darauf, dass sie eine zweite Person vergleicht.",
                turnout.waiting,
            )
            % {"n": turnout.waiting}
        )
    if not turnout.voters:
        raise ValidationError(_("Es gibt keine Stimmzettel, die man auszählen könnte."))
    rules = {
        "rule": budget.rule, "utility": budget.counted_utility, "completion": budget.completion, "ties": budget.ties.split(","),
        "seed": draw_lot(budget, actor=actor).seed,
    }  # fmt: skip
    tally = Tally.objects.create(budget=budget, rules=rules, asked_by=actor, asked_at=at or timezone.now())
    _record(budget, "participation.budget.count_asked", actor, {"rules": rules})
    return tally


def count_ballots(tally: Tally, *, at: datetime.datetime | None = None) -> Tally:
    """Count what was asked for and freeze it; whatever goes wrong leaves a sentence and can be asked for again."""
    budget = tally.budget
    try:
        found = elections_of(budget, pots_of(budget))
        counted = [
            (one, _count(one, tally.rules), _count(one, tally.rules, rule=_rule_beside(tally.rules))) for one in found
        ]
        told = {str(one.pot.public_id): _told(one, done, other, tally.rules) for one, done, other in counted}
    except Exception:
        log.exception("The budget %s could not be counted", budget.pk)
        with translation.override(settings.LANGUAGE_CODE):
            tally.failure = _("Die Auszählung ist abgebrochen. Bitte stoßen Sie sie noch einmal an.")
        tally.ended_at = timezone.now()
        tally.save(update_fields=["failure", "ended_at"])
        return tally
    bills: dict[str, dict[str, Fraction]] = {}
    for _pot, done, _other in counted:
        for voter, bill in done.payments.items():
            bills.setdefault(voter, {}).update(bill)
    _freeze(tally, told, bills, at or timezone.now())
    return tally


def ask_to_count() -> int:
    """Put budgets whose vote is over on the desk of their town hall; asking again only brings the question up to date."""
    budgets = Budget.objects.filter(
        tally__isnull=True, activity__phase__ends_on__lt=timezone.localdate(),
        activity__project__publication__isnull=False, ballots__isnull=False,
    ).distinct().select_related("activity__phase", "activity__project__place__parent__parent", "activity__project__municipality")  # fmt: skip
    for budget in budgets:
        with translation.override(settings.LANGUAGE_CODE):
            ask(
                budget.activity.ref,
                kind="count",
                place=budget.activity.project.place,
                label=_("Bürgerhaushalt"),
                title=budget.activity.title,
                note=_("Die Abstimmung ist vorbei."),
                action_url=budget.url("budget_count"),
                action_label=_("Auszählen"),
                is_sample=budget.activity.is_sample,
            )
    return len(budgets)


def _rule_beside(rules: Mapping[str, Any]) -> str:
    return "greedy" if rules["rule"] == "equal-shares" else "equal-shares"


def _count(one: PotElection, rules: Mapping[str, Any], *, rule: str = "") -> equal_shares.Count:
    """Count a pot by its rules, or by another rule with everything else the same."""
    if not one.election.ballots:
        return equal_shares.Count((), Fraction(0), Fraction(0), {}, (), ())
    return equal_shares.count(
        one.election,
        rule=rule or rules["rule"],
        utility=rules["utility"],
        completion=rules["completion"],
        ties=rules["ties"],
        seed=rules["seed"],
        increment=equal_shares.fitting_increment(one.election),
    )


def _told(
    one: PotElection, done: equal_shares.Count, other: equal_shares.Count, rules: Mapping[str, Any]
) -> dict[str, Any]:
    """Write the result of a pot down so that its pages need no count any more."""
    election, money = one.election, one.pot.cents - int(done.cost * 100)
    by_cost = rules["utility"] == "cost"
    rest = _("andere und ohne Ort")
    share = election.budget / len(election.ballots) if election.ballots else Fraction(0)
    here = {group.name: group for group in report.groups(election, done.winners, one.homes, rest=rest)}
    there = {group.name: group for group in report.groups(election, other.winners, one.homes, rest=rest)}
    return {
        "voters": len(election.ballots),
        "share": _decimal(share),
        "raised": _decimal(done.share) if done.share else _decimal(share),
        "left_cents": money,
        "winners": [_winner(one, election, winner, rules) for winner in report.carried(election, done)],
        "missed": [_missed(one, done, miss, money) for miss in report.missed(election, done)],
        "ties": [{"numbers": list(tie.projects), "chosen": tie.chosen, "by": tie.by} for tie in done.ties],
        "lot": list(done.lot),
        "increment": str(equal_shares.fitting_increment(election)),
        "other": {"rule": _rule_beside(rules), "winners": list(other.winners), "cents": int(other.cost * 100)},
        "served": report.served(election, done.winners),
        "served_by_other": report.served(election, other.winners),
        "comparison": vars(report.compare(election, done.winners, other.winners, by_cost=by_cost)),
        "villages": [
            {"name": str(name), "voters": group.voters, "served": group.served, "served_by_other": there[name].served}
            for name, group in sorted(here.items(), key=lambda item: (item[0] == rest, str(item[0])))
        ],
    }


def _winner(
    one: PotElection, election: equal_shares.Election, winner: report.Carried, rules: Mapping[str, Any]
) -> dict[str, Any]:
    cost = election.costs[winner.project]
    effective = winner.effective_votes(cost)
    how = MAJORITY if rules["rule"] == "greedy" else SHARES if winner.paid else FILLED
    return {
        "number": winner.project,
        "cents": one.proposals[winner.project].valuation.cents,
        "supporters": winner.supporters,
        "most_paid": _decimal(winner.most_paid),
        "effective": _decimal(effective) if effective is not None else None,
        "how": how,
    }


def _missed(one: PotElection, done: equal_shares.Count, miss: report.Missed, left_cents: int) -> dict[str, Any]:
    cents = one.proposals[miss.project].valuation.cents or 0
    won = set(done.winners)
    rival = next(
        (number for group in one.election.rivals if miss.project in group for number in sorted(group & won)), None
    )
    why = RIVAL if rival else NOBODY if not miss.supporters else MONEY if cents > left_cents else SUPPORT
    return {
        "number": miss.project, "cents": cents, "supporters": miss.supporters, "gathered": _decimal(miss.gathered), "why": why,
        "rival": rival,
    }  # fmt: skip


@transaction.atomic
def _freeze(
    tally: Tally, told: dict[str, Any], bills: Mapping[str, Mapping[str, Fraction]], now: datetime.datetime
) -> None:
    budget = tally.budget
    turnout = turnout_of(budget)
    tally.pots, tally.ended_at = told, now
    tally.turnout = {"screen": turnout.screen, "paper": turnout.paper, "void": turnout.void}
    tally.save(update_fields=["pots", "ended_at", "turnout"])
    _write_bills(budget, bills)
    settle(budget.activity.ref, kind="count", actor=tally.asked_by, outcome=_("ausgezählt"))
    with translation.override(settings.LANGUAGE_CODE):
        _tell(tally)
    _record(budget, "participation.budget.counted", tally.asked_by, {"voters": turnout.voters})


def _write_bills(budget: Budget, bills: Mapping[str, Mapping[str, Fraction]]) -> None:
    """Write on every ballot what its share paid for, so that its voter can read it."""
    lines = list(BallotLine.objects.filter(ballot__budget=budget).select_related("proposal"))
    for line in lines:
        paid = bills.get(str(line.ballot_id), {}).get(str(line.proposal.number))
        line.paid = None if paid is None else Decimal(_decimal(paid)).quantize(_SIX_PLACES)
    BallotLine.objects.bulk_update(lines, ["paid"], batch_size=500)


def _tell(tally: Tally) -> None:
    """Tell everyone what wins, and each author what became of the own proposal."""
    budget = tally.budget
    activity, place = budget.activity, budget.activity.project.place
    won = {winner["number"] for told in tally.pots.values() for winner in told["winners"]}
    proposals = list(BudgetProposal.objects.of(budget).admitted().whole().by_number())
    for proposal in proposals:
        proposal.budget = budget
        is_winner = str(proposal.number) in won
        follow_up(
            proposal.ref,
            kind="won" if is_winner else "missed",
            title=_("Gewählt: „%(title)s“ wird umgesetzt") % {"title": proposal.title}
            if is_winner
            else _("Nicht gewählt: „%(title)s“") % {"title": proposal.title},
            text=_("Warum, steht beim Ergebnis."),
            url=budget.get_absolute_url(),
            by=_("Bürgerhaushalt"),
            at=tally.ended_at,
            actor=tally.asked_by,
        )
    spent = sum(proposal.valuation.cents or 0 for proposal in proposals if str(proposal.number) in won)
    names = ", ".join(proposal.title for proposal in proposals if str(proposal.number) in won)
    post(
        activity.ref,
        place=place,
        channel="mitreden",
        label=_("Bürgerhaushalt"),
        title=_("Ergebnis: %(title)s") % {"title": activity.title},
        text=_("Für %(money)s kommen: %(names)s") % {"money": format_euro(euros(spent)), "names": names or "–"},
        url=budget.get_absolute_url(),
        sender=Sender.town_hall(place),
        actor=tally.asked_by,
        published_at=tally.ended_at,
        is_sample=activity.is_sample,
    )


def _decimal(value: Fraction) -> str:
    """Return a fraction as a decimal number with six places, rounded; enough for what people read."""
    return str((Decimal(value.numerator) / Decimal(value.denominator)).quantize(_SIX_PLACES))


def _record(budget: Budget, what: str, actor: User | None, details: dict[str, object]) -> None:
    place = budget.activity.project.place
    record(what, budget.activity.ref, actor=actor, place=place, details=details)
    raise_edition(place)
