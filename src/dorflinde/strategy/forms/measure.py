"""The form with the whole profile of a measure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy as _

from dorflinde.core.money import format_euro
from dorflinde.places.public import Organisation, Place
from dorflinde.strategy.models import (
    CostLine,
    FieldOfAction,
    FundingLine,
    IndicatorLine,
    Measure,
    Medium,
    Priority,
    Profile,
    Status,
    Visibility,
)

from .fields import MoneyField, PlanDateField, StaffField, optional
from .lines import CostLines, FundingLines, IndicatorLines, kept_lines

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


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form that belongs together, with the lines that can be added to it."""

    anchor: str
    heading: str
    rows: list[list[BoundField]]  # short fields stand side by side
    lines: "forms.BaseFormSet[Any] | None" = None
    line_label: str = ""
    note: str = ""

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
        self.known_costs = tuple(CostLine.of(row) for row in measure.costs.all()) if measure else ()
        says_years = posted is not None and "jahre-TOTAL_FORMS" in posted  # what says nothing about years leaves them
        self.costs = CostLines(
            posted if says_years else None, prefix="jahre", initial=[asdict(line) for line in self.known_costs]
        )
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
        costs_are_valid = self.costs.is_valid() if self.costs.is_bound else True
        valid = [self.form.is_valid(), costs_are_valid, self.fundings.is_valid(), self.indicators.is_valid()]
        return all(valid) and self._adds_up()

    def _adds_up(self) -> bool:
        """Check that the years do not come to more than the one-off cost as a whole."""
        profile = self.profile(None)
        if profile.years_cost_more:
            said = gettext("Die Jahre ergeben zusammen %(sum)s, das ist mehr als einmalig angegeben.")
            self.form.add_error("cost_once", said % {"sum": format_euro(profile.once_by_year)})
        return not profile.years_cost_more

    def profile(self, field: FieldOfAction | None) -> Profile:
        """Return the profile as the sheet says it, in the field of action that was chosen or made."""
        said = {
            name: value
            for name, value in self.form.cleaned_data.items()
            if name not in {"needs", "status", "new_field"}
        }
        return Profile(
            **said | {"field": field},
            costs=tuple(form.line() for form in kept_lines(self.costs)) if self.costs.is_bound else self.known_costs,
            fundings=tuple(form.line() for form in kept_lines(self.fundings)),
            indicators=tuple(form.line() for form in kept_lines(self.indicators)),
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
            self._section(
                "jahre",
                _("Kosten nach Jahren"),
                "",
                self.costs,
                _("Ein Jahr"),
                _(
                    "Nur wenn Sie es schon wissen. Was in keinem Jahr steht, zählt im Jahr des Beginns. Wird die Maßnahme verschoben, gehen die Jahre mit."
                ),
            ),
            self._section("bewertung", _("Wie wichtig, wie schwer?"), "priority+effort+benefit medium risks"),
            self._section("wirkung", _("Woran sehen wir den Erfolg?"), "", self.indicators, _("Kennzahl")),
            self._section("stand", _("Stand und Sichtbarkeit"), "status+visibility"),
        ]

    def _section(
        self,
        anchor: str,
        heading: Any,
        names: str,
        lines: "forms.BaseFormSet[Any] | None" = None,
        line_label: Any = "",
        note: Any = "",
    ) -> Section:
        rows = [[self.form[name] for name in row.split("+") if name in self.form.fields] for row in names.split()]
        return Section(anchor, str(heading), [row for row in rows if row], lines, str(line_label), str(note))
