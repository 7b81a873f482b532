"""A live question hour: asking, supporting, and what the moderation does with questions.

Each change raises the number of the hour in the same transaction: who saw an older number asks again, so nobody
misses anything. Pages of the place are made anew only where the record changes, not with every thumb in the hall.
"""

import datetime
import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.participation.models import (
    Activity,
    GuestPass,
    HallAnswer,
    HallHiding,
    HallModerator,
    HallQuestion,
    HallSupport,
    QuestionHour,
    new_hall_code,
)
from dorflinde.participation.queries import forget_versions
from dorflinde.places.public import raise_edition

_TRIES = 20


@transaction.atomic
def start_hour(activity: Activity, actor: User | None) -> None:
    """Give a question hour its number and the short address nobody else has."""
    codes = (new_hall_code() for _try in range(_TRIES))
    free = next(code for code in codes if not QuestionHour.objects.filter(code=code).exists())
    QuestionHour.objects.create(activity=activity, code=free)


@transaction.atomic
def ask(
    activity: Activity,
    text: str,
    *,
    name: str = "",
    person: User | None = None,
    guest: GuestPass | None = None,
    waits: bool = False,
    why_held: str = "",
    at: datetime.datetime | None = None,
) -> HallQuestion:
    """Put a question from the hall on the list, or before the moderation where it looks first."""
    now = at or timezone.now()
    made = HallQuestion.objects.create(
        activity=activity, text=tidy(text), name=tidy(name), person=person, guest=guest, asked_at=now,
        shown_at=None if waits else now, why_held=why_held, is_sample=activity.is_sample,
    )  # fmt: skip
    record("participation.hall_question.asked", made.ref, actor=None, place=activity.project.place)
    hall_changed(activity)
    return made


@transaction.atomic
def note_question(
    activity: Activity, text: str, *, name: str = "", actor: User | None, at: datetime.datetime | None = None
) -> HallQuestion:
    """Write down what somebody without a phone asked aloud; it stands there at once."""
    now = at or timezone.now()
    made = HallQuestion.objects.create(
        activity=activity, text=tidy(text), name=tidy(name), is_spoken=True, asked_at=now, shown_at=now,
        is_sample=activity.is_sample,
    )  # fmt: skip
    record("participation.hall_question.typed_in", made.ref, actor=actor, place=activity.project.place)
    hall_changed(activity)
    return made


@transaction.atomic
def stand_behind(question: HallQuestion, *, person: User | None = None, guest: GuestPass | None = None) -> None:
    """Note that somebody wants to hear the answer too; again changes nothing."""
    _support, created = HallSupport.objects.get_or_create(question=question, person=person, guest=guest)
    if created:
        hall_changed(question.activity)


@transaction.atomic
def step_back(question: HallQuestion, *, person: User | None = None, guest: GuestPass | None = None) -> None:
    """Take a support back, wherever it was given before questions were merged."""
    family = HallQuestion.objects.filter(pk=question.pk) | HallQuestion.objects.filter(merged_into=question)
    found, _rows = HallSupport.objects.filter(question__in=family, person=person, guest=guest).delete()
    if found:
        hall_changed(question.activity)


@transaction.atomic
def withdraw_question(question: HallQuestion) -> None:
    """Take one's own question back: it is gone with its supports, and what was merged into it stands by itself again."""
    record("participation.hall_question.withdrawn", question.ref, actor=None, place=question.activity.project.place)
    question.delete()
    hall_changed(question.activity, on_pages=True)


# --- The moderation's desk ------------------------------------------------------------------------------------------------
@transaction.atomic
def let_through(question: HallQuestion, *, actor: User | None) -> None:
    """Show a question that waited."""
    if HallQuestion.objects.filter(pk=question.pk, shown_at__isnull=True).update(shown_at=timezone.now(), why_held=""):
        _noted("shown", question, actor)


@transaction.atomic
def hide_hall_question(public_id: uuid.UUID, *, actor: User | None, reason: str) -> None:
    """Take a question off, from the podium and the shortlist too; nothing is deleted."""
    question = _whole(public_id)
    _hiding, created = HallHiding.objects.get_or_create(
        question=question, defaults={"hidden_by": actor, "reason": reason[:300]}
    )
    if created:
        HallQuestion.objects.filter(pk=question.pk).update(position=None)
        QuestionHour.objects.filter(podium=question).update(podium=None)
        _noted("hidden", question, actor)


@transaction.atomic
def restore_hall_question(public_id: uuid.UUID, *, actor: User | None) -> None:
    """Bring a question back with its supporters; whoever does so has looked at it."""
    question = _whole(public_id)
    found, _rows = HallHiding.objects.filter(question=question).delete()
    waited = HallQuestion.objects.filter(pk=question.pk, shown_at__isnull=True).update(shown_at=timezone.now())
    if found or waited:
        _noted("restored", question, actor)


@transaction.atomic
def put_on_shortlist(question: HallQuestion, *, actor: User | None) -> None:
    """Remember a question for later, behind those that are remembered already."""
    last = HallQuestion.objects.filter(activity=question.activity).aggregate(last=Max("position"))["last"] or 0
    if HallQuestion.objects.filter(pk=question.pk, position__isnull=True).update(position=last + 1):
        _noted("shortlisted", question, actor)


@transaction.atomic
def take_off_shortlist(question: HallQuestion, *, actor: User | None) -> None:
    """Put a question back among the others."""
    if HallQuestion.objects.filter(pk=question.pk, position__isnull=False).update(position=None):
        _noted("unlisted", question, actor)


