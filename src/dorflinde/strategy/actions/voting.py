"""Dot votes: prepare, hand out codes, vote, type in paper, count."""

import datetime
import secrets
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.subjects import Ref
from dorflinde.places.public import raise_edition
from dorflinde.strategy.models import Ballot, Dots, Measure, PaperCount, VoteCode, VoteRound

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without what is mistaken on paper: I L O 0 1
CODE_LENGTH = 8
MOST_CODES = 2000


class VoteProblem(ValueError):
    """This vote cannot be taken; the message says why and what to do."""


@transaction.atomic
def save_vote_round(round: VoteRound, measures: Iterable[Measure], *, actor: Actor | None) -> VoteRound:
    """Store what is voted on, how, and until when."""
    is_new = round.pk is None
    if is_new:
        round.created_by = actor if isinstance(actor, User) else None
    round.save()
    round.measures.set(measures)
    raise_edition(round.municipality)
    _note("created" if is_new else "changed", round, actor)
    return round


@transaction.atomic
def delete_vote_round(round: VoteRound, *, actor: Actor | None) -> None:
    """Remove a vote with everything that was voted."""
    raise_edition(round.municipality)
    _note("deleted", round, actor)
    round.delete()


@transaction.atomic
def make_codes(round: VoteRound, number: int, *, actor: Actor | None) -> list[VoteCode]:
    """Make codes for slips; each lets one person vote once."""
    known = set(round.codes.values_list("code", flat=True))
    if len(known) + number > MOST_CODES:
        raise VoteProblem(_("Mehr als %(most)s Codes je Abstimmung sind nicht möglich.") % {"most": MOST_CODES})
    fresh: set[str] = set()
    while len(fresh) < number:
        fresh.add("".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH)))
        fresh -= known
    made = VoteCode.objects.bulk_create(VoteCode(round=round, code=code) for code in sorted(fresh))
    audit.record(
        "strategy.vote.codes_made", _ref(round), actor=actor, place=round.municipality, details={"count": number}
    )
    return made


@transaction.atomic
def vote(
    round: VoteRound, dots: Mapping[Measure, int], *, voter: User | None = None, code: VoteCode | None = None
) -> Ballot:
    """Take one person's dots; voting again replaces them. A secret ballot leaves no audit record."""
    locked = VoteRound.objects.select_for_update().get(pk=round.pk)
    _check(locked, dots)
    who = {"code": code} if code is not None else {"voter": voter}
    ballot, _is_new = Ballot.objects.get_or_create(round=locked, **who)
    ballot.dots.all().delete()
    Dots.objects.bulk_create(
        Dots(ballot=ballot, measure=measure, count=count) for measure, count in dots.items() if count
    )
    return ballot


@transaction.atomic
def count_paper(round: VoteRound, people: int, counts: Mapping[Measure, int], *, actor: Actor | None) -> None:
    """Type in what was stuck on paper: how many people, and how many dots for each measure."""
    if VoteRound.objects.select_for_update().get(pk=round.pk).counted_at:
        raise VoteProblem(_("Diese Abstimmung ist ausgezählt und bleibt, wie sie war."))
    total, most = sum(counts.values()), people * round.dots
    if total > most:
        raise VoteProblem(
            _("%(people)s Menschen können zusammen höchstens %(most)s Punkte kleben, hier stehen %(total)s.")
            % {"people": people, "most": most, "total": total}
        )
    round.paper_people = people
    round.save(update_fields=["paper_people"])
    round.paper_counts.all().delete()
    PaperCount.objects.bulk_create(
        PaperCount(round=round, measure=measure, count=count) for measure, count in counts.items() if count
    )
    _note("paper_counted", round, actor)


@transaction.atomic
def count_votes(round: VoteRound, *, actor: Actor | None, at: datetime.datetime | None = None) -> None:
    """End a vote: the result is shown, and no ballot can be traced to its voter any more."""
    stored = VoteRound.objects.select_for_update().get(pk=round.pk)
    if stored.counted_at:
        return
    round.counted_at, round.counted_by = at or timezone.now(), actor if isinstance(actor, User) else None
    round.save(update_fields=["counted_at", "counted_by"])
    round.ballots.update(voter=None, code=None)
    raise_edition(round.municipality)
    _note("counted", round, actor)


def _check(round: VoteRound, dots: Mapping[Measure, int]) -> None:
    if not round.is_open:
        raise VoteProblem(_("Diese Abstimmung läuft gerade nicht. Ihre Punkte wurden nicht gezählt."))
    allowed = set(round.measures.values_list("pk", flat=True))
    if any(measure.pk not in allowed for measure in dots):
        raise VoteProblem(_("Eine dieser Maßnahmen steht nicht mehr zur Wahl. Bitte laden Sie die Seite neu."))
    if any(count < 0 or count > round.most for count in dots.values()):
        raise VoteProblem(
            ngettext(
                "Auf eine Maßnahme kann höchstens %(n)s Punkt.", "Auf eine Maßnahme können höchstens %(n)s Punkte.", round.most
            ) % {"n": round.most}
        )  # fmt: skip
    given = sum(dots.values())
    if given > round.dots:
        raise VoteProblem(
            _("Sie haben %(given)s Punkte verteilt, es gibt aber nur %(dots)s. Bitte nehmen Sie %(over)s weg.")
            % {"given": given, "dots": round.dots, "over": given - round.dots}
        )
    if given == 0:
        raise VoteProblem(_("Bitte verteilen Sie mindestens einen Punkt."))


def _note(what: str, round: VoteRound, actor: Actor | None) -> None:
    audit.record(f"strategy.vote.{what}", _ref(round), actor=actor, place=round.municipality)


def _ref(round: VoteRound) -> Ref:
    return Ref("strategy.vote_round", round.public_id)
