"""The form with the whole profile of a measure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dorflinde.places.public import Organisation, Place
from dorflinde.strategy.models import (
    Direction,
    FieldOfAction,
    Funding,
    FundingLine,
    IndicatorLine,
    Measure,
    Medium,
    Priority,
    Profile,
    Status,
    Visibility,
)
from dorflinde.ui.forms import DateInput

from .fields import MoneyField, PercentField, PlanDateField, StaffField, optional

_RATINGS = [(number, str(number)) for number in range(1, 6)]


class MeasureForm(forms.Form):
    """The whole profile of a measure; its sections stand in SECTIONS."""

    number = forms.CharField(
        label=_("Nummer"), max_length=20, help_text=_("So heißt die Maßnahme kurz, zum Beispiel M16.")
    )
    title = forms.CharField(label=_("Titel"), max_length=200, help_text=_("Ein paar Wörter, die alle verstehen."))
    field = forms.ModelChoiceField(
        FieldOfAction.objects.none(), label=_("Handlungsfeld"), required=False, empty_label=_("noch offen")
    )
    new_field = forms.CharField(label=_("oder ein neues Handlungsfeld"), max_length=120, required=False)
    goal = forms.CharField(
        label=_("Ziel und Wirkung"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Was ist danach besser, und für wen?"),
    )  # fmt: skip
    description = forms.CharField(
        label=_("Beschreibung"), required=False, max_length=10000, widget=forms.Textarea({"rows": 6})
    )
    origin_text = forms.CharField(
        label=_("Herkunft"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text=_("Woher kommt der Gedanke? Zum Beispiel: Ideenworkshop, Anruf, Bürgerdialog."),
    )  # fmt: skip
    lead = forms.CharField(label=_("Federführung"), max_length=200, required=False, help_text=_("Wer kümmert sich?"))
    lead_organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation auf der Plattform"), required=False, empty_label=_("keine")
    )
    participants = forms.CharField(
        label=_("Beteiligte"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    start = PlanDateField(
        label=_("Beginn"),
        help_text=_(
            "So genau, wie Sie es wissen: 01.09.2027, März 2027, 3. Quartal 2027, Herbst 2027, 2027 oder sofort."
        ),
    )
    end = PlanDateField(label=_("Ende"), help_text=_("Zum Beispiel Ende 2028 oder laufend."))
    cost_once = MoneyField(
        label=_("Kosten einmalig"), help_text=_("Leer heißt: noch nicht bekannt. 0 heißt: kostet nichts.")
    )
    cost_per_year = MoneyField(label=_("Kosten im Jahr"))
    staff_months = StaffField(
        label=_("Personenmonate"), help_text=_("Arbeit der Verwaltung insgesamt, zum Beispiel 2,5.")
    )
    priority = forms.ChoiceField(label=_("Priorität"), required=False, choices=optional(Priority.choices))
    medium = forms.ChoiceField(
        label=_("Was wirkt hier besser: digital oder analog?"), required=False, choices=optional(Medium.choices)
    )
    effort = forms.TypedChoiceField(
        label=_("Aufwand"), required=False, coerce=int, empty_value=None, choices=optional(_RATINGS),
        help_text=_("1 ist klein, 5 ist groß."),
    )  # fmt: skip
    benefit = forms.TypedChoiceField(
        label=_("Nutzen"), required=False, coerce=int, empty_value=None, choices=optional(_RATINGS),
        help_text=_("1 ist klein, 5 ist groß."),
    )  # fmt: skip
    risks = forms.CharField(
        label=_("Risiken"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text=_("Was könnte dazwischenkommen?"),
    )  # fmt: skip
    needs = forms.ModelMultipleChoiceField(
        Measure.objects.none(),
        label=_("Vorher müssen fertig sein"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    visibility = forms.ChoiceField(
        label=_("Wer darf die Maßnahme sehen?"),
        choices=Visibility.choices,
        initial=Visibility.PUBLIC,
        widget=forms.RadioSelect,
    )
    status = forms.ChoiceField(label=_("Stand"), choices=Status.choices, initial=Status.IDEA, widget=forms.RadioSelect)

    def __init__(self, *args: Any, place: Place, measure: Measure | None = None, **options: Any) -> None:
        if measure is not None:
            options["initial"] = _initial(measure) | options.get("initial", {})
        super().__init__(*args, **options)
        self.place, self.measure = place, measure
        self._choose("field", FieldOfAction.objects.of(place).in_order())
        self._choose("lead_organisation", Organisation.objects.of(place).order_by("name"))
        others = Measure.objects.of(place).by_number()
        self._choose("needs", others.exclude(pk=measure.pk) if measure else others)
        if measure is not None:
            del self.fields["status"]  # a move of its own, with a reason

    def _choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = choices

    def clean_number(self) -> str:
        """Check that no other measure here has the number."""
        number = " ".join(str(self.cleaned_data["number"]).split())
        others = Measure.objects.of(self.place).filter(number__iexact=number)
        if (others.exclude(pk=self.measure.pk) if self.measure else others).exists():
            raise forms.ValidationError(_("Diese Nummer ist schon vergeben."))
        return number

    def clean(self) -> dict[str, Any]:
        """Check that the end does not lie before the start."""
        cleaned = super().clean() or self.cleaned_data
        dates = Profile(title="", start=cleaned.get("start"), end=cleaned.get("end"))
        if dates.ends_before_it_begins:
            self.add_error("end", _("Das Ende liegt vor dem Beginn."))
        return cleaned


def _initial(measure: Measure) -> dict[str, Any]:
    names = [name for name in MeasureForm.base_fields if name not in {"needs", "new_field", "status"}]
    needs = [dependency.depends_on_id for dependency in measure.dependencies.all()]
    return {name: getattr(measure, name) for name in names} | {"needs": needs}


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
    proof_by = forms.DateField(label=_("Verwendungsnachweis bis"), required=False, widget=DateInput)

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


FundingLines = forms.formset_factory(FundingForm, extra=1, can_delete=True, max_num=9, validate_max=True)
IndicatorLines = forms.formset_factory(IndicatorForm, extra=1, can_delete=True, max_num=9, validate_max=True)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form that belongs together, with the lines that can be added to it."""

    anchor: str
    heading: str
    rows: list[list[BoundField]]  # short fields stand side by side
    lines: "forms.BaseFormSet[Any] | None" = None
    line_label: str = ""

    @property
    def has_errors(self) -> bool:
        """Tell whether something here has to be mended."""
        return any(field.errors for row in self.rows for field in row) or bool(
            self.lines and self.lines.total_error_count()
        )


