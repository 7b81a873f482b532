"""The few pages that belong to no module: language, health, robots, uploaded pictures."""

import posixpath

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from dorflinde.accounts.public import is_staff_anywhere
from dorflinde.core import uploads
from dorflinde.outlets.public import event_kinds
from dorflinde.participation.public import ideas_for_everyone, projects_for_everyone
from dorflinde.strategy.public import told_measures

from .api import ways


@require_safe
@never_cache
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language in a cookie and go back; a link, so that public pages need no form."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    goal = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(goal, allowed_hosts={request.get_host()}):
        goal = "/"
    response = HttpResponseRedirect(goal)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE, httponly=True,
    )  # fmt: skip
    return response


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and is up to date."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return HttpResponse("migrations missing", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let search engines read the public pages and nothing else."""
    closed = "".join(
        f"Disallow: {path}\n" for path in ("/konto/", "/schreibtisch/", "/werkstatt/", "/redaktion/", "/mitteilungen/")
    )
    return HttpResponse(f"User-agent: *\n{closed}", content_type="text/plain")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Hand out the script that lets pages open without network; at the root, for it may serve only what lies below it."""
    script = finders.find("ui/dienst.js")
    with open(str(script), "rb") as file:
        return HttpResponse(file.read(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_safe
def interface(request: HttpRequest) -> HttpResponse:
    """Explain the open interface to people, from the very document that describes it to programs."""
    measure = told_measures().select_related("municipality").by_place_and_number().first()
    known = {"slug": measure.municipality.slug, "id": str(measure.public_id)} if measure else {}
    if idea := ideas_for_everyone().select_related("project").newest_first().first():
        known |= {"idea": str(idea.public_id), "participation": str(idea.project.public_id)}
    elif project := projects_for_everyone().order_by("pk").last():
        known["participation"] = str(project.public_id)
    context = {
        "groups": ways(known), "licence": settings.DATA_LICENCE, "limit": settings.API_REQUESTS_A_MINUTE,
        "municipality": known.get("slug"), "events": event_kinds(),
    }  # fmt: skip
    return render(request, "project/interface.html", context)


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Hand out an uploaded picture; the editors' documents and what people send in have doors of their own, which ask who may read them."""
    clean = posixpath.normpath(path).lstrip("/")
    if clean.startswith("documents/") or uploads.is_sealed(clean):
        raise Http404
    # Who moderates still has to see what the decision was about.
    is_staff = is_staff_anywhere(request.user)
    if not uploads.is_shown(clean) and not uploads.may_read(request.user, clean, otherwise=is_staff):
        raise Http404
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))


@never_cache
def bare(request: HttpRequest) -> HttpResponse:
    """An empty view, asked anew each time: what `make bench` measures the public pages against (DORFLINDE_BENCH)."""
    return HttpResponse("")
