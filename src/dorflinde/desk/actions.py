"""Puts things on the desk of an office and takes them off."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise

from dorflinde.accounts.public import Actor, User
from dorflinde.audit.public import record
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place

from .models import Answered, Settlement, Todo, TodoQuerySet

Words = str | Promise
DAYS_KEPT = 365


@transaction.atomic
def ask(
    subject: Ref,
    *,
    kind: str,
    place: Place,
    label: Words,
    title: Words,
    action_url: str,
    action_label: Words,
    office: str = Todo.Office.HALL,
    note: Words = "",
    due_on: datetime.date | None = None,
    is_sample: bool = False,
) -> Todo:
    """Put a thing on the desk; the same kind of question about the same thing waits only once and is brought up to date.

    Lazy translations are kept in the language of the house: whoever asks may read another one than whoever answers.
    """
    waiting = Todo.objects.waiting().filter(subject_kind=subject.kind, subject_id=subject.id, kind=kind).first()
    todo = waiting or Todo(subject_kind=subject.kind, subject_id=subject.id, kind=kind)
    with translation.override(settings.LANGUAGE_CODE):
        todo.label, todo.title, todo.note = str(label)[:60], str(title)[:200], str(note)[:300]
        todo.action_label = str(action_label)[:60]
    todo.place, todo.office, todo.action_url = _desk_of(place), office, action_url
    todo.due_on, todo.is_sample = due_on, is_sample
    todo.save()
    return todo


@transaction.atomic
def settle(subject: Ref, *, kind: str, actor: Actor | None, outcome: Words = "") -> int:
    """Take what waited about a thing off the desk; returns how many to-dos were settled (none is no error)."""
    return _settle(Todo.objects.about(subject).filter(kind=kind), actor, outcome)


@transaction.atomic
def settle_all(subject: Ref, *, actor: Actor | None, outcome: Words) -> int:
    """Take everything off the desk that waited about a thing, whatever it was; returns how many to-dos were settled."""
    return _settle(Todo.objects.about(subject), actor, outcome)


def _settle(todos: TodoQuerySet, actor: Actor | None, outcome: Words) -> int:
    person = actor if isinstance(actor, User) else None
    with translation.override(settings.LANGUAGE_CODE):
        rows = [Settlement(todo=todo, settled_by=person, outcome=str(outcome)[:200]) for todo in todos.waiting()]
    Settlement.objects.bulk_create(rows, ignore_conflicts=True)  # somebody else may settle it at the same moment
    return len(rows)


def note_first_answer(
    subject: Ref, *, place: Place, asked_at: datetime.datetime, answered_at: datetime.datetime | None = None
) -> None:
    """Remember when a contribution was answered for the first time; later answers do not change it."""
    answered = max(answered_at or timezone.now(), asked_at)  # imported questions may be dated a little ahead
    Answered.objects.get_or_create(
        subject_kind=subject.kind,
        subject_id=subject.id,
        defaults={"place": _desk_of(place), "asked_at": asked_at, "answered_at": answered},
    )


@transaction.atomic
def set_aside(todo: Todo, *, actor: User, outcome: str) -> Settlement:
    """Settle one to-do by hand, with a word why nothing more is needed; what is settled already stays as it is."""
    settlement, created = Settlement.objects.get_or_create(
        todo=todo, defaults={"settled_by": actor, "outcome": outcome[:200], "is_by_hand": True}
    )
    if created:
        record("desk.todo.set_aside", todo.ref, actor=actor, place=todo.place, details={"kind": todo.kind})
    return settlement


@transaction.atomic
def put_back(todo: Todo, *, actor: User) -> bool:
    """Undo what was set aside by hand: the to-do waits again.

    False when there was nothing to undo, or when the same question waits anew already.
    """
    same = Todo.objects.waiting().filter(subject_kind=todo.subject_kind, subject_id=todo.subject_id, kind=todo.kind)
    if same.exists():
        return False
    undone, _rows = Settlement.objects.filter(todo=todo, is_by_hand=True).delete()
    if undone:
        record("desk.todo.put_back", todo.ref, actor=actor, place=todo.place, details={"kind": todo.kind})
    return bool(undone)


def forget_settled() -> int:
    """Forget what was settled more than a year ago; returns how many to-dos went."""
    old = Todo.objects.filter(settlement__settled_at__lt=timezone.now() - datetime.timedelta(days=DAYS_KEPT))
    number = old.count()
    old.delete()
    return number


def _desk_of(place: Place) -> Place:
    """Return whose desk it is: the municipality's, or the region's for what belongs to no municipality."""
    return place if place.kind == Place.Kind.REGION else place.municipality
