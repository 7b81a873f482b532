"""The forms of the town hall: vetting, answering, noting, handing over, putting together, setting up."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.places.public import Place, municipalities, places_of
from dorflinde.reports.models import AnswerTemplate, Category, Report, Status, reference_of
from dorflinde.reports.queries import LATE, VET, Choice

_STATUSES = [choice for choice in Status.choices if choice[0] != Status.NEW]


class VetForm(forms.Form):
    """What everyone will read: the words without names, the right category, the photo or not."""

    title = forms.CharField(label=_("Überschrift"), max_length=120)
    public_text = forms.CharField(
        label=_("Text, den alle lesen"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Nehmen Sie Namen, Telefonnummern und Vorwürfe heraus. Was geschrieben wurde, bleibt im Rathaus erhalten."),
    )  # fmt: skip
    category = forms.ModelChoiceField(label=_("Kategorie"), queryset=Category.objects.none(), empty_label=None)
    place = forms.ModelChoiceField(label=_("Ort"), queryset=Place.objects.none(), empty_label=None)
    address = forms.CharField(label=_("Wo genau?"), max_length=200, required=False)
    is_photo_public = forms.BooleanField(
        label=_("Das Foto sehen alle: keine Gesichter, keine Kennzeichen"), required=False
    )
    photo_alt = forms.CharField(
        label=_("Was ist auf dem Foto zu sehen?"), max_length=200, required=False,
        help_text=_("Ein Satz für alle, die das Foto nicht sehen können."),
    )  # fmt: skip

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "title": report.title, "public_text": report.public_text, "category": report.category_id,
            "place": report.place_id, "address": report.address, "is_photo_public": report.is_photo_public,
            "photo_alt": report.photo_alt,
        }  # fmt: skip
        kwargs["auto_id"] = "freigabe-%s"
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["category"].queryset = Category.objects.of(report.municipality)
        fields["place"].queryset = Place.objects.filter(pk__in=[place.pk for place in places_of(report.municipality)])
        if not report.photo:
            del self.fields["is_photo_public"], self.fields["photo_alt"]

    def clean(self) -> dict[str, Any]:
        """Ask for a description of a photo that everyone sees."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("is_photo_public") and not cleaned.get("photo_alt", "").strip():
            self.add_error("photo_alt", _("Bitte beschreiben Sie das Foto in einem Satz."))
        return cleaned


class StatusForm(forms.Form):
    """Where a report stands, and why."""

    use_required_attribute = False  # a template can be asked for before anything is filled in

    status = forms.ChoiceField(label=_("Wie steht es?"), choices=_STATUSES, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Begründung, die alle lesen"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Bitte sagen Sie, warum, und was als Nächstes geschieht.")},
    )  # fmt: skip
    by = forms.CharField(
        label=_("Wer antwortet?"), max_length=150, help_text=_("Ein Amt oder eine Stelle, kein Name einer Person.")
    )


class NoteForm(forms.Form):
    """A word for the colleagues."""

    text = forms.CharField(label=_("Notiz"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class HandoverForm(forms.Form):
    """Who takes a report over, and why."""

    municipality = forms.ModelChoiceField(
        label=_("Gemeinde"), queryset=Place.objects.none(), empty_label=None, to_field_name="slug"
    )
    office = forms.CharField(
        label=_("Stelle"), max_length=120, required=False, help_text=_("Bauhof, Ordnungsamt, Wasserwerk …")
    )
    reason = forms.CharField(label=_("Warum?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        kwargs["initial"] = {"municipality": report.municipality.slug, "office": report.office}
        super().__init__(*args, **kwargs)
        here = [place.pk for place in municipalities() if place.has_module("reports")]
        field: Any = self.fields["municipality"]
        field.queryset = Place.objects.filter(pk__in=here).order_by("name")
        self.report = report

    def clean(self) -> dict[str, Any]:
        """Refuse to hand something over to where it lies already."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        goal, office = cleaned.get("municipality"), cleaned.get("office", "").strip()
        if goal == self.report.municipality and office == self.report.office:
            self.add_error("office", _("Dort liegt die Meldung schon. Bitte nennen Sie eine andere Stelle."))
        return cleaned


class MergeForm(forms.Form):
    """The report this one is part of."""

    reference = forms.CharField(
        label=_("Nummer der anderen Meldung"), max_length=40, help_text=_("Sie steht auf ihrer Seite: M-1A2B3C4D.")
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report, self.root = report, report

    def clean_reference(self) -> str:
        """Return the number if it names a report of this municipality."""
        given = str(self.cleaned_data["reference"]).strip().upper().removeprefix("M-")
        own = Report.objects.at(self.report.municipality).filter(duplicate__isnull=True).exclude(pk=self.report.pk)
        keys = own.newest_first().values_list("pk", "public_id")
        found = next((pk for pk, key in keys.iterator() if reference_of(key) == f"M-{given}"), None)
        if found is None:
            raise forms.ValidationError(_("Diese Nummer gibt es hier nicht."))
        self.root = Report.objects.complete().get(pk=found)
        return given


class ListForm(forms.Form):
    """Which reports the town hall wants to see; every choice stands in the address."""

    stand = forms.ChoiceField(
        label=_("Stand"), required=False,
        choices=[("offen", _("offen")), (VET, _("zu prüfen")), (LATE, _("überfällig")), *_STATUSES, ("alle", _("alle"))],
    )  # fmt: skip
    kategorie = forms.ChoiceField(label=_("Kategorie"), required=False)
    ort = forms.ChoiceField(label=_("Ort"), required=False)
    stelle = forms.ChoiceField(label=_("Stelle"), required=False)
    suche = forms.CharField(label=_("Suchen"), required=False, max_length=100, widget=forms.SearchInput)

    def __init__(self, *args: Any, categories: list[Category], places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "kategorie": [(one.code, one.name) for one in categories],
            "ort": [(one.slug, one.name) for one in places if one.kind == Place.Kind.VILLAGE],
            "stelle": [(office, office) for office in sorted({one.office for one in categories if one.office})],
        }
        for name, found in choices.items():
            if found:
                self.fields[name].choices = [("", _("alle")), *found]  # type: ignore[attr-defined]  # a ChoiceField
            else:
                del self.fields[name]

    @property
    def choice(self) -> Choice:
        """Return what was asked for; what makes no sense is not asked for."""
        self.is_valid()
        asked = self.cleaned_data if self.is_bound else {}
        return Choice(
            state=asked.get("stand") or "offen",
            category=asked.get("kategorie", ""),
            village=asked.get("ort", ""),
            office=asked.get("stelle", ""),
            words=asked.get("suche", ""),
        )


class CategoryForm(forms.ModelForm[Category]):
    """A category with its office and its deadlines."""

    class Meta:
        model = Category
        fields = ["name", "description", "group", "keywords", "office", "days_to_answer", "days_to_solve", "order", "is_offered"]  # fmt: skip


class TemplateForm(forms.ModelForm[AnswerTemplate]):
    """The beginning of an answer."""

    class Meta:
        model = AnswerTemplate
        fields = ["title", "status", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def clean_title(self) -> str:
        """Refuse a name that another template has."""
        title = str(self.cleaned_data["title"])
        others = AnswerTemplate.objects.filter(municipality=self.instance.municipality, title=title)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Eine Vorlage mit diesem Namen gibt es schon."))
        return title


class KeyForm(forms.Form):
    """Which program wants to send reports."""

    name = forms.CharField(label=_("Welches Programm?"), max_length=80, help_text=_("Bürger-App des Landkreises"))
