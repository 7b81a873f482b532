"""The town hall writes down for somebody what they say at the desk, on the phone or on paper."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dorflinde.accounts.public import UserRequest
from dorflinde.participation import actions, policies_processes, queries
from dorflinde.participation.forms import SupportTakenDownForm, TakenDownForm
from dorflinde.participation.models import SupportTakenDown
from dorflinde.places.public import at, open_municipality
from dorflinde.trail import public as trail

from .ideas import map_of

_SHOWN = 20
_LONGEST_TITLE = 120


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_take_down(request: UserRequest, municipality: str, project: str) -> HttpResponse:
    """Write an idea down for somebody; similar ones are shown first, for their supporters count more than one idea more."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_processes.project_taking_ideas(request.user, place, project)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    origin = policies_processes.contribution_for_idea(place, request.GET.get("aus", ""))
    told = {"title": origin.title[:_LONGEST_TITLE], "text": origin.text} if origin else {}
    form = TakenDownForm(*sent, project=found, user=request.user, initial=told)
    alike = None
    if form.is_valid():
        alike = None if form.cleaned_data["seen_similar"] else queries.similar_ideas(found, form.cleaned_data["title"])
        if not alike:
            with transaction.atomic():
                posted = actions.post_idea(found, actor=request.user, **form.answers)
                if origin is not None:
                    trail.link(origin.ref, posted.ref, actor=request.user)
            messages.success(
                request, _("Die Idee steht auf der Seite. Gespeichert ist, dass Sie es waren, nicht für wen.")
            )
            return redirect(posted.get_absolute_url())
    context = {
        "place": place, "project": found, "form": form, "alike": alike, "waits": bool(alike), "is_taken_down": True,
        "cancel_url": origin.url if origin else found.get_absolute_url(), "origin": origin, **map_of(found),
    }  # fmt: skip
    return render(request, "participation/idea_form.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support_take_down(request: UserRequest, municipality: str, public_id: uuid.UUID) -> HttpResponse:
    """Enter a support for somebody who has no account, or take one back that was a mistake."""
    place = at(request, open_municipality(municipality, module="participation"))
    idea = policies_processes.idea_taking_supports(request.user, place, public_id)
    # Also what was entered for an idea that became part of this one: it counts here, so it is taken back here.
    entered = SupportTakenDown.objects.filter(Q(support__idea=idea) | Q(support__idea__merger__root=idea))
    here = request.get_full_path()
    if key := request.POST.get("zurueck"):
        number = int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else 0
        taken = get_object_or_404(entered.select_related("support__idea__place"), pk=number)
        actions.drop_support_taken_down(taken, actor=request.user)
        messages.success(request, _("Die Unterstützung ist wieder herausgenommen."))
        return redirect(here)
    form = SupportTakenDownForm(request.POST or None)
    if form.is_valid():
        actions.take_support_down(idea, channel=form.cleaned_data["channel"], actor=request.user)
        messages.success(request, _("Die Unterstützung ist eingetragen. Gespeichert ist, dass Sie es waren, nicht für wen."))  # fmt: skip
        return redirect(here)
    rows = entered.select_related("support__idea", "entered_by").order_by("-pk")[:_SHOWN]
    context = {"place": place, "project": idea.project, "idea": idea, "form": form, "entered": rows}
    return render(request, "participation/support_taken_down.html", context)
