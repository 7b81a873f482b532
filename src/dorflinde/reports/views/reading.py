"""What everyone reads: the list with its map, a report and what became of it."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import TOWN_HALL, User, allow, has_role
from dorflinde.moderation.public import require_voice, standing_of
from dorflinde.places.public import Place, at, places_of
from dorflinde.reports import actions, policies, queries
from dorflinde.reports.forms import StillThereForm
from dorflinde.reports.models import Report
from dorflinde.reports.queries import lists
from dorflinde.trail import public as trail

KEY = "schluessel"  # as it stands in the link of somebody without an account
_REOPENED_A_DAY = 20


@require_safe
def index(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show what was reported here: open, solved, closed; as a list and on the map."""
    place = at(request, policies.open_reports(municipality))
    wish = lists.Wish(
        state=_one_of(request, "stand", (lists.SOLVED, lists.CLOSED_ONES, lists.ALL)) or lists.OPEN_ONES,
        category=_word(request, "art"),
        village=_word(request, "ort"),
    )
    reports = queries.visible_at(place, wish)
    page = Paginator(reports, queries.PAGE_LENGTH).get_page(request.GET.get("seite"))
    context = {
        "place": place,
        "page": page,
        "wish": wish,
        "tabs": _tabs(place, wish),
        "categories": queries.categories_of(place),
        "villages": places_of(place)[1:],
        "pins": queries.on_the_map(reports),
        "figures": queries.with_times(place),
        "may_handle": has_role(request.user, TOWN_HALL, place),
        "writer": policies.writer_key(request.user),
        **map_of(place),
    }
    return render(request, "reports/index.html", context)


@require_safe
def report(request: HttpRequest, municipality: str, key: uuid.UUID) -> HttpResponse:
    """Show a report: what it says, where it is, how it stands and why."""
    place = at(request, policies.open_reports(municipality))
    signature = _word(request, KEY)
    found = policies.shown_report(request.user, key, signature)
    if found.municipality_id != place.pk:
        return redirect(_with_key(found.get_absolute_url(), signature))
    is_read_there = found.is_duplicate and found.duplicate.root.is_visible
    if is_read_there and not policies.may_handle(request.user, found):
        return redirect(found.duplicate.root.get_absolute_url())
    response = render(request, "reports/report.html", report_context(request, place, found, signature))
    if signature:
        add_never_cache_headers(response)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_there(request: HttpRequest, municipality: str, key: uuid.UUID) -> HttpResponse:
    """Let whoever reported it, and anyone with an account, say that what was closed is still there."""
    place = at(request, policies.open_reports(municipality))
    signature = _word(request, KEY)
    found = policies.reopenable_report(request.user, place, key, signature)
    require_voice(request.user, found.place)
    form = StillThereForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not allow(request, "reopened reports", limit=_REOPENED_A_DAY, seconds=24 * 3600):
        form.add_error(None, _("Das waren viele auf einmal. Bitte versuchen Sie es morgen wieder."))
    if form.is_valid():
        actions.say_still_there(found, actor=request.user, text=form.cleaned_data["text"])
        if isinstance(request.user, User):
            messages.success(request, _("Danke. Die Meldung ist wieder offen und liegt im Rathaus oben auf dem Tisch."))
        return redirect(_with_key(found.get_absolute_url(), signature))
    context = {
        "place": place,
        "report": found,
        "form": form,
        "back_url": _with_key(found.get_absolute_url(), signature),
    }
    return render(request, "reports/still_there.html", context, status=422 if form.errors else 200)


def map_of(place: Place) -> dict[str, Any]:
    """Return what a page needs to show a map of a municipality."""
    center = (place.lat, place.lon) if place.lat is not None and place.lon is not None else None
    return {"center": center, "tiles": settings.TILES_URL, "attribution": settings.TILES_ATTRIBUTION}


def report_context(request: HttpRequest, place: Place, found: Report, signature: str) -> dict[str, Any]:
    """Return what the page of a report shows."""
    trail_url = trail.url_of(found.ref) if found.is_visible else ""
    return {
        "place": place,
        "report": found,
        "changes": queries.changes_of(found),
        "same": found.duplicates.count(),
        "is_reporter": policies.is_reporter(request.user, found, signature),
        "may_handle": policies.may_handle(request.user, found),
        "still_url": _with_key(reverse("reports:still_there", args=[place.slug, found.public_id]), signature)
        if policies.may_reopen(request.user, found, signature)
        else "",
        "way": [(place.name, place.get_absolute_url()), (_("Sag’s uns"), reverse("reports:index", args=[place.slug]))],
        "pins": [{"lat": found.lat, "lon": found.lon, "title": found.title}] if found.pin else [],
        "trail_url": trail_url,
        "follow_key": resolve(trail_url).kwargs["key"] if trail_url else None,
        "is_following": trail.is_following(found.ref, request.user),
        "offspring": trail.offspring_of(found.ref),
        "standing": standing_of(found.ref) if found.is_hidden else None,
        **map_of(place),
    }


def _tabs(place: Place, wish: lists.Wish) -> list[tuple[str, str, bool]]:
    names = {
        lists.OPEN_ONES: _("Offen"),
        lists.SOLVED: _("Gelöst"),
        lists.CLOSED_ONES: _("Nicht gelöst"),
        lists.ALL: _("Alle"),
    }
    kept = {name: value for name, value in (("art", wish.category), ("ort", wish.village)) if value}
    here = reverse("reports:index", args=[place.slug])
    rows = []
    for state, label in names.items():
        query = urlencode({**kept, **({} if state == lists.OPEN_ONES else {"stand": state})})
        rows.append((label, f"{here}?{query}".rstrip("?"), state == wish.state))
    return rows


def _one_of(request: HttpRequest, name: str, allowed: tuple[str, ...]) -> str:
    word = _word(request, name)
    return word if word in allowed else ""


def _word(request: HttpRequest, name: str) -> str:
    """Return a word of the address, without the one character that PostgreSQL keeps in no text."""
    return request.GET.get(name, "").replace("\0", "")[:200]


def _with_key(address: str, signature: str) -> str:
    return f"{address}?{urlencode({KEY: signature})}" if signature else address
