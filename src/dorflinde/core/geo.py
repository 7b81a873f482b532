"""Places on earth: boundaries as SVG paths without any tile server, points inside boundaries, distances."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]
_EARTH_KM = 6371.0088


def rings(geometry: dict[str, Any]) -> list[list[Point]]:
    """Return every ring (lon, lat in degrees) of a GeoJSON Polygon or MultiPolygon; other kinds raise ValueError."""
    kind = geometry.get("type")
    if kind == "Polygon":
        polygons = [geometry["coordinates"]]
    elif kind == "MultiPolygon":
        polygons = geometry["coordinates"]
    else:
        raise ValueError(f"Polygon oder MultiPolygon erwartet, nicht {kind!r}")
    return [[(float(point[0]), float(point[1])) for point in ring] for polygon in polygons for ring in polygon]


def is_inside(geometry: dict[str, Any], *, lon: float, lat: float) -> bool:
    """Tell whether the point lies inside the boundary (even-odd rule, so holes count as outside)."""
    inside = False
    for ring in rings(geometry):
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def distance_km(a: Point, b: Point) -> float:
    """Return the great-circle distance in kilometres between two (lon, lat) points in degrees (haversine)."""
    lon1, lat1, lon2, lat2 = map(math.radians, (*a, *b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


@dataclass(frozen=True)
class Projection:
    """Maps (lon, lat) onto a drawing of the given width; equirectangular, true to scale at the middle latitude."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    width: float
    height: float

    @classmethod
    def around(cls, geometries: Iterable[dict[str, Any]], *, width: float, margin: float = 8.0) -> "Projection":
        """Fit all boundaries into a drawing `width` units wide; raises ValueError when there is nothing to draw."""
        points = [point for geometry in geometries for ring in rings(geometry) for point in ring]
        if not points:
            raise ValueError("Keine Grenze zum Zeichnen")
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        stretch = math.cos(math.radians((south + north) / 2))
        scale_x = (width - 2 * margin) / max(east - west, 1e-9)
        scale_y = scale_x / stretch
        height = (north - south) * scale_y + 2 * margin
        return cls(west - margin / scale_x, north + margin / scale_y, scale_x, scale_y, width, height)

    def point(self, lon: float, lat: float) -> Point:
        """Return the place of the point in the drawing, rounded to a tenth of a unit."""
        return round((lon - self.west) * self.scale_x, 1), round((self.north - lat) * self.scale_y, 1)

    def path(self, geometry: dict[str, Any]) -> str:
        """Return the boundary as the `d` attribute of an SVG path."""
        parts = []
        for ring in rings(geometry):
            points = [self.point(lon, lat) for lon, lat in ring]
            parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z")
        return "".join(parts)
