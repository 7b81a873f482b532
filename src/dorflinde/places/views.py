"""What the law asks every publisher to show, who publishes in a place, and how far it reaches."""

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from dorflinde.core import personal

from . import exports, policies, queries
from .models import Organisation, Place

# The day on which the pages were last gone through for the accessibility statement (Art. 3 (EU) 2018/1523).
ASSESSED_ON = datetime.date(2026, 11, 22)
_BOUNDARY_SECONDS = 24 * 3600
# Who sees to it that public bodies of a Land keep their word, by the first two digits of the AGS.
_ENFORCEMENT = {
    "09": "Durchsetzungs- und Überwachungsstelle für barrierefreie Informationstechnik beim Landesamt für "
    "Digitalisierung, Breitband und Vermessung (§ 11 BayDiV)",
}


@require_safe
def imprint_region(request: HttpRequest) -> HttpResponse:
    """Show who runs this installation and answers for the region's pages."""
    region = queries.the_region()
    publisher = queries.publisher_of(region) if region else None
    return _imprint(request, region, publisher)


@require_safe
def imprint(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show who answers for what the town hall publishes."""
    place = policies.at(request, policies.open_municipality(municipality))
    return _imprint(request, place, queries.publisher_of(place))


def _imprint(request: HttpRequest, place: Place | None, publisher: Organisation | None) -> HttpResponse:
    others = place is not None and place.kind == Place.Kind.MUNICIPALITY
    context = {"place": place, "publisher": publisher, "has_others": others}
    return render(request, "places/imprint.html", context)


@require_safe
def organisations(request: HttpRequest, municipality: str) -> HttpResponse:
    """List who publishes under an own name in a municipality."""
    place = policies.at(request, policies.open_municipality(municipality))
    return render(
        request, "places/organisations.html", {"place": place, "organisations": queries.organisations_of(place)}
    )


@require_safe
def organisation(request: HttpRequest, municipality: str, organisation: str) -> HttpResponse:
    """Show an organisation with its imprint: two clicks from everything it publishes."""
    place = policies.at(request, policies.open_municipality(municipality))
    publisher = policies.open_organisation(place, organisation)
    return render(request, "places/organisation.html", {"place": place, "publisher": publisher})


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Say how people treat each other here, and what happens when someone does not (DSA Art. 14)."""
    region = queries.the_region()
    return render(request, "places/rules.html", {"publisher": queries.publisher_of(region) if region else None})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people, why and how long: read from what the modules themselves declare."""
    region = queries.the_region()
    context = {
        "region": region,
        "publisher": queries.publisher_of(region) if region else None,
        "register": [entry for entry in personal.all_registered() if entry.kept],
        "has_tiles": bool(settings.TILES_URL),
        "tiles_attribution": settings.TILES_ATTRIBUTION,
    }
    return render(request, "places/privacy.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement after the model of (EU) 2018/1523."""
    region = queries.the_region()
    lands = Place.objects.exclude(ags="").order_by("ags").values_list("ags", flat=True)[:1]
    publisher = queries.publisher_of(region) if region else None
    context = {
        "publisher": publisher,
        "responsible": publisher or region or "Dorflinde",
        "assessed_on": ASSESSED_ON,
        "enforcement": _ENFORCEMENT.get(lands[0][:2], "") if lands else "",
        "base_url": settings.BASE_URL,
    }
    return render(request, "places/accessibility.html", context)


@require_safe
def easy_language_region(request: HttpRequest) -> HttpResponse:
    """Explain the region's pages in easy language."""
    return _easy_language(request, queries.the_region())


@require_safe
def easy_language(request: HttpRequest, municipality: str) -> HttpResponse:
    """Explain a municipality's pages in easy language."""
    return _easy_language(request, policies.at(request, policies.open_municipality(municipality)))


def _easy_language(request: HttpRequest, place: Place | None) -> HttpResponse:
    """Every sentence stands on its own line; an empty line begins a paragraph."""
    text = place.easy_language.replace("\r\n", "\n") if place else ""
    paragraphs = [part.strip().split("\n") for part in text.split("\n\n") if part.strip()]
    publisher = queries.publisher_of(place) if place else None
    return render(
        request, "places/easy_language.html", {"place": place, "paragraphs": paragraphs, "publisher": publisher}
    )


@require_safe
def boundary(request: HttpRequest, municipality: str) -> HttpResponse:
    """Hand out how far a municipality reaches, to be drawn without any map service."""
    place = policies.open_municipality(municipality)
    response = JsonResponse(exports.boundary_feature(place), content_type="application/geo+json")
    response["Cache-Control"] = f"public, max-age={_BOUNDARY_SECONDS}"
    response["Expires"] = http_date(datetime.datetime.now(datetime.UTC).timestamp() + _BOUNDARY_SECONDS)
    response["Access-Control-Allow-Origin"] = "*"
    return response
