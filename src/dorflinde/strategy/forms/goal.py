"""Forms of goals and their figures."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.core.money import format_number, parse_quantity
from dorflinde.places.public import Place
from dorflinde.strategy.models import FieldOfAction, Goal, GoalIndicator, Measure, MeasureQuerySet
from dorflinde.ui.forms import DateInput

from .fields import AmountField, PlanDateField

_MOST = Decimal("999999999999.99")


class FigureField(AmountField):
    """A number as people write it: „3.800“, „12,5“, „45 %“; empty is unknown."""

    def read(self, text: str) -> Decimal | None:
        """Return the number; its unit has a field of its own."""
        quantity = parse_quantity(text)
        if quantity is not None and abs(quantity.amount) > _MOST:
            raise ValidationError(_("Diese Zahl ist zu groß."))
        return quantity.amount if quantity else None

    def write(self, number: Decimal) -> str:
        """Return the number."""
        return format_number(number)


class GoalForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """A goal of a field of action and the measures that work towards it."""

    due = PlanDateField(label=_("Bis wann?"), help_text=_("So genau, wie Sie es wissen: „Ende 2028“, „Herbst 2027“."))

    class Meta:
        model = Goal
        fields = ["field", "title", "description", "responsible", "measures"]
        widgets = {"description": forms.Textarea({"rows": 3}), "measures": forms.CheckboxSelectMultiple}

    field_order = ("field", "title", "description", "due", "responsible", "measures")

    def __init__(self, *args: Any, place: Place, **options: Any) -> None:
        goal: Goal | None = options.get("instance")
        options["initial"] = {"due": goal.due if goal else None} | (options.get("initial") or {})
        super().__init__(*args, **options)
        for name, rows in (
            ("field", FieldOfAction.objects.of(place).in_order()),
            ("measures", _choosable(goal, place)),
        ):
            choice = self.fields[name]
            if isinstance(choice, forms.ModelChoiceField):
                choice.queryset = rows

    def goal(self) -> Goal:
        """Return the goal as it was written, not stored yet."""
        goal: Goal = self.save(commit=False)
        goal.due = self.cleaned_data["due"]
        return goal


def _choosable(goal: Goal | None, place: Place) -> MeasureQuerySet:
    """Return the measures a goal may name: one of its own that was given up since stays until somebody takes it out."""
    here = Measure.objects.of(place)
    own = goal.measures.values("pk") if goal is not None and goal.pk else here.none().values("pk")
    return here.filter(Q(pk__in=here.shown_in_roadmap().values("pk")) | Q(pk__in=own)).by_number()


class IndicatorForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """A figure of a goal."""

    baseline = FigureField(label=_("Ausgangswert"), help_text=_("Leer heißt: noch nicht gezählt."))
    target = FigureField(label=_("Zielwert"))

    class Meta:
        model = GoalIndicator
        fields = ["name", "unit", "direction", "baseline", "target"]

    def clean(self) -> dict[str, Any]:
        """Check that the target lies in the direction that was said."""
        said = super().clean() or self.cleaned_data
        baseline, target = said.get("baseline"), said.get("target")
        if baseline is not None and target is not None and "direction" in said:
            rises = said["direction"] == GoalIndicator.Direction.UP
            if (rises and target < baseline) or (not rises and target > baseline):
                self.add_error(
                    "target", _("Der Zielwert liegt in der anderen Richtung: bitte Richtung oder Zahl ändern.")
                )
        return said


class GoalValueForm(forms.Form):
    """What was counted on a day."""

    value = FigureField(label=_("Wert"))
    on = forms.DateField(label=_("Stand vom"), widget=DateInput, initial=timezone.localdate)

    def clean_value(self) -> Any:
        """Ask for the number."""
        if (value := self.cleaned_data["value"]) is None:
            raise ValidationError(_("Bitte die Zahl eintragen."))
        return value

    def clean_on(self) -> Any:
        """Refuse figures of days that have not been."""
        if (on := self.cleaned_data["on"]) > timezone.localdate():
            raise ValidationError(_("Dieser Tag liegt noch vor uns."))
        return on
