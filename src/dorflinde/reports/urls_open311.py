"""Addresses for programs: /open311/v2/…, each as .json and .xml."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from . import api

app_name = "open311"


def _both(route: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """Return the address of a view in both formats."""
    return [path(f"{route}.{form}", view, {"form": form}, name=f"{name}_{form}") for form in ("json", "xml")]


urlpatterns = [
    path("", api.discovery, name="root"),
    *_both("discovery", api.discovery, "discovery"),
    *_both("services", api.services, "services"),
    *_both("services/<str:code>", api.definition, "definition"),
    *_both("requests", api.requests, "requests"),
    *_both("requests/<str:name>", api.one_request, "one_request"),
    *_both("request/<str:name>", api.one_request, "same_request"),  # as the published OpenAPI document names it
    *_both("tokens/<str:name>", api.token, "token"),
    *_both("servicerequestupdates", api.updates, "updates"),
]
