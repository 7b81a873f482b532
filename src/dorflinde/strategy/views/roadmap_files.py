"""The public roadmap as files: for the calendar, for a spreadsheet, for other programs."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dorflinde.strategy import exports, policies

from .files import handed_out


@require_safe
def roadmap_file(request: HttpRequest, municipality: str, form: str) -> HttpResponse:
    """Hand out the roadmap as a calendar or a list."""
    place = policies.public_place(request, municipality)
    if form not in exports.ROADMAP_FORMS:
        raise Http404(_("In dieser Form gibt es den Fahrplan nicht."))
    content = exports.roadmap_file(place, form)
    return handed_out(request, content, _mark(content), exports.ROADMAP_FORMS[form], f"fahrplan-{place.slug}.{form}")


@require_safe
def strategy_data(request: HttpRequest, municipality: str) -> HttpResponse:
    """Hand out the public measures as JSON-LD."""
    place = policies.public_place(request, municipality)
    content = exports.strategy_as_data(place)
    return handed_out(request, content, _mark(content), exports.FORMATS["jsonld"], f"strategie-{place.slug}.jsonld")


def _mark(content: bytes) -> str:
    """A calendar program asks every hour: it is told when nothing changed."""
    return hashlib.sha256(content).hexdigest()[:32]
