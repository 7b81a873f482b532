"""The form of a report: photo first, then what and where; no account is needed."""

import datetime
import uuid
from itertools import groupby
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from dorflinde.core.geo import distance_km, is_inside
from dorflinde.core.images import ImageProblem, clean_photo
from dorflinde.places.public import Place, places_of
from dorflinde.reports.actions import Told
from dorflinde.reports.models import Attribute, Category

_FAR_KM = 15  # a pin on the way to the neighbours is fine, one in the sea is a slip of the finger
_OLDEST_DRAFT = datetime.timedelta(days=60)
PHOTO_INPUT = {"accept": "image/jpeg,image/png,image/webp,image/gif"}
PREFIX = "frage_"


class ReportForm(forms.Form):
    """What is broken or missing, and where."""

    photo = forms.FileField(
        label=_("Foto"), required=False, widget=forms.FileInput(attrs=PHOTO_INPUT),
        help_text=_("Hilft am meisten. Bitte keine Gesichter und Kennzeichen; Ort und Zeit entfernen wir aus der Datei."),
    )  # fmt: skip
    category = forms.ChoiceField(label=_("Worum geht es?"))
    text = forms.CharField(
        label=_("Was ist los?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Der erste Satz wird zur Überschrift. Bitte keine Namen und Telefonnummern."),
        error_messages={"required": _("Bitte sagen Sie mit ein paar Worten, was los ist.")},
    )  # fmt: skip
    address = forms.CharField(
        label=_("Wo genau? In Worten"), max_length=200, required=False,
        help_text=_("Straße und Hausnummer, oder „am Spielplatz neben der Kirche“."),
    )  # fmt: skip
    place = forms.ModelChoiceField(queryset=Place.objects.none(), label=_("In welchem Ort?"), empty_label=None)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"), required=False, max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Dann schreiben wir Ihnen, wenn sich etwas tut. Niemand sonst sieht sie."),
    )  # fmt: skip
    taken_down = forms.BooleanField(
        label=_("Für jemand anderen aufgenommen, am Telefon oder am Schalter"), required=False,
        help_text=_("Gespeichert wird nicht, wer es gesagt hat; eine E-Mail-Adresse nur, wenn Sie eine eintragen."),
    )  # fmt: skip
    # The page showed what was reported already; who sends it again means it.
    seen_similar = forms.BooleanField(required=False, widget=forms.HiddenInput)
    written_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    draft = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        municipality: Place,
        categories: list[Category],
        has_account: bool,
        is_staff: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.categories = {category.code: category for category in categories}
        self.fields["category"].choices = [("", _("Bitte wählen")), *_grouped(categories)]  # type: ignore[attr-defined]  # a ChoiceField
        places = places_of(municipality)
        field: Any = self.fields["place"]
        field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])
        field.choices = [(place.pk, _place_label(place)) for place in places]
        field.initial = municipality.pk
        if len(places) == 1:
            field.widget = forms.HiddenInput()
        if has_account and not is_staff:
            del self.fields["email"]
        if not is_staff:
            del self.fields["taken_down"]
        self.asked = questions_of(self.categories.get(str(self["category"].value() or "")))
        for attribute in self.asked:
            self.fields[f"{PREFIX}{attribute.code}"] = question_field(attribute)

    @property
    def questions(self) -> list[forms.BoundField]:
        """Return the questions of the category that was chosen."""
        return [self[f"{PREFIX}{attribute.code}"] for attribute in self.asked]

    def clean_photo(self) -> bytes | None:
        """Return the photo without what it tells about place and device."""
        upload: UploadedFile[Any] | None = self.cleaned_data["photo"]
        if upload is None:
            return None
        try:
            return clean_photo(upload.read())
        except ImageProblem as problem:
            raise forms.ValidationError(str(problem)) from problem
        finally:
            upload.seek(0)  # so that the upload can be kept while the form comes back

    def clean_written_at(self) -> datetime.datetime | None:
        """Return when it was written without network; a clock that goes wrong tells nothing."""
        try:
            moment = parse_datetime(self.cleaned_data["written_at"])
        except ValueError:
            return None
        if moment is None or timezone.is_naive(moment):
            return None
        return moment if timezone.now() - _OLDEST_DRAFT < moment <= timezone.now() else None

    def clean_draft(self) -> uuid.UUID | None:
        """Return the key of the draft this was; what is no key is none."""
        try:
            return uuid.UUID(self.cleaned_data["draft"])
        except ValueError:
            return None

    def clean(self) -> dict[str, Any]:
        """Ask for some word on where it is, and refuse a pin far away."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        lat, lon = cleaned.get("lat"), cleaned.get("lon")
        if lat is None or lon is None:
            cleaned["lat"] = cleaned["lon"] = None
            if not cleaned.get("address", "").strip() and "address" not in self.errors:
                self.add_error("address", _("Bitte sagen Sie, wo das ist: mit Ihrem Standort, der Nadel oder in Worten. Auch „überall“ ist eine Antwort."))  # fmt: skip
        elif not is_near(self.municipality, lat=lat, lon=lon):
            self.add_error(
                "lat",
                _("Die Nadel steckt weit außerhalb von %(place)s. Bitte setzen Sie sie neu.")
                % {"place": self.municipality.name},
            )
        return cleaned

    @property
    def told(self) -> Told:
        """Return what was said, as the action takes it."""
        said = self.cleaned_data
        answers = {
            one.code: plain(said[f"{PREFIX}{one.code}"]) for one in self.asked if said.get(f"{PREFIX}{one.code}")
        }
        return Told(
            category=self.categories[said["category"]], text=said["text"], place=said["place"], address=said["address"],
            lat=said["lat"], lon=said["lon"], photo=said["photo"], answers=answers, email=said.get("email", ""),
            written_at=said["written_at"], draft=said["draft"],
        )  # fmt: skip


class StillThereForm(forms.Form):
    """What somebody adds who says that it is still there."""

    text = forms.CharField(
        label=_("Was sehen Sie heute?"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Das liest nur das Rathaus."),
    )  # fmt: skip


def questions_of(category: Category | None) -> list[Attribute]:
    """Return what a category asks."""
    return list(category.attributes.filter(is_asked=True)) if category is not None else []


def question_field(attribute: Attribute) -> forms.Field:
    """Return the field in which a question is answered."""
    common: dict[str, Any] = {
        "label": attribute.description,
        "help_text": attribute.hint,
        "required": attribute.is_required,
    }
    kind = Attribute.Datatype(attribute.datatype)
    if kind == Attribute.Datatype.NUMBER:
        return forms.FloatField(**common)
    if kind == Attribute.Datatype.DATETIME:
        return forms.DateTimeField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}), **common)
    if kind == Attribute.Datatype.TEXT:
        return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **common)
    if kind == Attribute.Datatype.ONE:
        return forms.ChoiceField(choices=attribute.choices, widget=forms.RadioSelect, **common)
    if kind == Attribute.Datatype.SEVERAL:
        return forms.MultipleChoiceField(choices=attribute.choices, widget=forms.CheckboxSelectMultiple, **common)
    return forms.CharField(max_length=300, **common)


def plain(answer: object) -> object:
    """Return an answer as JSON keeps it."""
    return answer.isoformat() if isinstance(answer, datetime.datetime) else answer


def is_near(municipality: Place, *, lat: float, lon: float) -> bool:
    """Tell whether a pin is where something of this municipality can be."""
    if municipality.boundary and is_inside(municipality.boundary, lon=lon, lat=lat):
        return True
    if municipality.lat is None or municipality.lon is None:
        return True
    return distance_km((municipality.lon, municipality.lat), (lon, lat)) <= _FAR_KM


def _grouped(categories: list[Category]) -> list[Any]:
    return [
        (group, [(one.code, f"{one.name}: {one.description}" if one.description else one.name) for one in several])
        for group, several in groupby(categories, key=lambda one: one.group)
    ]


def _place_label(place: Place) -> str:
    if place.kind == Place.Kind.MUNICIPALITY:
        return str(_("%(place)s, ganze Gemeinde") % {"place": place.name})
    return place.name
