"""Places as open formats: the boundary as GeoJSON."""

from typing import Any

from .models import Place


def boundary_feature(place: Place) -> dict[str, Any]:
    """Return the place as a GeoJSON feature (RFC 7946); without a boundary the geometry is the centre, or null."""
    centre = {"type": "Point", "coordinates": [place.lon, place.lat]} if place.lon is not None else None
    properties = {
        "ags": place.ags,
        "name": place.name,
        "designation": place.designation,
        "source": place.boundary_source,
    }
    return {
        "type": "Feature",
        "id": place.ags or str(place.public_id),
        "properties": {name: value for name, value in properties.items() if value},
        "geometry": place.boundary or centre,
    }
