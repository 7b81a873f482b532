"""What everyone reads: the list of projects and a project with its ideas."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dorflinde.participation import policies, queries
from dorflinde.participation.forms import IdeaSearchForm
from dorflinde.participation.models import Project
from dorflinde.places.public import Place, at, open_municipality

_PAST_A_PAGE = 9


@require_safe
def index(request: HttpRequest, municipality: str) -> HttpResponse:
    """List what can be decided now, what is coming and what is behind; with little of one's own, what runs next door."""
    place = at(request, open_municipality(municipality, module="participation"))
    running = queries.running_projects(place)
    past = Paginator(queries.past_projects(place), _PAST_A_PAGE).get_page(request.GET.get("seite"))
    context = {
        "place": place,
        "running": running,
        "coming": queries.coming_projects(place),
        "past": queries.cards(past.object_list),
        "past_page": past,
        "next_door": queries.projects_next_door(place) if len(running) < queries.ENOUGH_PROJECTS else [],
        "invited": queries.projects_invited_to(request.user, place),
        "may_manage": policies.may_manage(request.user, place),
    }
    return render(request, "participation/index.html", context)


@require_safe
def project(request: HttpRequest, municipality: str, project: str) -> HttpResponse:
    """Show a project: where it stands, what can be done now, and its ideas as list or map."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies.visible_project(request.user, place, project)
    on_map = request.GET.get("ansicht") == "karte"
    search = IdeaSearchForm(request.GET or None, project=found)
    page = queries.page_of_ideas(
        found,
        search.wish,
        user=request.user,
        after=request.GET.get("nach", ""),
        before=request.GET.get("vor", ""),
        size=queries.PINS_A_PAGE if on_map else queries.IDEAS_A_PAGE,
    )
    context = {
        "place": place,
        "project": found,
        "today": timezone.localdate(),
        "phase": found.phase_on(timezone.localdate()),
        "next_phase": found.phase_after(timezone.localdate()),
        "is_over": found.is_over(timezone.localdate()),
        "may_post": policies.may_post(request.user, found),
        "may_manage": policies.may_manage(request.user, found.place),
        "search": search,
        "wish": search.wish,
        "page": page,
        "board": queries.board_of(found),
        "outcome": queries.outcome_of(found) if found.has_outcome else None,
        "has_ideas": bool(page.ideas or search.wish.narrows or found.collects_ideas),
        "on_map": on_map,
        "tiles": settings.TILES_URL,
        "attribution": settings.TILES_ATTRIBUTION,
        **_addresses(request, found, page, search.wish),
    }
    return render(request, "participation/project.html", context)


def _addresses(request: HttpRequest, project: Project, page: queries.IdeaPage, wish: queries.Wish) -> dict[str, Any]:
    """Return the links of the list: other view, other page; each keeps what was asked for."""
    on_map = request.GET.get("ansicht") == "karte"

    def address(**changes: str) -> str:
        query = request.GET.copy()
        for name in ("nach", "vor"):
            query.pop(name, None)
        for name, value in changes.items():
            query.pop(name, None)
            if value:
                query[name] = value
        words = query.urlencode()
        return f"{project.get_absolute_url()}{'?' if words else ''}{words}#ideen"

    return {
        "views": [
            (_("Liste"), address(ansicht=""), not on_map),
            (_("Karte"), address(ansicht="karte"), on_map),
        ],
        # Without an anchor of its own a form would lead to the top of the page.
        "search_action": f"{project.get_absolute_url()}#ideen",
        "reset_url": (
            address(**dict.fromkeys(IdeaSearchForm.base_fields, "")) if wish.narrows or wish.is_special else ""
        ),
        "before_url": address(vor=page.before) if page.before else "",
        "after_url": address(nach=page.after) if page.after else "",
    }


def square_card(request: HttpRequest, municipality: Place) -> SafeString | None:
    """Say on the square what can be decided now and until when, ending soonest."""
    card = queries.ending_soonest(municipality)
    return render_to_string("participation/parts/square_card.html", {"card": card}, request) if card else None
