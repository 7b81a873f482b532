"""Fields that several forms of participation ask for: a photo, a place."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dorflinde.core.geo import distance_km, is_inside
from dorflinde.core.images import ImageProblem
from dorflinde.participation.models import CleanPhoto, clean
from dorflinde.places.public import Place, places_of

_FAR_KM = 15  # a pin on the way to the neighbours is fine, one in the sea is a slip of the finger
PHOTO_INPUT = {"accept": "image/jpeg,image/png,image/webp,image/gif"}


class PhotoField(forms.FileField):
    """A photo from a phone; what comes out carries no trace of where it was taken."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> CleanPhoto | None:
        """Return the cleaned photo, or say why it cannot be shown."""
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        try:
            return clean(upload.read())
        except ImageProblem as problem:
            raise ValidationError(str(problem)) from problem
        finally:
            upload.seek(0)  # whoever keeps it for later reads it from the beginning


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A choice between a municipality and its villages."""

    def label_from_instance(self, obj: Place) -> str:
        """Name the village, or the municipality as a whole."""
        if obj.kind == Place.Kind.MUNICIPALITY:
            return str(_("%(place)s, ganze Gemeinde") % {"place": obj.name})
        return obj.name


def place_field(municipality: Place, *, label: Any, help_text: Any = "") -> PlaceField:
    """Return a choice between the places of a municipality."""
    places = places_of(municipality)
    field = PlaceField(
        queryset=Place.objects.filter(pk__in=[place.pk for place in places]),
        label=label,
        help_text=help_text,
        to_field_name="public_id",
        empty_label=None,
    )
    field.choices = [(place.public_id, field.label_from_instance(place)) for place in places]
    return field


def is_near(municipality: Place, *, lat: float, lon: float) -> bool:
    """Tell whether a pin is where something of this municipality can be."""
    if municipality.boundary and is_inside(municipality.boundary, lon=lon, lat=lat):
        return True
    if municipality.lat is None or municipality.lon is None:
        return True
    return distance_km((municipality.lon, municipality.lat), (lon, lat)) <= _FAR_KM
