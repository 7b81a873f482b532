"""What a town hall lays down for its place: which kinds wait for a look, which words and links are caught."""

from collections.abc import Iterable

from django.db import transaction

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.moderation.models import Checkpoint, Rule
from dorflinde.places.public import Place


@transaction.atomic
def set_checkpoints(place: Place, kinds: Iterable[str], *, actor: User) -> None:
    """Let exactly these kinds of contributions wait for a look at a place."""
    wanted = set(kinds)
    held = set(Checkpoint.objects.filter(place=place).values_list("kind", flat=True))
    if wanted == held:
        return
    Checkpoint.objects.filter(place=place, kind__in=held - wanted).delete()
    for kind in sorted(wanted - held):
        Checkpoint.objects.create(place=place, kind=kind, set_by=actor)
    record("moderation.checkpoints.set", None, actor=actor, place=place, details={"kinds": sorted(wanted)})


@transaction.atomic
def write_rule(rule: Rule, *, actor: User) -> Rule:
    """Lay down a house rule, or change one."""
    rule.set_by = actor
    rule.save()
    details = {"rule": rule.pk, "kind": rule.kind, "effect": rule.effect}
    record("moderation.rule.written", None, actor=actor, place=rule.place, details=details)
    return rule


@transaction.atomic
def strike_rule(rule: Rule, *, actor: User) -> None:
    """Strike a house rule."""
    record("moderation.rule.struck", None, actor=actor, place=rule.place, details={"rule": rule.pk})
    rule.delete()
