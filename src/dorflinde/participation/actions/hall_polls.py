"""Quick polls in a hall: preparing, opening, voting, closing."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.participation.models import Activity, GuestPass, HallOption, HallPoll, HallVote

from .hour import hall_changed, tidy

FEWEST_OPTIONS, MOST_OPTIONS = 2, 6


@transaction.atomic
def prepare_poll(
    activity: Activity, text: str, options: Sequence[str], *, shows_live: bool = False, actor: User | None
) -> HallPoll:
    """Write a poll down; the hall sees it when it is opened."""
    words = list(dict.fromkeys(tidy(option) for option in options if option.strip()))
    if not FEWEST_OPTIONS <= len(words) <= MOST_OPTIONS:
        raise ValidationError(_("Bitte zwei bis sechs verschiedene Antworten, eine je Zeile."))
    poll = HallPoll.objects.create(activity=activity, text=tidy(text), shows_live=shows_live, made_by=actor)
    HallOption.objects.bulk_create(
        HallOption(poll=poll, text=word, position=number) for number, word in enumerate(words, start=1)
    )
    _noted("prepared", poll, actor)
    return poll


@transaction.atomic
def open_poll(poll: HallPoll, *, actor: User | None) -> None:
    """Let the hall vote; what was open before is closed, for a hall answers one thing at a time."""
    now = timezone.now()
    HallPoll.objects.filter(activity=poll.activity, opened_at__isnull=False, closed_at__isnull=True).exclude(
        pk=poll.pk
    ).update(closed_at=now)
    HallPoll.objects.filter(pk=poll.pk).update(opened_at=poll.opened_at or now, closed_at=None)
    _noted("opened", poll, actor)


@transaction.atomic
def close_poll(poll: HallPoll, *, actor: User | None) -> None:
    """End a poll: everybody sees what came of it."""
    if HallPoll.objects.filter(pk=poll.pk, opened_at__isnull=False, closed_at__isnull=True).update(
        closed_at=timezone.now()
    ):
        _noted("closed", poll, actor)


@transaction.atomic
def drop_poll(poll: HallPoll, *, actor: User | None) -> None:
    """Throw a poll away that was never opened; one the hall voted in stays on the record."""
    if HallPoll.objects.filter(pk=poll.pk, opened_at__isnull=True).delete()[0]:
        _noted("dropped", poll, actor)


@transaction.atomic
def vote_in_hall(option: HallOption, *, person: User | None = None, guest: GuestPass | None = None) -> None:
    """Note what somebody chose; until the end a later word replaces the earlier one."""
    poll = HallPoll.objects.select_for_update().get(pk=option.poll_id)
    if not poll.is_open:
        raise ValidationError(_("Diese Abstimmung ist schon zu Ende."))
    HallVote.objects.update_or_create(poll=poll, person=person, guest=guest, defaults={"option": option})
    hall_changed(poll.activity)


@transaction.atomic
def copy_polls(source: Activity, target: Activity) -> None:
    """Take over the polls as they were prepared; what a hall said stays where it is."""
    for poll in HallPoll.objects.filter(activity=source).prefetch_related("options"):
        words = [option.text for option in poll.options.all()]
        prepare_poll(target, poll.text, words, shows_live=poll.shows_live, actor=None)


def _noted(what: str, poll: HallPoll, actor: User | None) -> None:
    activity = poll.activity
    record(f"participation.hall_poll.{what}", activity.ref, actor=actor, place=activity.project.place, details={"poll": str(poll.public_id)})  # fmt: skip
    hall_changed(activity, on_pages=True)
