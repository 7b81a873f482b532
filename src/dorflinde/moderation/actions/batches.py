"""Many notices decided in one go, something that needs no notice, and a slip that is undone on the same day."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.core import subjects
from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Description
from dorflinde.moderation.models import Decision, Notice

from .notices import AlreadyDecidedError, bring_back, bring_desk_up_to_date, decide, take_notice
from .telling import tell_author_it_is_back, tell_taken_back

AS_REPORTED = {Decision.Ground.LAW: Notice.Category.ILLEGAL, Decision.Ground.RULES: Notice.Category.RULES}


@dataclass(frozen=True)
class Batch:
    """What was decided in one go: the key to take it back by, how many notices, and how many others had decided already."""

    key: uuid.UUID
    decided: int
    too_late: int


class TooLateToTakeBackError(ValueError):
    """The day is over or somebody has complained: now a complaint is the way."""


@transaction.atomic
def decide_together(notices: Iterable[Notice], *, actor: User, outcome: str, ground: str, reason: str) -> Batch:
    """Decide on many notices with one reason; each of the people concerned is told as if it had been alone.

    What a colleague decided in the meantime is left as it is and counted.
    """
    key, too_late = uuid7(), 0
    for notice in notices:
        if Decision.objects.filter(notice=notice, batch=key).exists():
            continue  # decided together with another notice on the same thing
        try:
            decide(notice, actor=actor, outcome=outcome, ground=ground, reason=reason, batch=key)
        except AlreadyDecidedError:
            too_late += 1
    return Batch(key, Decision.objects.filter(batch=key).count(), too_late)


@transaction.atomic
def intervene(described: Description, *, actor: User, ground: str, reason: str) -> Decision:
    """Take something off the page that the moderation saw by itself; the author reads why and can complain all the same."""
    notice = take_notice(
        described,
        category=AS_REPORTED[Decision.Ground(ground)],
        explanation="",
        is_good_faith=True,
        actor=actor,
        is_own_initiative=True,
    )
    return decide(notice, actor=actor, outcome=Decision.Outcome.REMOVE, ground=ground, reason=reason)


@transaction.atomic
def take_back(batch: uuid.UUID, *, actor: User) -> int:
    """Undo what was decided in one go: things come back, notices are open again, and everyone who was told is told.

    The decisions stay in the log, marked as taken back. Raises TooLateToTakeBackError when one of them has to stand.
    """
    found = Decision.objects.select_for_update(of=("self",)).filter(batch=batch)
    decisions = list(found.select_related("notice__place__parent__parent", "notice__reporter").order_by("pk"))
    if not all(decision.may_be_taken_back for decision in decisions):
        raise TooLateToTakeBackError(
            _("Das lässt sich nicht mehr zurücknehmen. Ändern können Sie es, wenn sich jemand beschwert.")
        )
    Decision.objects.filter(batch=batch).update(taken_back_at=timezone.now(), taken_back_by=actor)
    described = subjects.describe_all({decision.notice.ref for decision in decisions})
    for ref, notice in {one.notice.ref: one.notice for one in decisions if one.is_restriction}.items():
        bring_back(ref, actor)
        tell_author_it_is_back(described.get(ref), notice)
    for decision in decisions:
        notice, thing = decision.notice, described.get(decision.notice.ref)
        record(
            "moderation.decision.taken_back", notice.ref, actor=actor, place=notice.place,
            details={"reference": notice.reference},
        )  # fmt: skip
        bring_desk_up_to_date(notice, actor, title=thing.title if thing else notice.url)
        tell_taken_back(decision)
    return len(decisions)
