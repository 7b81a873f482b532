"""What leaves a project: its phases for calendars and feed readers, open data, the report, and a frame in other websites."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.accounts.public import UserRequest, allow
from dorflinde.participation import actions, exports, policies, policies_outward, queries
from dorflinde.participation.forms import EmbeddingForm
from dorflinde.participation.models import Project
from dorflinde.places.public import Place, at, open_municipality

from .framed import poll_in_frame

_A_WHILE = cache_control(public=True, max_age=300)
_CALENDAR, _FEED = "text/calendar; charset=utf-8", "application/rss+xml; charset=utf-8"
_REPORTS_AN_HOUR = 60


@require_safe
@_A_WHILE
def phases_calendar(request: HttpRequest, municipality: str) -> HttpResponse:
    """Hand out the phases of all projects of a municipality for calendars."""
    place = _place(request, municipality)
    title = _("Mitreden in %(place)s") % {"place": place.name}
    return HttpResponse(exports.phases_as_calendar(title, queries.listed_projects(place)), content_type=_CALENDAR)


@require_safe
@_A_WHILE
def phases_feed(request: HttpRequest, municipality: str) -> HttpResponse:
    """Hand out the phases of all projects of a municipality for feed readers."""
    place = _place(request, municipality)
    title = _("Mitreden in %(place)s") % {"place": place.name}
    link = reverse("participation:index", args=[place.slug])
    return HttpResponse(
        exports.phases_as_feed(request, title, link, queries.listed_projects(place)), content_type=_FEED
    )


@require_safe
@_A_WHILE
def project_calendar(request: HttpRequest, municipality: str, project: str) -> HttpResponse:
    """Hand out the phases of a project for calendars."""
    found = policies_outward.project_for_everyone(_place(request, municipality), project)
    return HttpResponse(exports.phases_as_calendar(found.title, [found]), content_type=_CALENDAR)


@require_safe
@_A_WHILE
def project_feed(request: HttpRequest, municipality: str, project: str) -> HttpResponse:
    """Hand out the phases of a project for feed readers."""
    found = policies_outward.project_for_everyone(_place(request, municipality), project)
    return HttpResponse(
        exports.phases_as_feed(request, found.title, found.get_absolute_url(), [found]), content_type=_FEED
    )


@require_safe
def open_data(request: HttpRequest, municipality: str, project: str) -> HttpResponse:
    """Hand out a finished project as open data."""
    found = policies_outward.finished_project(_place(request, municipality), project)
    if not allow(request, "open data", limit=_REPORTS_AN_HOUR, seconds=3600):
        return HttpResponse(_("Bitte versuchen Sie es in einer Stunde wieder."), status=429)
    return _file(exports.open_data(found), "application/zip", f"daten-{found.slug}.zip")


@require_safe
def report(request: HttpRequest, municipality: str, project: str) -> HttpResponse:
    """Hand out the report of a project as everybody may read it."""
    found = policies.visible_project(request.user, _place(request, municipality), project)
    if not allow(request, "reports", limit=_REPORTS_AN_HOUR, seconds=3600):
        return HttpResponse(_("Bitte versuchen Sie es in einer Stunde wieder."), status=429)
    return _file(exports.report_as_pdf(found), "application/pdf", f"bericht-{found.slug}.pdf")


@require_safe
def embedded_project(request: HttpRequest, municipality: str, project: str) -> HttpResponse:
    """Show a project in a frame of another website: what it is about, where it stands, and the way to it."""
    found = policies_outward.embedded_project(_place(request, municipality), project)
    today = timezone.localdate()
    context = {"phase": found.phase_on(today), "next_phase": found.phase_after(today), "is_over": found.is_over(today)}
    return _framed(request, found, context)


@csrf_exempt  # nobody is signed in here and no cookie is read; a form of another website is refused by its origin
@require_http_methods(["GET", "HEAD", "POST"])
def embedded_activity(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Show one thing to take part in in a frame of another website; a short survey is answered there."""
    place = _place(request, municipality)
    found = policies_outward.embedded_project(place, project)
    asked = policies.visible_activity(AnonymousUser(), place, project, activity)
    card = next((card for card in queries.cards_of(found) if card.activity == asked and not card.missing), None)
    poll = poll_in_frame(request, card.activity) if card and card.is_open else {}
    if request.method == "POST" and not poll:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return _framed(request, found, {"activity_card": card, "poll": poll})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def embedding(request: UserRequest, municipality: str, project: str) -> HttpResponse:
    """Let the town hall say which websites may show a project, and copy what to put there."""
    found = policies.editable_project(request.user, _place(request, municipality), project)
    sites = policies_outward.sites_of(found)
    form = EmbeddingForm(request.POST if request.method == "POST" else None, initial={"sites": "\n".join(sites)})
    if form.is_valid():
        actions.allow_embedding(found, form.cleaned_data["sites"], actor=request.user)
        messages.success(request, _("Gespeichert."))
        return redirect(request.path)
    context = {
        "place": found.municipality, "project": found, "form": form, "sites": sites,
        "snippets": _snippets(found) if sites else [],
    }  # fmt: skip
    return render(request, "participation/embedding.html", context)


def _framed(request: HttpRequest, project: Project, context: Mapping[str, object]) -> HttpResponse:
    """Return a page that only the websites the town hall named may show; it reads and sets no cookie."""
    frame = {
        "place": project.municipality,
        "project": project,
        "base": settings.BASE_URL,
        "today": timezone.localdate(),
    }
    response = render(request, "participation/embedded.html", {**context, **frame})
    response._csp_replace = {"frame-ancestors": policies_outward.sites_of(project)}  # type: ignore[attr-defined]
    response.xframe_options_exempt = True  # it knows no list of websites
    return response


def _snippets(project: Project) -> list[tuple[str, str]]:
    """Return what to copy into another website, for the project and for each thing to take part in."""
    words = [project.municipality.slug, project.slug]
    found = [(project.title, reverse("participation:embedded_project", args=words))]
    for card in queries.cards_of(project):
        path = reverse("participation:embedded_activity", args=[*words, card.activity.slug])
        found.append((card.activity.title, path))
    return [(title, _snippet(title, path)) for title, path in found]


def _snippet(title: str, path: str) -> str:
    named = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return f'<iframe src="{settings.BASE_URL}{path}" title="{named}" width="100%" height="360" loading="lazy"></iframe>'


def _place(request: HttpRequest, municipality: str) -> Place:
    return at(request, open_municipality(municipality, module="participation"))


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
