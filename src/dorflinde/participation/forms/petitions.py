"""The forms of petitions: what one says, the name under it, the numbers the town hall chooses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.participation.actions import PetitionPlan
from dorflinde.participation.models import FIRST_NAMES, QUORUM, Petition
from dorflinde.places.public import Place

from .fields import PHOTO_INPUT, PhotoField, is_near


class PetitionOptions(forms.Form):
    """How many names it takes."""

    first = forms.IntegerField(
        label=_("Wie viele müssen zuerst mitzeichnen, damit alle den Vorschlag sehen?"), min_value=0, max_value=100,
        initial=FIRST_NAMES, help_text=_("Bei 0 steht jeder Vorschlag sofort da."),
    )  # fmt: skip
    quorum = forms.IntegerField(
        label=_("Wie viele müssen mitzeichnen, damit sich das Rathaus damit befasst?"), min_value=1, max_value=100_000,
        initial=QUORUM, help_text=_("Mitzeichnen kann man, solange die Phase läuft. Wer es geschrieben hat, zählt nicht mit."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse a quorum below the first names: nothing would be read before it is decided."""
        given = super().clean() or self.cleaned_data
        if given.get("quorum") and (given.get("first") or 0) > given["quorum"]:
            self.add_error("quorum", _("Bitte mindestens so viele wie in der Frage davor."))
        return given


class PetitionForm(forms.Form):
    """What somebody proposes."""

    title = forms.CharField(
        label=_("Titel"), max_length=120, help_text=_("So konkret, dass man mit Ja oder Nein antworten kann.")
    )
    text = forms.CharField(label=_("Worum geht es?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    change = forms.CharField(
        label=_("Was soll sich ändern?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Was soll das Rathaus oder der Gemeinderat tun?"),
    )  # fmt: skip

    photo = PhotoField(
        label=_("Foto"), required=False, widget=forms.FileInput(attrs=PHOTO_INPUT),
        help_text=_("Wenn es etwas zu zeigen gibt. Ort und Zeit der Aufnahme entfernen wir aus der Datei."),
    )  # fmt: skip
    photo_alt = forms.CharField(
        label=_("Was ist auf dem Foto zu sehen?"), required=False, max_length=200,
        help_text=_("Ein Satz für alle, die das Foto nicht sehen können."),
    )  # fmt: skip
    without_photo = forms.BooleanField(label=_("Das Foto doch nicht zeigen"), required=False)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(self, *args: Any, municipality: Place, petition: Petition | None = None, **kwargs: Any) -> None:
        self.municipality, self.petition = municipality, petition
        super().__init__(*args, **kwargs)
        if petition is not None:
            for name in ("title", "text", "change", "photo_alt", "lat", "lon"):
                self.initial[name] = getattr(petition, name)
        if petition is None or not petition.photo:
            del self.fields["without_photo"]

    def clean(self) -> dict[str, Any]:
        """Refuse a pin that is not where anything of the municipality can be."""
        given = super().clean() or self.cleaned_data
        lat, lon = given.get("lat"), given.get("lon")
        if lat is None or lon is None:
            given["lat"] = given["lon"] = None
        elif not is_near(self.municipality, lat=lat, lon=lon):
            words = _("Die Nadel steckt weit außerhalb von %(place)s. Bitte setzen Sie sie neu.")
            self.add_error("lat", words % {"place": self.municipality.name})
        return given

    def plan(self) -> PetitionPlan:
        """Return it as it was written."""
        given = self.cleaned_data
        title, text, change = (given[name].replace("\r\n", "\n") for name in ("title", "text", "change"))
        return PetitionPlan(
            title, text, change, lat=given["lat"], lon=given["lon"], photo_alt=given["photo_alt"], photo=given["photo"],
            without_photo=bool(given.get("without_photo")),
        )  # fmt: skip


class SignForm(forms.Form):
    """A name under a petition."""

    shows_name = forms.BooleanField(label=_("Mein Name darf für alle dabeistehen"), required=False)
