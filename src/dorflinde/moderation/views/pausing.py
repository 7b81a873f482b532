"""For moderators: who may write nothing for a while, and why."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dorflinde.accounts.public import UserRequest
from dorflinde.moderation import actions, policies, queries
from dorflinde.moderation.forms import PauseForm
from dorflinde.places.public import at

from .deciding import refuse_own
from .ways import way

_ON_A_PAGE = 50


@login_required
@require_safe
@never_cache
def pauses(request: UserRequest) -> HttpResponse:
    """List the pauses at one's places, those that run and those that are over."""
    reach = policies.moderated(request.user)
    page = Paginator(queries.pauses(reach), _ON_A_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "way": way((_("Hinweise"), reverse("moderation:notices")), (_("Schreibpausen"), "")),
    }
    return render(request, "moderation/pauses.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def pause_new(request: UserRequest) -> HttpResponse:
    """Let the author of something write nothing for a while, with a reason they read."""
    named = (request.POST if request.method == "POST" else request.GET).get("sache", "")
    thing, place, author = policies.pausable_author(request.user, named)
    at(request, place)
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        actions.pause_person(
            author, place, actor=request.user, days=given["days"], ground=given["ground"], reason=given["reason"]
        )
        messages.success(request, _("Die Schreibpause gilt ab jetzt. Die Person erfährt, warum und bis wann."))
        return redirect("moderation:pauses")
    context = {
        "thing": thing,
        "place": place,
        "author": author,
        "form": form,
        "running": queries.pause_of(author, place),
        "way": way((_("Schreibpausen"), reverse("moderation:pauses")), (_("Schreibpause"), "")),
    }
    return render(request, "moderation/pause.html", context)


@login_required
@require_POST
@never_cache
def pause_lift(request: UserRequest, key: uuid.UUID) -> HttpResponse:
    """Let somebody write again before the time is over."""
    try:
        pause = policies.moderated_pause(request.user, key)
    except policies.OwnContentError:
        return refuse_own(request)
    actions.lift_pause(pause.public_id, actor=request.user)
    messages.success(request, _("%(name)s kann wieder schreiben.") % {"name": pause.person.public_name})
    return redirect("moderation:pauses")
