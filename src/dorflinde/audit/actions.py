"""Adds records to the chain and proves the chain whole."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dorflinde.accounts.public import Actor, User
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place

from .models import Chain, Record


@transaction.atomic
def record(
    verb: str,
    subject: Ref | None = None,
    *,
    actor: Actor | None,
    place: Place | None = None,
    details: dict[str, Any] | None = None,
) -> Record:
    """Write down who did what to which thing; no personal data belongs into `details`."""
    chain = _lock_chain(place)
    person = actor if isinstance(actor, User) else None
    entry = Record(
        chain=chain,
        number=chain.length + 1,
        at=timezone.now(),
        actor=person,
        actor_key=str(person.public_id) if person else "",
        verb=verb,
        subject_kind=subject.kind if subject else "",
        subject_id=str(subject.id) if subject else "",
        details=_plain(details or {}),
    )
    entry.digest = _digest(entry, chain.head)
    entry.save(force_insert=True)
    chain.length, chain.head = entry.number, entry.digest
    chain.save(update_fields=["length", "head"])
    return entry


def verify() -> tuple[int, list[str]]:
    """Return the number of records and the places where a chain is broken (empty when all is intact)."""
    entries, broken = 0, []
    for chain in Chain.objects.order_by("name"):
        before, number = "", 0
        # Only as far as the chain reached a moment ago: records that are added while we read are no fault.
        for entry in chain.records.filter(number__lte=chain.length).order_by("number").iterator():
            entries, number = entries + 1, number + 1
            if entry.number != number or entry.digest != _digest(entry, before):
                broken.append(f"{chain.name}:{number}")
                break
            before = entry.digest
        else:
            if chain.length != number or chain.head != before:
                broken.append(f"{chain.name}:{number + 1}")
            # One question, so that chain and records are seen at the same moment.
            elif beyond := chain.records.filter(number__gt=F("chain__length")).order_by("number").first():
                broken.append(f"{chain.name}:{beyond.number}")
    return entries, broken


def _lock_chain(place: Place | None) -> Chain:
    """Return the chain of a place's municipality (or of the region), locked until the transaction ends.

    On PostgreSQL the second of two first writers waits for the other's row, finds it, and then waits for the lock;
    the lock is what gives every record exactly one predecessor. A chain is found by its place, not by its name:
    a municipality that gets its official key later keeps its chain.
    """
    chains = Chain.objects.select_for_update()
    if place is None or place.kind == Place.Kind.REGION:
        return chains.get_or_create(name="region")[0]
    municipality = place.municipality
    return chains.get_or_create(place=municipality, defaults={"name": municipality.ags or f"place-{municipality.pk}"})[
        0
    ]


def _plain(details: dict[str, Any]) -> dict[str, Any]:
    """Return the details as they come back from either database, so that the digest can be counted again.

    PostgreSQL keeps numbers by value, not by spelling (1e16 returns as 10000000000000000): fractions are kept as words.
    """
    written = json.dumps(details, default=str, ensure_ascii=False)
    plain: dict[str, Any] = json.loads(written, parse_float=str, parse_constant=str)
    return plain


def _digest(entry: Record, before: str) -> str:
    content = [
        before, entry.number, entry.at.isoformat(), entry.actor_key, entry.verb,
        entry.subject_kind, entry.subject_id, entry.details,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
