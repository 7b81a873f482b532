"""Brings the register's rows and the places of this installation together."""

from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from dorflinde.core.text import german_slug
from dorflinde.places.editions import forget_edition
from dorflinde.places.models import RESERVED_SLUGS, Place

from .boundaries import Boundary, read_boundaries
from .register import PlaceRow, read_register
from .report import FileProblem, PlacesReport, Rejected

_BATCH = 500
_OFFICIAL = tuple(field.name for field in fields(PlaceRow) if field.name not in {"row", "ags"})


def import_places(
    file: Path,
    *,
    boundaries: Path | None = None,
    region_name: str = "",
    boundary_source: str = "",
    dry_run: bool = False,
) -> PlacesReport:
    """Read municipalities with their official keys: all of them or, when one row is wrong, none.

    Empty cells leave what is known as it is. A municipality keeps its address for ever; a new one whose name is
    taken or doubled gets its official key behind it. The same file twice changes nothing.
    """
    try:
        rows, rejected = read_register(_content(file))
        drawn: dict[str, Boundary] = {}
        if boundaries is not None:
            drawn, wrong = read_boundaries(_content(boundaries), source=boundary_source)
            rejected += wrong
        if rejected:
            return PlacesReport(rejected=rejected)
        return _write(rows, drawn, region_name=" ".join(region_name.split()), dry_run=dry_run)
    except FileProblem as problem:
        return PlacesReport(rejected=[Rejected(0, "", str(problem))])


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise FileProblem(
            _("%(file)s kann nicht gelesen werden: %(problem)s") % {"file": file.name, "problem": problem.strerror}
        ) from problem


def _write(rows: list[PlaceRow], drawn: dict[str, Boundary], *, region_name: str, dry_run: bool) -> PlacesReport:
    try:
        with transaction.atomic():
            report = _bring_together(rows, drawn, region_name)
            if dry_run:
                transaction.set_rollback(True)
    except IntegrityError as problem:
        raise FileProblem(_("Gerade ändert jemand anderes die Orte. Bitte noch einmal versuchen.")) from problem
    return report


def _bring_together(rows: list[PlaceRow], drawn: dict[str, Boundary], region_name: str) -> PlacesReport:
    region = _region(region_name)
    known = {place.ags: place for place in Place.objects.filter(kind=Place.Kind.MUNICIPALITY).exclude(ags="")}
    slugs = _free_slugs([row for row in rows if row.ags not in known])
    new, changed = [], []
    for row in rows:
        place = known.get(row.ags)
        is_new = place is None
        if place is None:
            place = Place(kind=Place.Kind.MUNICIPALITY, ags=row.ags, slug=slugs[row.ags], hue=_hue(row.ags))
        before = None if is_new else _state(place)
        _take_over(place, row, drawn.get(row.ags))
        if region is not None and (region_name or place.parent_id is None):
            place.parent = region
        if is_new:
            new.append(place)
        elif _state(place) != before:
            changed.append(place)
    Place.objects.bulk_create(new, batch_size=_BATCH)
    # Rows with a known key are written over: for a whole register many times quicker than bulk_update's CASE lists.
    Place.objects.bulk_create(
        changed, batch_size=_BATCH, update_conflicts=True, unique_fields=["id"],
        update_fields=[*_OFFICIAL, "parent", "boundary", "boundary_source"],
    )  # fmt: skip
    if new or changed:
        _raise_editions(new + changed)
    return PlacesReport(created=len(new), updated=len(changed), unchanged=len(rows) - len(new) - len(changed))


def _region(name: str) -> Place | None:
    """Return the region to plan in: the one named, made if need be, or the only one there is."""
    regions = Place.objects.filter(kind=Place.Kind.REGION)
    if not name:
        return regions.order_by("pk").first()
    if len(name) > 100:
        raise FileProblem(_("Der Name der Region ist zu lang (höchstens 100 Zeichen)."))
    found = regions.filter(name=name).first()
    if found is not None:
        return found
    slug = german_slug(name)
    if not slug or slug in RESERVED_SLUGS or Place.objects.filter(slug=slug).exists():
        slug = f"region-{slug}".strip("-")
    if slug in RESERVED_SLUGS or Place.objects.filter(slug=slug).exists():
        raise FileProblem(
            _("Die Region braucht einen anderen Namen: „%(name)s“ ist als Adresse vergeben.") % {"name": name}
        )
    return Place.objects.create(kind=Place.Kind.REGION, name=name, slug=slug)


def _free_slugs(rows: list[PlaceRow]) -> dict[str, str]:
    """Return an address for each new municipality; it does not depend on the order of the rows."""
    wished = {row.ags: german_slug(row.name) for row in rows}
    wishes = Counter(wished.values())
    taken = set(Place.objects.exclude(kind=Place.Kind.VILLAGE).values_list("slug", flat=True)) | RESERVED_SLUGS
    return {
        ags: slug if slug and wishes[slug] == 1 and slug not in taken else f"{slug or 'gemeinde'}-{ags}"
        for ags, slug in wished.items()
    }


def _hue(ags: str) -> int:
    """Return a colour for the place, so that neighbours differ from the first day; anyone may choose another later."""
    return int(ags) * 70 % 360


def _take_over(place: Place, row: PlaceRow, boundary: Boundary | None) -> None:
    for name in _OFFICIAL:
        value = getattr(row, name)
        if value not in (None, ""):
            setattr(place, name, value)
    if boundary is not None:
        place.boundary_source = boundary.source or (
            place.boundary_source if place.boundary == boundary.geometry else ""
        )
        place.boundary = boundary.geometry


def _state(place: Place) -> tuple[Any, ...]:
    return (*(getattr(place, name) for name in _OFFICIAL), place.parent_id, place.boundary, place.boundary_source)


def _raise_editions(places: list[Place]) -> None:
    keys = [place.pk for place in places]
    for start in range(0, len(keys), _BATCH):
        Place.objects.filter(pk__in=keys[start : start + _BATCH]).update(edition=F("edition") + 1)
    Place.objects.filter(kind=Place.Kind.REGION).update(edition=F("edition") + 1)
    transaction.on_commit(forget_edition)
