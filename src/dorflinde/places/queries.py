"""Reads about places that many pages need."""

from django.db.models import Case, IntegerField, Q, Value, When

from .models import Municipality, Organisation, Place, Region

# Who speaks for a place when it comes to the law: first its town hall, in a region also an association.
_PUBLISHERS = (Organisation.Kind.TOWN_HALL, Organisation.Kind.ASSOCIATION)


def the_region() -> Place | None:
    """Return the region of this installation (one region, one installation)."""
    return Region.objects.select_related("parent").order_by("pk").first()


def municipalities() -> list[Place]:
    """Return all municipalities by name."""
    return list(Municipality.objects.select_related("parent").order_by("name", "pk"))


def without_module(name: str) -> list[int]:
    """Return the keys of the municipalities that have switched a module off; their things lead nowhere."""
    places = Municipality.objects.exclude(modules_off=[]).values_list("pk", "modules_off")
    return [key for key, off in places if name in off]


def find_municipality(name: str) -> Place:
    """Return the municipality named by its slug or AGS; raises Place.DoesNotExist."""
    if not name:
        raise Place.DoesNotExist
    return Municipality.objects.select_related("parent").get(Q(slug=name) | Q(ags=name))


def place_of_address(address: str) -> Place | None:
    """Return the municipality whose page an address names, if it is one."""
    slug = address.partition("?")[0].lstrip("/").partition("/")[0]
    return Municipality.objects.select_related("parent").filter(slug=slug).first() if slug else None


def places_of(municipality: Place) -> list[Place]:
    """Return the municipality and its villages by name, the municipality first."""
    villages = Place.objects.filter(parent=municipality).select_related("parent").by_name()
    return [municipality, *villages]


def publisher_of(place: Place) -> Organisation | None:
    """Return the organisation that answers for a place in the sense of the law: its town hall or the region's office."""
    order = Case(
        *(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(_PUBLISHERS)), output_field=IntegerField()
    )
    kinds = _PUBLISHERS if place.kind == Place.Kind.REGION else _PUBLISHERS[:1]
    found = Organisation.objects.filter(place=place, kind__in=kinds).select_related("place")
    return found.annotate(rank=order).order_by("rank", "pk").first()


def organisations_of(place: Place) -> list[Organisation]:
    """Return the organisations of a place (with its villages, not with the municipalities of a region) by kind and name."""
    kinds = {kind: rank for rank, kind in enumerate(Organisation.Kind.values)}
    found = Organisation.objects.of(place).select_related("place__parent").order_by("name", "pk")
    return sorted(found, key=lambda organisation: kinds[organisation.kind])