class MeasureSheet:
    """The whole sheet: the form with its payers and figures, in sections."""

    def __init__(
        self,
        posted: QueryDict | None,
        *,
        place: Place,
        measure: Measure | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.form = MeasureForm(posted, place=place, measure=measure, initial=dict(initial or {}))
        self.fundings = FundingLines(
            posted,
            prefix="geld",
            initial=[asdict(FundingLine.of(row)) for row in measure.fundings.all()] if measure else [],
        )
        self.indicators = IndicatorLines(
            posted,
            prefix="wirkung",
            initial=[asdict(IndicatorLine.of(row)) for row in measure.indicators.all()] if measure else [],
        )

    def is_valid(self) -> bool:
        """Tell whether everything can be stored; all parts are asked, so that all errors show at once."""
        return all([self.form.is_valid(), self.fundings.is_valid(), self.indicators.is_valid()])

    def profile(self, field: FieldOfAction | None) -> Profile:
        """Return the profile as the sheet says it, in the field of action that was chosen or made."""
        said = {
            name: value
            for name, value in self.form.cleaned_data.items()
            if name not in {"needs", "status", "new_field"}
        }
        return Profile(
            **said | {"field": field},
            fundings=tuple(form.line() for form in _kept(self.fundings)),
            indicators=tuple(form.line() for form in _kept(self.indicators)),
        )

    @property
    def sections(self) -> list[Section]:
        """The parts of the sheet in the order in which a measure is thought through."""
        return [
            self._section("worum", _("Worum geht es?"), "number title field+new_field goal description origin_text"),
            self._section("wer", _("Wer kümmert sich?"), "lead+lead_organisation participants"),
            self._section("wann", _("Wann?"), "start+end needs"),
            self._section(
                "geld",
                _("Geld und Arbeit"),
                "cost_once+cost_per_year+staff_months",
                self.fundings,
                _("Förderung oder anderer Geldgeber"),
            ),
            self._section("bewertung", _("Wie wichtig, wie schwer?"), "priority+effort+benefit medium risks"),
            self._section("wirkung", _("Woran sehen wir den Erfolg?"), "", self.indicators, _("Kennzahl")),
            self._section("stand", _("Stand und Sichtbarkeit"), "status+visibility"),
        ]

    def _section(
        self, anchor: str, heading: Any, names: str, lines: "forms.BaseFormSet[Any] | None" = None, line_label: Any = ""
    ) -> Section:
        rows = [[self.form[name] for name in row.split("+") if name in self.form.fields] for row in names.split()]
        return Section(anchor, str(heading), [row for row in rows if row], lines, str(line_label))


def _kept(lines: "forms.BaseFormSet[Any]") -> list[Any]:
    """Return the lines that say something and are not struck out."""
    return [form for form in lines.forms if form.cleaned_data and form not in lines.deleted_forms]
