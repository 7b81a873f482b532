"""Forms for carrying out: one short line for each thing to note, so that it is quick by keyboard."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.dates import PlanDate
from dorflinde.core.money import NotAnAmountError, parse_quantity
from dorflinde.strategy.models import Continuation, Direction, Health, LeadContact, Period

from .fields import PlanDateField, optional

_FIVE = [(number, str(number)) for number in range(1, 6)]


def _day(label: Any, *, required: bool = False, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **more)


class MilestoneForm(forms.Form):
    """A milestone in one line."""

    title = forms.CharField(label=_("Meilenstein"), max_length=200)
    due = PlanDateField(label=_("bis wann"))


class TaskForm(forms.Form):
    """A task in one line."""

    title = forms.CharField(label=_("Aufgabe"), max_length=200)
    responsible = forms.CharField(label=_("wer"), max_length=120, required=False)
    due = PlanDateField(label=_("bis wann"))


class BlockerForm(forms.Form):
    """What stops the measure, in one line."""

    title = forms.CharField(label=_("Woran hängt es?"), max_length=200)
    who_can_solve = forms.CharField(label=_("wer es lösen kann"), max_length=120, required=False)
    since = _day(_("seit"), initial=timezone.localdate, required=True)


class RiskForm(forms.Form):
    """A risk in one line."""

    title = forms.CharField(label=_("Was könnte schiefgehen?"), max_length=200)
    likelihood = forms.TypedChoiceField(label=_("wie wahrscheinlich (1 bis 5)"), choices=_FIVE, coerce=int, initial=3)
    impact = forms.TypedChoiceField(label=_("wie schlimm (1 bis 5)"), choices=_FIVE, coerce=int, initial=3)
    mitigation = forms.CharField(label=_("was wir dagegen tun"), max_length=300, required=False)
    owner = forms.CharField(label=_("wer darauf achtet"), max_length=120, required=False)


class DecisionForm(forms.Form):
    """A decision in one line."""

    title = forms.CharField(label=_("Was wurde beschlossen?"), max_length=300)
    decided_by = forms.CharField(label=_("von wem"), max_length=120, required=False)
    decided_on = _day(_("am"))
    reference = forms.CharField(label=_("Aktenzeichen oder Fundstelle"), max_length=200, required=False)
    is_public = forms.BooleanField(label=_("öffentlich zeigen"), required=False)


PART_FORMS: dict[str, type[forms.Form]] = {
    "meilenstein": MilestoneForm,
    "aufgabe": TaskForm,
    "hindernis": BlockerForm,
    "risiko": RiskForm,
    "beschluss": DecisionForm,
}


class HealthAssessmentForm(forms.Form):
    """How it goes in somebody's own words; a reason is asked for."""

    health = forms.ChoiceField(label=_("Wie läuft es?"), choices=Health.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Warum?"), max_length=300, help_text=_("Das steht auch auf der öffentlichen Seite.")
    )
    until = _day(_("gilt bis"), help_text=_("Leer: bis Sie es zurücknehmen."))


class ValueForm(forms.Form):
    """One value of an indicator."""

    when = PlanDateField(label=_("für wann"), required=True, help_text=_("Tag, Monat, Quartal oder Jahr."))
    value = forms.CharField(label=_("Wert"), max_length=60, widget=forms.TextInput({"inputmode": "decimal"}))
    unit = forms.CharField(label=_("Einheit"), max_length=60, required=False, help_text=_("Leer: wie bisher."))
    source = forms.CharField(label=_("Quelle"), max_length=200, required=False)
    note = forms.CharField(label=_("Anmerkung"), max_length=200, required=False)

    def clean_when(self) -> PlanDate:
        """Ask for a stretch of the calendar: „laufend“ has no place on a time line."""
        when: PlanDate | None = self.cleaned_data["when"]
        if when is None or when.first is None:
            raise forms.ValidationError(_("Bitte nennen Sie einen Tag, einen Monat, ein Quartal oder ein Jahr."))
        return when

    def clean_value(self) -> Any:
        """Read the number as people write it."""
        return number(self.cleaned_data["value"])


class DirectionForm(forms.Form):
    """Which way is better, where baseline and target do not say."""

    direction = forms.ChoiceField(
        label=_("Was ist besser?"), required=False, choices=lambda: optional(Direction.choices, _("folgt aus Ausgangswert und Ziel"))
    )  # fmt: skip


class ValuesFileForm(forms.Form):
    """A list of values."""

    file = forms.FileField(
        label=_("CSV-Datei"), help_text=_("Spalten: Nr.; Kennzahl; Für wann; Wert; Einheit; Quelle; Anmerkung")
    )


