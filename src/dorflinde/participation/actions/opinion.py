"""Making statements for an opinion map, voting on them, taking them off."""

import datetime
import uuid
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.moderation.public import submit
from dorflinde.participation.models import Activity, GuestPass, Opinion, Statement, StatementHiding, Voice
from dorflinde.places.public import raise_edition
from dorflinde.trail.public import enter

DAYS_LINKED = 90  # after the end nobody corrects anything; whose voice it was is then forgotten


@transaction.atomic
def add_statements(
    activity: Activity, texts: Iterable[str], *, actor: User | None, at: datetime.datetime | None = None
) -> list[Statement]:
    """Put statements of the town hall on the map; what is there already is not put there twice."""
    there = set(Statement.objects.filter(activity=activity).values_list("text", flat=True))
    made = [
        _make(activity, text, author=actor, is_by_office=True, at=at)
        for text in dict.fromkeys(_tidy(text) for text in texts)
        if text and text not in there
    ]
    raise_edition(activity.project.place)
    return made


@transaction.atomic
def say(activity: Activity, text: str, *, actor: User | None, why_held: str = "") -> Statement:
    """Add somebody's own statement; with a reason to hold it, the moderation looks first."""
    tidy = _tidy(text)
    if Statement.objects.filter(activity=activity, text=tidy).exists():
        raise ValidationError(_("Diese Aussage gibt es schon. Stimmen Sie einfach über sie ab."))
    made = _make(activity, tidy, author=actor, is_by_office=False)
    if why_held:
        StatementHiding.objects.create(statement=made)
        submit(made.ref, place=activity.project.place, author=actor, why=why_held)
    raise_edition(activity.project.place)
    return made


@transaction.atomic
def reword_statement(statement: Statement, text: str, *, actor: User | None) -> None:
    """Word a statement anew; once somebody voted on it, it stays as they read it."""
    if statement.opinions.exists():
        raise ValidationError(_("Darüber wurde schon abgestimmt: Der Wortlaut bleibt. Nehmen Sie die Aussage heraus und schreiben Sie eine neue."))  # fmt: skip
    tidy = _tidy(text)
    if Statement.objects.filter(activity=statement.activity, text=tidy).exclude(pk=statement.pk).exists():
        raise ValidationError(_("Diese Aussage gibt es schon."))
    statement.text = tidy
    statement.save(update_fields=["text"])
    record("participation.statement.reworded", statement.ref, actor=actor, place=statement.activity.project.place)
    raise_edition(statement.activity.project.place)


@transaction.atomic
def vote_on(statement: Statement, vote: int, *, person: User | None = None, guest: GuestPass | None = None) -> Opinion:
    """Note what somebody thinks of a statement; a later word replaces the earlier one.

    What people think is a political opinion (Art. 9 GDPR): it stands in rows that can be erased, not in the chain.
    """
    voice, is_new = Voice.objects.get_or_create(activity=statement.activity, person=person, guest=guest)
    opinion, _created = Opinion.objects.update_or_create(voice=voice, statement=statement, defaults={"vote": vote})
    if is_new:  # the numbers on the cards change with the people, not with each vote
        record("participation.map.joined", statement.activity.ref, actor=None, place=statement.activity.project.place)
        raise_edition(statement.activity.project.place)
    return opinion


@transaction.atomic
def take_over_opinions(activity: Activity, sheets: Iterable[tuple[User | None, Mapping[Statement, int]]]) -> int:
    """Put many people's opinions on the map at once, each as one who votes for the first time; returns how many people."""
    given = list(sheets)
    voices = Voice.objects.bulk_create([Voice(activity=activity, person=person) for person, _votes in given])
    Opinion.objects.bulk_create(
        [
            Opinion(voice=voice, statement=statement, vote=vote)
            for voice, (_person, votes) in zip(voices, given, strict=True)
            for statement, vote in votes.items()
        ],
        batch_size=1000,
    )
    record("participation.map.taken_over", activity.ref, actor=None, place=activity.project.place, details={"people": len(voices)})  # fmt: skip
    raise_edition(activity.project.place)
    return len(voices)


@transaction.atomic
def hide_statement(public_id: uuid.UUID, *, actor: User | None, reason: str) -> None:
    """Take a statement off the map, with its votes; nothing is deleted."""
    statement = _whole(public_id)
    _hiding, created = StatementHiding.objects.get_or_create(
        statement=statement, defaults={"hidden_by": actor, "reason": reason}
    )
    if created:
        record("participation.statement.hidden", statement.ref, actor=actor, place=statement.activity.project.place)
        raise_edition(statement.activity.project.place)


@transaction.atomic
def restore_statement(public_id: uuid.UUID, *, actor: User | None) -> None:
    """Bring a statement back, with the votes it had."""
    statement = _whole(public_id)
    found, _rows = StatementHiding.objects.filter(statement=statement).delete()
    if found:
        record("participation.statement.restored", statement.ref, actor=actor, place=statement.activity.project.place)
        raise_edition(statement.activity.project.place)


@transaction.atomic
def copy_statements(source: Activity, target: Activity) -> None:
    """Take over what the town hall said; what people said and thought stays where it is."""
    add_statements(target, Statement.objects.of(source).shown().filter(is_by_office=True).values_list("text", flat=True), actor=None)  # fmt: skip


@transaction.atomic
def forget_person_on_maps(user: User) -> None:
    """Take a person off opinion maps: votes go while people vote and stay nameless afterwards; statements stay.

    While the vote runs, deleting the account takes back the consent (Art. 7 (3), Art. 17 (1) b GDPR); once it is over,
    a voice nobody can be told by any more is no personal data, and the map others talk about must not change.
    """
    today = timezone.localdate()
    for voice in Voice.objects.filter(person=user).select_related("activity__phase", "activity__closure"):
        if voice.activity.is_past(today):
            Voice.objects.filter(pk=voice.pk).update(person=None)
        else:
            voice.delete()
    Statement.objects.filter(author=user).update(author=None)
    StatementHiding.objects.filter(hidden_by=user).update(hidden_by=None)


@transaction.atomic
def forget_voices() -> int:
    """Forget whose voice it was some time after the end of a map."""
    day = timezone.localdate() - datetime.timedelta(days=DAYS_LINKED)
    named = Voice.objects.filter(activity__phase__ends_on__lt=day).exclude(person=None, guest=None)
    return named.update(person=None, guest=None)


def _make(
    activity: Activity, text: str, *, author: User | None, is_by_office: bool, at: datetime.datetime | None = None
) -> Statement:
    made = Statement.objects.create(
        activity=activity, text=text, author=author, is_by_office=is_by_office, created_at=at or timezone.now(),
        is_sample=activity.is_sample,
    )  # fmt: skip
    enter(made.ref, place=activity.project.place, at=made.created_at)
    record("participation.statement.made", made.ref, actor=author if is_by_office else None, place=activity.project.place)  # fmt: skip
    return made


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _whole(public_id: uuid.UUID) -> Statement:
    return Statement.objects.select_related("activity__project__place__parent").get(public_id=public_id)
