"""What other modules may use of the places."""

from .actions import raise_edition, switch_module
from .imports import PlacesReport, Rejected, import_places
from .models import Municipality, Organisation, Place, Region, Village
from .policies import at, open_municipality, open_organisation, open_village
from .queries import (
    find_municipality,
    municipalities,
    organisations_of,
    place_of_address,
    places_of,
    publisher_of,
    the_region,
    without_module,
)

__all__ = [
    "Municipality",
    "Organisation",
    "Place",
    "PlacesReport",
    "Region",
    "Rejected",
    "Village",
    "at",
    "find_municipality",
    "import_places",
    "municipalities",
    "open_municipality",
    "open_organisation",
    "open_village",
    "organisations_of",
    "place_of_address",
    "places_of",
    "publisher_of",
    "raise_edition",
    "switch_module",
    "the_region",
    "without_module",
]
