"""Pages of the trail: what became of it."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.core.text import german_slug
from dorflinde.places.public import at, municipalities, open_municipality

from . import actions, exports, policies, queries
from .queries import Knot, Story

_ON_A_PAGE = 30
_MANY = 5  # things listed beside the trail; more are folded away


@dataclass(frozen=True)
class Shown:
    """A knot and how it looks: done, or where the story stands now."""

    knot: Knot
    state: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what moved lately in the region or in one municipality, newest first."""
    slug = request.GET.get("gemeinde", "").replace("\0", "")
    place = at(request, open_municipality(slug)) if slug else None
    page = Paginator(queries.steps_at(place), _ON_A_PAGE).get_page(request.GET.get("seite"))
    context = {"page": page, "rows": queries.seen(page.object_list), "place": place, "municipalities": municipalities()}
    return render(request, "trail/index.html", context)


@require_safe
def trail(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the whole story of a thing, from its origins to what should come next."""
    node, story = policies.open_story(key)
    at(request, node.place)
    context = {
        "node": node,
        "story": story,
        "knots": _shown(story),
        "expected": [(step, step.when_text or step.when or _("als Nächstes")) for step in story.expected],
        "beside": _beside(story),
        "is_following": queries.hears_of(story, request.user),
        "followers": queries.number_of_followers(story),
    }
    return render(request, "trail/trail.html", context)


@require_safe
def export(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Hand out the trail as a file."""
    node, story = policies.open_story(key)
    document = exports.document(node, story, request.build_absolute_uri)
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = german_slug(story.thing.description.title) or "datei"
    response["Content-Disposition"] = f'attachment; filename="spur-{name}.json"'
    return response


@login_required
@require_POST
@never_cache
def follow(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    """Let someone hear what becomes of a thing."""
    node, _story = policies.open_story(key)
    actions.follow(node.ref, request.user)
    messages.success(request, _("Sie folgen dieser Spur. Wir sagen Bescheid, wenn sich etwas bewegt."))
    return redirect(node)


@login_required
@require_POST
@never_cache
def unfollow(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    """Let someone hear no more of a thing; works also when the thing is no longer public."""
    node = policies.open_node(key)
    actions.leave(node, request.user)
    messages.info(request, _("Sie folgen dieser Spur nicht mehr."))
    return redirect(node)


def _shown(story: Story) -> list[Shown]:
    last = len(story.past) - 1
    return [Shown(knot, "now" if number == last else "done") for number, knot in enumerate(story.past)]


def _beside(story: Story) -> list[tuple[str, list[queries.Thing], list[queries.Thing]]]:
    """Return the lists beside the trail: heading, what is shown at once, what is folded away."""
    lists = [
        (_("Ursprung"), story.origins),
        (_("Daraus wurde"), story.offspring),
        (_("Übernommen von"), story.adopted_from),
        (_("Auch anderswo"), story.adopted_by),
    ]
    return [(heading, things[:_MANY], things[_MANY:]) for heading, things in lists if things]
