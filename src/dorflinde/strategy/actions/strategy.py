"""Writes down what a municipality or region wants to reach."""

from django.db import transaction

from dorflinde.accounts.public import Actor
from dorflinde.audit import public as audit
from dorflinde.core.subjects import Ref
from dorflinde.places.public import raise_edition
from dorflinde.strategy.models import Strategy

from .history import remember_thing, said_before


@transaction.atomic
def save_strategy(strategy: Strategy, *, actor: Actor | None) -> Strategy:
    """Store a new or changed strategy."""
    verb = "changed" if strategy.pk else "created"
    strategy.full_clean()
    before = said_before(strategy)
    strategy.save()
    remember_thing(strategy, before, strategy.place, actor=actor)
    raise_edition(strategy.place)
    audit.record(
        f"strategy.strategy.{verb}", Ref("strategy.strategy", strategy.public_id), actor=actor, place=strategy.place
    )
    return strategy
