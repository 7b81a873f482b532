"""Reads the official register of municipalities and their boundaries: whole or not at all, as often as one likes."""

from .boundaries import Boundary, read_boundaries
from .places import import_places
from .register import PlaceRow, read_register
from .report import PlacesReport, Rejected

__all__ = ["Boundary", "PlaceRow", "PlacesReport", "Rejected", "import_places", "read_boundaries", "read_register"]
