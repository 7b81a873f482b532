"""Leads a cycle of the strategy from step to step, and begins the next one."""

from datetime import date

from django.db import transaction

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place, raise_edition
from dorflinde.strategy.models import FieldOfAction, Measure, Stakeholder, Status, StepMark, StepPlan, Strategy


@transaction.atomic
def plan_step(strategy: Strategy, step: str, *, responsible: str, due_on: date | None, actor: Actor) -> StepPlan:
    """Write down who looks after a step, and until when."""
    plan, _made = StepPlan.objects.update_or_create(
        strategy=strategy, step=step, defaults={"responsible": responsible, "due_on": due_on}
    )
    _note("planned", strategy, step, actor)
    return plan


@transaction.atomic
def mark_step(strategy: Strategy, step: str, kind: str, *, note: str = "", actor: Actor | None) -> StepMark:
    """Say that a step is done, done on paper, left out, or taken up again."""
    person = actor if isinstance(actor, User) else None
    mark = StepMark.objects.create(strategy=strategy, step=step, kind=kind, note=note, marked_by=person)
    _note("marked", strategy, step, actor)
    return mark


@transaction.atomic
def unmark_step(strategy: Strategy, step: str, *, actor: Actor) -> bool:
    """Take back what was said last about a step; tell whether there was anything."""
    last = strategy.step_marks.filter(step=step).newest_first().first()
    if last is None:
        return False
    last.delete()
    _note("unmarked", strategy, step, actor)
    return True


@transaction.atomic
def begin_cycle(
    place: Place, *, title: str, starts_on: date, ends_on: date, actor: Actor | None, keep_texts: bool = False,
    drop_fields_without_open_measures: bool = False,
) -> Strategy:  # fmt: skip
    """Begin a new strategy here; fields and open measures go on, and the texts of the one before if that is wanted."""
    before = Strategy.objects.of(place).newest_first().first()
    strategy = Strategy(place=place, title=title, starts_on=starts_on, ends_on=ends_on)
    if before is not None:
        strategy.short_months, strategy.medium_months = before.short_months, before.medium_months
        strategy.long_months = before.long_months
        if keep_texts:
            strategy.vision, strategy.continuation = before.vision, before.continuation
    strategy.full_clean()
    strategy.save()
    # Who was spoken with goes on as well: a new paper does not make anybody a stranger.
    Stakeholder.objects.of(place).in_cycle(before).update(strategy=strategy)
    if drop_fields_without_open_measures:
        _drop_idle_fields(place)
    raise_edition(place)
    _note("begun", strategy, "", actor)
    return strategy


def _drop_idle_fields(place: Place) -> None:
    busy = Measure.objects.of(place).exclude(status__in=[Status.DONE, Status.DROPPED]).values("field")
    idle = FieldOfAction.objects.of(place).exclude(pk__in=busy.exclude(field__isnull=True))
    # A field with finished measures stays, old papers name it; one with goals stays for the figures counted towards them.
    idle.filter(measures__isnull=True, goals__isnull=True).delete()


def _note(verb: str, strategy: Strategy, step: str, actor: Actor | None) -> None:
    audit.record(
        f"strategy.step.{verb}" if step else "strategy.cycle.begun", Ref("strategy.strategy", strategy.public_id),
        actor=actor, place=strategy.place, details={"step": step} if step else {},
    )  # fmt: skip
