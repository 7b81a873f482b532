"""The doors to places: every public page enters its municipality here."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from .models import Organisation, Place


def open_municipality(slug: str, *, module: str = "") -> Place:
    """Return the municipality of this address; 404 if there is none or the module is switched off here."""
    try:
        place = Place.objects.select_related("parent").get(kind=Place.Kind.MUNICIPALITY, slug=slug)
    except Place.DoesNotExist:
        raise Http404(_("Diese Gemeinde gibt es hier nicht.")) from None
    if module and not place.has_module(module):
        raise Http404(_("Dieser Bereich ist in %(place)s nicht eingeschaltet.") % {"place": place.name})
    return place


def open_village(municipality: Place, slug: str) -> Place:
    """Return the village of this municipality; 404 if there is none."""
    try:
        return Place.objects.select_related("parent__parent").get(parent=municipality, slug=slug)
    except Place.DoesNotExist:
        raise Http404(_("Diesen Ort gibt es hier nicht.")) from None


def open_organisation(municipality: Place, slug: str) -> Organisation:
    """Return the organisation of this municipality or one of its villages; 404 if there is none."""
    found = (
        Organisation.objects.of(municipality)
        .filter(slug=slug)
        .select_related("place__parent")
        .order_by("place__kind", "pk")
    )
    if (organisation := found.first()) is None:
        raise Http404(_("Diese Organisation gibt es hier nicht."))
    return organisation


def at(request: HttpRequest, place: Place) -> Place:
    """Tell the frame of the page which place it is about; returns the place."""
    request.place = place  # type: ignore[attr-defined]  # read by project.context alone
    return place
