"""The short form „Einmal schreiben“ for those who publish now and then, on the phone."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dorflinde.core.images import ImageProblem, clean_photo
from dorflinde.places.public import Organisation, Place


class WriteForm(forms.Form):
    """Sender, title, text, and if wanted a picture and a village."""

    sender = forms.ModelChoiceField(queryset=Organisation.objects.none(), label=_("Wer schreibt?"), empty_label=None)
    title = forms.CharField(label=_("Überschrift"), max_length=120)
    text = forms.CharField(
        label=_("Text"), max_length=8000, widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Eine leere Zeile beginnt einen neuen Absatz. Ist der erste Absatz kurz, wird er zum Vorspann. Zeilen mit „- “ am Anfang werden zur Liste."),
    )  # fmt: skip
    picture = forms.FileField(
        label=_("Bild"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("Angaben zu Ort und Gerät entfernen wir aus dem Bild."),
    )  # fmt: skip
    alt = forms.CharField(
        label=_("Bildbeschreibung"), max_length=250, required=False,
        help_text=_("Was ist zu sehen? Für alle, die das Bild nicht sehen können."),
    )  # fmt: skip
    credit = forms.CharField(
        label=_("Wer hat das Bild gemacht?"), max_length=200, required=False,
        help_text=_("Zum Beispiel: Musikverein, CC BY 4.0"),
    )  # fmt: skip
    village = forms.ModelChoiceField(
        queryset=Place.objects.none(), required=False, label=_("Nur für einen Ort?"),
        help_text=_("Sonst steht es auf dem Platz der ganzen Gemeinde."),
    )  # fmt: skip

    def __init__(self, *args: Any, place: Place, senders: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sender, village = self.fields["sender"], self.fields["village"]
        assert isinstance(sender, forms.ModelChoiceField) and isinstance(village, forms.ModelChoiceField)  # noqa: S101  # tells mypy which fields they are
        sender.queryset = senders
        town_hall = senders.filter(kind=Organisation.Kind.TOWN_HALL).first()
        if town_hall is not None:  # who may write for the town hall mostly does; a club would be a wrong imprint
            sender.initial = town_hall.pk
        elif senders.count() > 1:
            sender.empty_label = _("bitte wählen")
        village.queryset = Place.objects.filter(parent=place).by_name()
        village.empty_label = _("ganz %(place)s") % {"place": place.name}
        if not village.queryset.exists():
            del self.fields["village"]

    def clean_picture(self) -> bytes | None:
        """Return the picture without what it tells about place and device."""
        upload: UploadedFile[Any] | None = self.cleaned_data["picture"]
        if upload is None:
            return None
        try:
            return clean_photo(upload.read())
        except ImageProblem as problem:
            raise forms.ValidationError(str(problem)) from problem

    def clean(self) -> dict[str, Any]:
        """Ask for a description where there is a picture."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("picture") and not cleaned.get("alt", "").strip():
            self.add_error("alt", _("Bitte beschreiben Sie das Bild in einem Satz."))
        return cleaned
