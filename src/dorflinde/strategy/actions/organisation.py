"""Enters who leads a measure as an organisation of the municipality."""

from django.db import transaction

from dorflinde.accounts.public import Actor
from dorflinde.audit import public as audit
from dorflinde.core.cells import one_line
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Organisation, Place, raise_edition


@transaction.atomic
def organisation_named(place: Place, name: str, *, actor: Actor | None) -> Organisation:
    """Return the organisation of this name, entered if there is none; without an imprint it cannot publish yet."""
    known = {one_line(one.name).casefold(): one for one in Organisation.objects.of(place.municipality).order_by("-pk")}
    found = known.get(name.casefold())
    if found is None:
        found = Organisation.objects.create(place=place.municipality, kind=Organisation.Kind.ASSOCIATION, name=name)
        raise_edition(place.municipality)
        audit.record(
            "strategy.organisation.entered", Ref("places.organisation", found.public_id), actor=actor, place=place,
            details={"name": name},
        )  # fmt: skip
    return found
