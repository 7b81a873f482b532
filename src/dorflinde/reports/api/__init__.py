"""Open311 GeoReport v2: programs read and send reports (https://wiki.open311.org/GeoReport_v2/), with mySociety's updates."""

from .reading import definition, discovery, one_request, services, token
from .writing import requests, updates

__all__ = ["definition", "discovery", "one_request", "requests", "services", "token", "updates"]
