"""The lines of a measure's sheet of which there can be several: costs of a year, payers, figures."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from dorflinde.core.dates import FIRST_YEAR, LAST_YEAR
from dorflinde.strategy.models import CostLine, Direction, Funding, FundingLine, IndicatorLine
from dorflinde.ui.forms import DateInput

from .fields import MoneyField, PercentField, optional


class CostForm(forms.Form):
    """What one year costs."""

    year = forms.IntegerField(label=_("Jahr"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    once = MoneyField(label=_("davon einmalig"))
    running = MoneyField(label=_("laufend in diesem Jahr"))

    def line(self) -> CostLine:
        """Return the year as the actions take it."""
        return CostLine(**_without_formset_words(self.cleaned_data))


class _CostFormSet(forms.BaseFormSet[CostForm]):
    def clean(self) -> None:
        """Check that every year stands here once."""
        years = [
            form.cleaned_data["year"]
            for form in self.forms
            if form not in self.deleted_forms and form.cleaned_data.get("year")
        ]
        twice = next((year for year in years if years.count(year) > 1), None)
        if twice is not None:
            raise forms.ValidationError(gettext("Das Jahr %(year)s steht zweimal hier.") % {"year": twice})


class FundingForm(forms.Form):
    """One payer."""

    programme = forms.CharField(label=_("Programm oder Geldgeber"), max_length=200)
    kind = forms.ChoiceField(label=_("Art"), choices=Funding.Kind.choices, initial=Funding.Kind.PROGRAMME)
    rate = PercentField(label=_("Fördersatz"))
    amount = MoneyField(label=_("oder fester Betrag"))
    stage = forms.ChoiceField(label=_("Stand"), required=False, choices=optional(Funding.Stage.choices))
    apply_by = forms.DateField(label=_("Antrag bis"), required=False, widget=DateInput)
    notice_on = forms.DateField(
        label=_("Bewilligung am"), required=False, widget=DateInput,
        help_text=_("Vorher darf nichts ausgegeben werden."),
    )  # fmt: skip
    ends_on = forms.DateField(label=_("Förderung endet am"), required=False, widget=DateInput)
    deadline = forms.ChoiceField(
        label=_("Dieses Ende"), required=False, choices=optional(Funding.Deadline.choices),
        help_text=_("„Unbedingt“: Kein Vorschlag für den Fahrplan geht darüber hinaus. Sonst zählt er, was dadurch verloren ginge."),
    )  # fmt: skip
    proof_by = forms.DateField(label=_("Verwendungsnachweis bis"), required=False, widget=DateInput)
    earmarked_until = forms.DateField(
        label=_("Zweckbindung bis"), required=False, widget=DateInput,
        help_text=_("Bis dahin darf das Geförderte nur so genutzt werden, wie es beantragt wurde."),
    )  # fmt: skip

    def line(self) -> FundingLine:
        """Return the payer as the actions take it."""
        return FundingLine(**_without_formset_words(self.cleaned_data))


class IndicatorForm(forms.Form):
    """One figure to watch."""

    name = forms.CharField(label=_("Was wir zählen"), max_length=200)
    baseline = forms.CharField(label=_("Ausgangswert"), max_length=100, required=False)
    target = forms.CharField(label=_("Zielwert"), max_length=100, required=False)
    current = forms.CharField(label=_("heutiger Wert"), max_length=100, required=False)
    unit = forms.CharField(label=_("Einheit"), max_length=60, required=False)
    direction = forms.ChoiceField(
        label=_("Was ist besser?"), required=False, choices=optional(Direction.choices, _("folgt aus den Werten"))
    )

    def line(self) -> IndicatorLine:
        """Return the figure as the actions take it."""
        return IndicatorLine(**_without_formset_words(self.cleaned_data))


def _without_formset_words(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in cleaned.items() if name not in {"DELETE", "ORDER"}}


CostLines = forms.formset_factory(
    CostForm, formset=_CostFormSet, extra=1, can_delete=True, max_num=25, validate_max=True
)
FundingLines = forms.formset_factory(FundingForm, extra=1, can_delete=True, max_num=9, validate_max=True)
IndicatorLines = forms.formset_factory(IndicatorForm, extra=1, can_delete=True, max_num=9, validate_max=True)


def kept_lines(lines: "forms.BaseFormSet[Any]") -> list[Any]:
    """Return the lines that say something and are not struck out."""
    return [form for form in lines.forms if form.cleaned_data and form not in lines.deleted_forms]
