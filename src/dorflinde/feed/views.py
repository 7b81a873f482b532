"""The pages everyone begins with: the region, the square of a municipality, a village, the composer, „Mehr“, search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dorflinde.accounts.public import muted_by
from dorflinde.core import modules
from dorflinde.core.geo import Projection
from dorflinde.places.public import Place, at, municipalities, open_municipality, open_village, places_of, the_region

from . import queries

_MAP_WIDTH = 640


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the region: its municipalities on a drawn map and as a list, and what is new among them."""
    region = the_region()
    places = municipalities()
    context = {
        "region": region,
        "municipalities": places,
        "region_map": _map(places),
        "entries": queries.newest_of_region(muted=muted_by(request.user)),
    }
    return render(request, "feed/home.html", context)


@require_safe
def square(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show the square of a municipality: today, what is new, what can be decided, what became of it."""
    place = at(request, open_municipality(municipality))
    reach, muted = queries.within_reach(request.user, place), muted_by(request.user)
    page = queries.stream_page(place, cursor=request.GET.get("ab", ""), reach=reach, muted=muted)
    context = {
        "place": place,
        "page": page,
        "is_first_page": "ab" not in request.GET,
        "neighbours": queries.from_neighbours(place, page, muted=muted) if "ab" not in request.GET else [],
        "open_today": queries.open_today(place),
        "cards": _cards(request, place),
        "villages": places_of(place)[1:],
    }
    return render(request, "feed/square.html", context)


@require_safe
def village(request: HttpRequest, municipality: str, village: str) -> HttpResponse:
    """Show what is new in one village of a municipality."""
    above = open_municipality(municipality)
    place = open_village(above, village)
    at(request, above)
    page = queries.stream_page(place, cursor=request.GET.get("ab", ""), muted=muted_by(request.user))
    context = {"place": above, "village": place, "page": page}
    return render(request, "feed/village.html", context)


@require_safe
def composer(request: HttpRequest, municipality: str) -> HttpResponse:
    """Ask what someone wants to say and lead to the form that asks only what this needs."""
    place = at(request, open_municipality(municipality))
    kinds = [kind for module in modules.switched_on(place.modules_off) for kind in module.composer]
    return render(request, "feed/composer.html", {"place": place, "kinds": sorted(kinds, key=lambda kind: kind.order)})


@require_safe
def more(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show everything else the municipality offers here."""
    place = at(request, open_municipality(municipality))
    switched_on = modules.switched_on(place.modules_off)
    links = [nav for module in switched_on for nav in (*module.nav, *module.more)]
    context = {"place": place, "links": sorted(links, key=lambda nav: nav.order), "places": places_of(place)}
    return render(request, "feed/more.html", context)


@require_safe
def search(request: HttpRequest, municipality: str) -> HttpResponse:
    """Search the stream of a municipality."""
    place = at(request, open_municipality(municipality))
    words = request.GET.get("q", "").strip()[:100]
    found = queries.search(place, words, muted=muted_by(request.user)) if words else []
    return render(request, "feed/search.html", {"place": place, "words": words, "found": found})


def _cards(request: HttpRequest, place: Place) -> list[SafeString]:
    cards = [card for module in modules.switched_on(place.modules_off) for card in module.cards]
    rendered = [card.render(request, place) for card in sorted(cards, key=lambda card: card.order)]
    return [card for card in rendered if card is not None]


def _map(places: list[Place]) -> dict[str, object] | None:
    """Return the region as drawing instructions: one path and one label point for each municipality."""
    drawn = [place for place in places if place.boundary]
    if not drawn:
        return None
    projection = Projection.around([place.boundary for place in drawn if place.boundary], width=_MAP_WIDTH)
    shapes = []
    for place in drawn:
        x, y = projection.point(place.lon or 0, place.lat or 0)
        shapes.append({"place": place, "path": projection.path(place.boundary or {}), "x": x, "y": y})
    sources = sorted({place.boundary_source for place in drawn if place.boundary_source})
    return {
        "shapes": shapes,
        "width": _MAP_WIDTH,
        "height": round(projection.height),
        "source": ", ".join(sources),
        "label": _("Karte der Gemeinden; dieselben Gemeinden stehen in der Liste daneben"),
    }