class PeriodForm(forms.ModelForm[Period]):
    """A reporting period."""

    class Meta:
        model = Period
        fields = ("title", "first", "last", "due_on")
        widgets = {name: forms.DateInput({"type": "date"}, "%Y-%m-%d") for name in ("first", "last", "due_on")}
        help_texts = {"due_on": _("Zwei Wochen vorher fragen wir alle, die eine Maßnahme federführend betreuen.")}

    def clean(self) -> dict[str, Any]:
        """Check that the period runs forward."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("Das Ende liegt vor dem Beginn."))
        elif first and last and Period.objects.of(self.instance.municipality).filter(first=first, last=last).exists():
            self.add_error("first", _("Diesen Zeitraum gibt es schon."))
        return cleaned


class LeadContactForm(forms.ModelForm[LeadContact]):
    """Where a lead without an account is asked."""

    class Meta:
        model = LeadContact
        fields = ("email",)


class UpdateForm(forms.Form):
    """The two-minute update: how it goes in one tap, a sentence, the figures."""

    health = forms.ChoiceField(label=_("Wie läuft es?"), choices=Health.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In einem Satz: Was ist geschehen?"), max_length=500, widget=forms.Textarea({"rows": 2})
    )
    progress = forms.IntegerField(
        label=_("Fortschritt in Prozent"), required=False, min_value=0, max_value=100,
        widget=forms.NumberInput({"step": 5, "inputmode": "numeric"}),
    )  # fmt: skip
    next_step = forms.CharField(label=_("Was kommt als Nächstes?"), max_length=300, required=False)
    blocker = forms.CharField(
        label=_("Hängt es an etwas?"), max_length=200, required=False, help_text=_("Leer, wenn nichts im Weg steht.")
    )

    def __init__(self, *args: Any, indicators: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.indicators = list(indicators)
        for indicator in self.indicators:
            self.fields[f"k{indicator.pk}"] = forms.CharField(
                label=indicator.name, required=False, max_length=60, widget=forms.TextInput({"inputmode": "decimal"}),
                help_text=_("Zuletzt: %(value)s") % {"value": indicator.current or _("noch nichts gezählt")},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Read the figures; an empty one was not counted this time."""
        cleaned = super().clean() or self.cleaned_data
        for indicator in self.indicators:
            name = f"k{indicator.pk}"
            if written := cleaned.get(name):
                try:
                    cleaned[name] = number(written)
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    def values(self) -> list[tuple[Any, Any]]:
        """Return (indicator, number) for every figure that was counted."""
        return [(one, self.cleaned_data[f"k{one.pk}"]) for one in self.indicators if self.cleaned_data.get(f"k{one.pk}") not in ("", None)]  # fmt: skip


class ContinuationForm(forms.ModelForm[Continuation]):
    """How a measure goes on after its project."""

    class Meta:
        model = Continuation
        fields = (
            "owner_after", "operation", "paid_by", "person", "person_leaves_on", "documentation", "documentation_url", "handover",
            "communication", "effect", "technology", "responsibility", "financing",
        )  # fmt: skip
        widgets = {
            "person_leaves_on": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
            "handover": forms.Textarea({"rows": 4}),
        }
        help_texts = {
            "owner_after": _("Amt, Verein oder Stelle; am besten schon zugesagt."),
            "person": _(
                "Nennen Sie die Stelle, nicht den Namen: „Projektstelle Digitales“. Leer, wenn mehrere Bescheid wissen."
            ),
            "handover": _("Zugänge, Verträge, Ansprechpartner, offene Punkte. Keine Passwörter."),
        }


class MonthsForm(forms.Form):
    """How many months ahead to warn."""

    months = forms.CharField(label=_("Monate vorher"), max_length=40, help_text=_("Zum Beispiel: 12, 6, 3"))

    def clean_months(self) -> list[int]:
        """Read the numbers."""
        try:
            months = [int(part) for part in self.cleaned_data["months"].replace(";", ",").split(",") if part.strip()]
        except ValueError:
            months = []
        if not months or not all(1 <= month <= 60 for month in months):
            raise forms.ValidationError(_("Bitte ganze Monate von 1 bis 60, durch Komma getrennt."))
        return months


def number(written: str) -> Any:
    """Read a figure as people write it; a word is none."""
    try:
        quantity = parse_quantity(written)
    except NotAnAmountError as error:
        raise forms.ValidationError(str(error)) from error
    if quantity is None:
        raise forms.ValidationError(_("Das ist keine Zahl."))
    return quantity.amount
