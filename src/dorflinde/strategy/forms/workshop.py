"""Forms around the measures: fields of action, the strategy itself, reading a list in, choosing origins."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.places.public import Place
from dorflinde.strategy.imports.table import LARGEST_FILE
from dorflinde.strategy.models import FieldOfAction, Strategy
from dorflinde.ui.forms import DateInput

# What municipalities of the Smarte Gemeinde process and of the measure lists at hand choose; a menu, not a rule.
SUGGESTED_FIELDS = [
    _("Digitales Rathaus"), _("Beteiligung"), _("Information und Kommunikation"), _("Dorfleben und Treffpunkte"),
    _("Ehrenamt und Vereine"), _("Bildung und Teilhabe"), _("Mobilität"), _("Daten und Infrastruktur"), _("Nahversorgung"),
    _("Energie und Klima"), _("Gesundheit und Pflege"), _("Wohnen"), _("Wirtschaft und Arbeit"), _("Tourismus"),
    _("Zusammenarbeit"),
]  # fmt: skip


class FieldForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """One field of action."""

    class Meta:
        model = FieldOfAction
        fields = ["title", "description", "order"]
        widgets = {"description": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, place: Place, **options: Any) -> None:
        super().__init__(*args, **options)
        self.place = place
        if self.instance.pk is None:
            del self.fields["order"]

    def clean_title(self) -> str:
        """Check that there is no such field yet."""
        title: str = self.cleaned_data["title"]
        others = FieldOfAction.objects.of(self.place).exclude(pk=self.instance.pk)
        if any(other.casefold() == title.casefold() for other in others.values_list("title", flat=True)):
            raise forms.ValidationError(_("Dieses Handlungsfeld gibt es schon."))
        return title


class FieldsForm(forms.Form):
    """Fields of action from the menu of suggestions."""

    titles = forms.MultipleChoiceField(label=_("Vorschläge"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, place: Place, **options: Any) -> None:
        super().__init__(*args, **options)
        known = {title.casefold() for title in FieldOfAction.objects.of(place).values_list("title", flat=True)}
        free = [str(title) for title in SUGGESTED_FIELDS if str(title).casefold() not in known]
        titles = self.fields["titles"]
        if isinstance(titles, forms.MultipleChoiceField):
            titles.choices = [(title, title) for title in free]

    @property
    def has_suggestions(self) -> bool:
        """Tell whether anything is left to suggest."""
        titles = self.fields["titles"]
        return isinstance(titles, forms.MultipleChoiceField) and bool(titles.choices)


class FieldDeleteForm(forms.Form):
    """Where the measures and goals of a field go when it is removed; goals need a field."""

    move_to = forms.ModelChoiceField(
        FieldOfAction.objects.none(),
        label=_("Maßnahmen und Ziele kommen zu"),
        required=False,
        empty_label=_("keinem Handlungsfeld"),
    )

    def __init__(self, *args: Any, field: FieldOfAction, **options: Any) -> None:
        super().__init__(*args, **options)
        others = self.fields["move_to"]
        if isinstance(others, forms.ModelChoiceField):
            others.queryset = FieldOfAction.objects.of(field.municipality).exclude(pk=field.pk).in_order()
            others.required = field.goals.exists()
            if others.required:
                others.empty_label = _("bitte wählen")
                others.help_text = _(
                    "Ziele mit ihren Kennzahlen brauchen ein Handlungsfeld. Gibt es kein anderes, legen Sie zuerst eines an."
                )


class StrategyForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """The strategy itself: years, vision, how it was made, and the windows for its measures."""

    class Meta:
        model = Strategy
        fields = [
            "title", "starts_on", "ends_on", "vision", "foreword", "process", "baseline", "continuation", "adopted_on", "adopted_by",
            "short_months", "medium_months", "long_months",
        ]  # fmt: skip
        widgets = {
            "starts_on": DateInput, "ends_on": DateInput, "adopted_on": DateInput,
            **{name: forms.Textarea({"rows": 5}) for name in ("vision", "foreword", "process", "baseline", "continuation")},
        }  # fmt: skip


class ImportForm(forms.Form):
    """A measure list from the own computer."""

    file = forms.FileField(
        label=_("Maßnahmenliste"),
        help_text=_("Excel (.xlsx) oder CSV, höchstens 2 MB. In einer der ersten Zeilen stehen die Überschriften."),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv,.txt"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Die Datei ist zu groß. Höchstens 2 MB sind möglich."))
        return file
