"""The municipalities for other programs."""

from typing import Annotated, Any, Self

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from dorflinde.core import modules
from dorflinde.core.api import Limit, Slug, address, next_page

from . import policies
from .models import Municipality, Place

router = Router(tags=[_("Gemeinden")])

ByName = Annotated[Slug, Path(description=_("Adresse der Gemeinde, wie sie im Link steht: „perlesreut“"))]


class PlaceName(Schema):
    """A place inside a municipality or around it."""

    slug: str = Field(description=_("Adresse des Orts"))
    name: str


class MunicipalityLine(Schema):
    """A municipality in a list."""

    slug: str = Field(description=_("Adresse der Gemeinde; damit wird sie in allen anderen Abfragen genannt"))
    name: str
    full_name: str = Field(description=_("Name mit Bezeichnung: „Markt Perlesreut“"))
    ags: str = Field(description=_("amtlicher Gemeindeschlüssel"))
    population: int | None = Field(description=_("Einwohnerzahl"))
    lon: float | None = Field(description=_("Länge (WGS 84)"))
    lat: float | None = Field(description=_("Breite (WGS 84)"))
    modules: list[str] = Field(description=_("eingeschaltete Bereiche"))
    url: str = Field(description=_("Seite der Gemeinde"))
    is_sample: bool = Field(description=_("Beispiel, keine echte Angabe"))

    @classmethod
    def of(cls, place: Place, request: HttpRequest) -> Self:
        """Return what a list says about a municipality."""
        return cls(**_line(place, request))


class MunicipalityProfile(MunicipalityLine):
    """A municipality with what lies in it."""

    ars: str = Field(description=_("amtlicher Regionalschlüssel"))
    region: PlaceName | None
    villages: list[PlaceName] = Field(description=_("Ortsteile"))
    boundary_url: str = Field(description=_("Grenze der Gemeinde als GeoJSON"))


class MunicipalityList(Schema):
    """One page of the municipalities."""

    items: list[MunicipalityLine]
    next: str | None = Field(description=_("Adresse der nächsten Seite"))


@router.get(
    "/municipalities",
    response=MunicipalityList,
    operation_id="municipalities",
    summary=_("Alle Gemeinden"),
    description=_("Die Gemeinden der Region, nach ihrer Adresse geordnet."),
)
def municipalities(
    request: HttpRequest,
    limit: Limit = 50,
    after: Annotated[
        Slug | None, Query(description=_("weiter hinter dieser Gemeinde; steht in „next“ schon fertig da"))
    ] = None,
) -> MunicipalityList:
    """List the municipalities by their address."""
    rows = list(Municipality.objects.filter(slug__gt=after or "").order_by("slug")[: limit + 1])
    page = rows[:limit]
    more = next_page(request, page[-1].slug) if len(rows) > limit else None
    return MunicipalityList(items=[MunicipalityLine.of(place, request) for place in page], next=more)


@router.get(
    "/municipalities/{slug}",
    response=MunicipalityProfile,
    operation_id="municipality",
    summary=_("Eine Gemeinde"),
    description=_("Eine Gemeinde mit ihren Ortsteilen und dem Weg zu ihrer Grenze."),
)
def municipality(request: HttpRequest, slug: ByName) -> MunicipalityProfile:
    """Return one municipality with its villages."""
    place = policies.open_municipality(slug)
    villages = Place.objects.filter(parent=place).by_name()
    return MunicipalityProfile(
        **_line(place, request),
        ars=place.ars,
        region=PlaceName(slug=place.parent.slug, name=place.parent.name) if place.parent else None,
        villages=[PlaceName(slug=village.slug, name=village.name) for village in villages],
        boundary_url=address(request, reverse("places:boundary", args=[place.slug])),
    )


def _line(place: Place, request: HttpRequest) -> dict[str, Any]:
    return {
        "slug": place.slug,
        "name": place.name,
        "full_name": place.full_name,
        "ags": place.ags,
        "population": place.population,
        "lon": place.lon,
        "lat": place.lat,
        "modules": sorted(module.name for module in modules.switched_on(place.modules_off)),
        "url": address(request, place.get_absolute_url()),
        "is_sample": place.is_sample,
    }
