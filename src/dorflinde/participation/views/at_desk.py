"""The town hall writes down for somebody what they say at the desk, on the phone or on paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dorflinde.accounts.public import UserRequest
from dorflinde.participation import actions, policies_processes, queries
from dorflinde.participation.forms import TakenDownForm
from dorflinde.places.public import at, open_municipality

from .ideas import map_of


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_take_down(request: UserRequest, municipality: str, project: str) -> HttpResponse:
    """Write an idea down for somebody; similar ones are shown first, for their supporters count more than one idea more."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_processes.project_taking_ideas(request.user, place, project)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TakenDownForm(*sent, project=found, user=request.user)
    alike = None
    if form.is_valid():
        alike = None if form.cleaned_data["seen_similar"] else queries.similar_ideas(found, form.cleaned_data["title"])
        if not alike:
            posted = actions.post_idea(found, actor=request.user, **form.answers)
            messages.success(
                request, _("Die Idee steht auf der Seite. Gespeichert ist, dass Sie es waren, nicht für wen.")
            )
            return redirect(posted.get_absolute_url())
    context = {
        "place": place, "project": found, "form": form, "alike": alike, "waits": bool(alike), "is_taken_down": True,
        "cancel_url": found.get_absolute_url(), **map_of(found),
    }  # fmt: skip
    return render(request, "participation/idea_form.html", context)
