"""Forms of the talk: a post, a reply."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dorflinde.core.images import ImageProblem, clean_photo
from dorflinde.places.public import Place, places_of

from .models import Channel

_LONGEST_SIDE = 1280


class PostForm(forms.Form):
    """A few words, a channel, a place, and if wanted a photo."""

    channel = forms.ChoiceField(
        label=_("Worum geht es?"), widget=forms.RadioSelect, choices=[
            (Channel.TALK, _("Plausch: eine Frage, ein Hinweis, etwas für alle")),
            (Channel.OFFER, _("Biete: verschenken, verleihen, verkaufen, mitnehmen, helfen")),
            (Channel.WANTED, _("Suche: leihen, kaufen, mitfahren, Hilfe, Verlorenes")),
        ],
    )  # fmt: skip
    text = forms.CharField(
        label=_("Was möchten Sie sagen?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Die erste Zeile wird zur Überschrift. Bitte keine Telefonnummern oder Adressen anderer."),
    )  # fmt: skip
    place = forms.ModelChoiceField(queryset=Place.objects.none(), label=_("Für welchen Ort?"), empty_label=None)
    photo = forms.FileField(
        label=_("Foto"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("Wo und womit es aufgenommen wurde, entfernen wir aus dem Foto."),
    )  # fmt: skip
    photo_alt = forms.CharField(
        label=_("Was ist auf dem Foto?"), max_length=250, required=False,
        help_text=_("Ein Satz für alle, die das Foto nicht sehen können."),
    )  # fmt: skip

    def __init__(self, *args: Any, municipality: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = places_of(municipality)
        field = self.fields["place"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # tells mypy which field it is
        field.queryset = Place.objects.filter(pk__in=[place.pk for place in places]).order_by("-kind", "name")
        field.initial = municipality.pk
        if len(places) == 1:
            field.widget = forms.HiddenInput()

    def clean_photo(self) -> bytes | None:
        """Return the photo without what it tells about place and device."""
        upload: UploadedFile[Any] | None = self.cleaned_data["photo"]
        if upload is None:
            return None
        try:
            return clean_photo(upload.read(), longest_side=_LONGEST_SIDE)
        except ImageProblem as problem:
            raise forms.ValidationError(str(problem)) from problem
        finally:
            upload.seek(0)  # so that the upload can be kept while someone signs in

    def clean(self) -> dict[str, Any]:
        """Ask for a description where there is a photo."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("photo") and not cleaned.get("photo_alt", "").strip():
            self.add_error("photo_alt", _("Bitte beschreiben Sie das Foto in einem Satz."))
        return cleaned


class EditForm(forms.Form):
    """Mends the words of a post."""

    text = forms.CharField(label=_("Text"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))


class ReplyForm(forms.Form):
    """A reply."""

    text = forms.CharField(label=_("Ihre Antwort"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