@transaction.atomic
def move_on_shortlist(question: HallQuestion, *, up: bool, actor: User | None) -> None:
    """Put a remembered question before or after its neighbour; at the end of the row nothing happens."""
    here = HallQuestion.objects.select_for_update(of=("self",)).filter(
        activity=question.activity, position__isnull=False
    )
    row = list(here.filter(hiding__isnull=True, answer__isnull=True, merged_into__isnull=True).order_by("position", "pk"))  # fmt: skip
    at = next((place for place, one in enumerate(row) if one.pk == question.pk), None)
    if at is None or not 0 <= (there := at - 1 if up else at + 1) < len(row):
        return
    row[at], row[there] = row[there], row[at]
    for number, one in enumerate(row, start=1):
        one.position = number
    HallQuestion.objects.bulk_update(row, ["position"])
    _noted("moved", question, actor)


@transaction.atomic
def put_on_podium(question: HallQuestion, *, actor: User | None) -> None:
    """Say which question is being answered now; there is one at a time."""
    QuestionHour.objects.filter(activity=question.activity).update(podium=question)
    HallQuestion.objects.filter(pk=question.pk, shown_at__isnull=True).update(shown_at=timezone.now())
    _noted("on_podium", question, actor)


@transaction.atomic
def clear_podium(activity: Activity, *, actor: User | None) -> None:
    """Say that no question is being answered at the moment."""
    if QuestionHour.objects.filter(activity=activity, podium__isnull=False).update(podium=None):
        record("participation.hour.podium_cleared", activity.ref, actor=actor, place=activity.project.place)
        hall_changed(activity)


@transaction.atomic
def answer_in_hall(
    question: HallQuestion, text: str, *, actor: User | None, at: datetime.datetime | None = None
) -> HallAnswer:
    """Mark a question as answered, with a few words for the record; later words replace earlier ones."""
    answer, _created = HallAnswer.objects.update_or_create(
        question=question,
        defaults={"text": text.strip(), "noted_by": actor},
        create_defaults={"text": text.strip(), "noted_by": actor, "answered_at": at or timezone.now()},
    )
    HallQuestion.objects.filter(pk=question.pk).update(position=None)
    HallQuestion.objects.filter(pk=question.pk, shown_at__isnull=True).update(shown_at=timezone.now())
    QuestionHour.objects.filter(podium=question).update(podium=None)
    _noted("answered", question, actor)
    return answer


@transaction.atomic
def take_answer_back(question: HallQuestion, *, actor: User | None) -> None:
    """Put a question back among those that are open."""
    found, _rows = HallAnswer.objects.filter(question=question).delete()
    if found:
        _noted("reopened", question, actor)


@transaction.atomic
def merge_questions(questions: Sequence[HallQuestion], into: HallQuestion, *, actor: User | None) -> None:
    """Let several questions be asked as one: their supporters count once each, and their authors stay named."""
    others = [one.pk for one in questions if one.pk != into.pk]
    if not others:
        raise ValidationError(_("Bitte mindestens zwei Fragen markieren."))
    HallQuestion.objects.filter(pk__in=others).update(merged_into=into, position=None)
    HallQuestion.objects.filter(merged_into__in=others).update(merged_into=into)
    QuestionHour.objects.filter(podium__in=others).update(podium=into)
    _noted("merged", into, actor)


@transaction.atomic
def part_question(question: HallQuestion, *, actor: User | None) -> None:
    """Let a merged question stand by itself again, with its own supporters."""
    if HallQuestion.objects.filter(pk=question.pk, merged_into__isnull=False).update(merged_into=None):
        _noted("parted", question, actor)


@transaction.atomic
def pause_asking(activity: Activity, *, actor: User | None) -> None:
    """Take no more questions; supporting goes on."""
    if QuestionHour.objects.filter(activity=activity, paused_at__isnull=True).update(paused_at=timezone.now()):
        record("participation.hour.paused", activity.ref, actor=actor, place=activity.project.place)
        hall_changed(activity)


@transaction.atomic
def resume_asking(activity: Activity, *, actor: User | None) -> None:
    """Take questions again."""
    if QuestionHour.objects.filter(activity=activity, paused_at__isnull=False).update(paused_at=None):
        record("participation.hour.resumed", activity.ref, actor=actor, place=activity.project.place)
        hall_changed(activity)


@transaction.atomic
def name_moderator(activity: Activity, person: User, *, actor: User | None) -> None:
    """Let somebody who is not of the town hall lead through an hour."""
    hour = QuestionHour.objects.get(activity=activity)
    _row, created = HallModerator.objects.get_or_create(hour=hour, person=person, defaults={"named_by": actor})
    if created:
        record("participation.hour.moderator_named", activity.ref, actor=actor, place=activity.project.place)


@transaction.atomic
def dismiss_moderator(activity: Activity, key: int, *, actor: User | None) -> None:
    """Let somebody lead through an hour no longer."""
    found, _rows = HallModerator.objects.filter(hour__activity=activity, pk=key).delete()
    if found:
        record("participation.hour.moderator_dismissed", activity.ref, actor=actor, place=activity.project.place)


def hall_changed(activity: Activity, *, on_pages: bool = False) -> None:
    """Raise the number of an hour, so that everybody in the hall sees what is new; where the record changes, pages too."""
    QuestionHour.objects.filter(activity=activity).update(version=F("version") + 1)
    transaction.on_commit(forget_versions)
    if on_pages:
        raise_edition(activity.project.place)


def tidy(text: str) -> str:
    """Return a text in one line."""
    return " ".join(text.split())


def _noted(what: str, question: HallQuestion, actor: User | None) -> None:
    activity = question.activity
    record(f"participation.hall_question.{what}", question.ref, actor=actor, place=activity.project.place)
    hall_changed(activity, on_pages=True)


def _whole(public_id: uuid.UUID) -> HallQuestion:
    return HallQuestion.objects.select_related("activity__project__place__parent").get(public_id=public_id)
