"""Reads boundaries from GeoJSON (RFC 7946) by official key; only what draws a boundary is kept."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .report import FileProblem, Rejected

_MOST_BYTES = 256 * 1024 * 1024
_SOURCES = ("source", "attribution", "quelle", "Quelle", "copyright")
_COLUMN = "boundary"


@dataclass(frozen=True)
class Boundary:
    """The boundary of one municipality, and whose work it is."""

    geometry: dict[str, Any]
    source: str


class _Unusable(ValueError):
    """A geometry cannot be drawn; the message says why."""


def read_boundaries(content: bytes, *, source: str = "") -> tuple[dict[str, Boundary], list[Rejected]]:
    """Return the boundaries by AGS and the features that cannot be used, numbered from 1."""
    features, named_source = _features(content)
    found: dict[str, Boundary] = {}
    bad: list[Rejected] = []
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            bad.append(Rejected(number, _COLUMN, _("Grenze %(number)s hat keine Eigenschaften.") % {"number": number}))
            continue
        ags = str(properties.get("ags", properties.get("AGS", "")))
        if not re.fullmatch(r"\d{8}", ags, re.ASCII):
            bad.append(
                Rejected(number, _COLUMN, _("Grenze %(number)s nennt keinen achtstelligen ags.") % {"number": number})
            )
            continue
        if ags in found:
            bad.append(Rejected(number, _COLUMN, _("Für %(ags)s gibt es zwei Grenzen.") % {"ags": ags}))
            continue
        try:
            geometry = clean_geometry(feature.get("geometry"))
        except ValueError as problem:
            bad.append(Rejected(number, _COLUMN, f"{ags}: {problem}"))
            continue
        found[ags] = Boundary(geometry, (source or _source_of(properties) or named_source)[:120])
    return found, bad


def clean_geometry(geometry: object) -> dict[str, Any]:
    """Return a Polygon or MultiPolygon with nothing but its coordinates; raises ValueError with the reason."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise _Unusable(_("Eine Grenze muss ein Polygon oder MultiPolygon sein."))
    coordinates = geometry.get("coordinates")
    if geometry["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": _polygon(coordinates)}
    return {"type": "MultiPolygon", "coordinates": [_polygon(part) for part in _some(coordinates)]}


def _features(content: bytes) -> tuple[list[Any], str]:
    if len(content) > _MOST_BYTES:
        raise FileProblem(_("Die Datei mit den Grenzen ist größer als 256 MB."))
    try:
        collection = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise FileProblem(_("Die Datei mit den Grenzen ist kein lesbares GeoJSON.")) from problem
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise FileProblem(_("Die Datei mit den Grenzen ist keine FeatureCollection (GeoJSON)."))
    return features, _source_of(collection)


def _source_of(members: dict[str, Any]) -> str:
    """Return the source note a file carries; licences ask that it is shown with every drawing."""
    notes = [members[key] for key in _SOURCES if isinstance(members.get(key), str)]
    return "".join(sign for sign in (notes[0] if notes else "") if sign.isprintable())


def _polygon(rings: object) -> list[list[list[float]]]:
    return [_ring(ring) for ring in _some(rings)]


def _ring(points: object) -> list[list[float]]:
    ring = [_point(point) for point in _some(points)]
    if len(ring) < 4:
        raise _Unusable(_("Ein Ring der Grenze hat weniger als vier Punkte."))
    if ring[0] != ring[-1]:
        raise _Unusable(_("Ein Ring der Grenze ist nicht geschlossen."))
    return ring


def _point(point: object) -> list[float]:
    if not isinstance(point, list) or not 2 <= len(point) <= 4:
        raise _Unusable(_("Ein Punkt der Grenze ist kein Paar aus Länge und Breite."))
    lon, lat = point[0], point[1]
    for value, most in ((lon, 180), (lat, 90)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
            raise _Unusable(_("Ein Punkt der Grenze liegt nicht auf der Erde (Länge, Breite in Grad, WGS 84)."))
    return [round(float(lon), 6), round(float(lat), 6)]


def _some(values: object) -> list[Any]:
    if not isinstance(values, list) or not values:
        raise _Unusable(_("Die Grenze ist leer."))
    return values
