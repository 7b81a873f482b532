"""Forms that move a measure along: dates, status, a word on its progress, one line of the table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.strategy.models import Measure, Priority, Profile, Status

from .fields import PlanDateField, optional

NEED_A_REASON = frozenset({Status.PAUSED, Status.DROPPED})


class ScheduleForm(forms.Form):
    """When a measure begins and ends, as exactly as is known."""

    start = PlanDateField(
        label=_("Beginn"), help_text=_("Tag, Monat, Quartal, Jahreszeit oder Jahr: 01.09.2027, März 2027, 3. Quartal 2027, Herbst 2027, 2027. Auch sofort oder zeitnah.")
    )  # fmt: skip
    end = PlanDateField(label=_("Ende"), help_text=_("Zum Beispiel Ende 2028, 30.06.2028 oder laufend."))

    def clean(self) -> dict[str, Any]:
        """Check that the end does not lie before the start."""
        cleaned = super().clean() or self.cleaned_data
        if Profile(title="", start=cleaned.get("start"), end=cleaned.get("end")).ends_before_it_begins:
            self.add_error("end", _("Das Ende liegt vor dem Beginn."))
        return cleaned


class ShiftForm(forms.Form):
    """How far a bar was moved on the chart; a step that would make its dates less exact is refused."""

    months = forms.IntegerField(min_value=-600, max_value=600)

    def __init__(self, *said: Any, measure: Measure, **more: Any) -> None:
        super().__init__(*said, **more)
        self.measure = measure

    def clean_months(self) -> int:
        """Check that both dates can go along."""
        months: int = self.cleaned_data["months"]
        try:
            for planned in (self.measure.start, self.measure.end):
                if planned is not None:
                    planned.moved(months)
        except ValueError as problem:
            raise forms.ValidationError(_("So weit lässt sich das nicht verschieben.")) from problem
        return months


class PutBackForm(ScheduleForm):
    """Where a bar stood before it was moved."""

    was_idea = forms.BooleanField(required=False)


class StatusForm(forms.Form):
    """How far a measure is, and why it rests or is given up."""

    status = forms.ChoiceField(label=_("Neuer Stand"), choices=Status.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Begründung"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Alle, die der Maßnahme folgen, lesen das."),
    )  # fmt: skip
    progress = forms.IntegerField(
        label=_("Fortschritt in Prozent"), required=False, min_value=0, max_value=100,
        widget=forms.NumberInput({"step": 5, "inputmode": "numeric"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where people would ask for one."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("status") in NEED_A_REASON and not cleaned.get("reason"):
            self.add_error(
                "reason", _("Bitte schreiben Sie kurz, warum. Die Menschen, die darauf warten, fragen danach.")
            )
        return cleaned


class DeleteForm(forms.Form):
    """Why a measure that people know of disappears."""

    reason = forms.CharField(
        label=_("Warum?"), max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Alle, die der Maßnahme folgen, lesen das. Auf den Spuren ihrer Ideen bleibt es stehen."),
    )  # fmt: skip


class ReportForm(forms.Form):
    """A few words on how a measure is going."""

    text = forms.CharField(
        label=_("Was gibt es Neues?"), max_length=2000, widget=forms.Textarea({"rows": 5}),
        help_text=_("Zwei, drei Sätze genügen: Was ist geschehen, was kommt als Nächstes?"),
    )  # fmt: skip
    progress = forms.IntegerField(
        label=_("Fortschritt in Prozent"), required=False, min_value=0, max_value=100,
        widget=forms.NumberInput({"step": 5, "inputmode": "numeric"}),
    )  # fmt: skip


class RowForm(ScheduleForm):
    """What can be changed in the table itself; a status that needs a reason has its own page."""

    status = forms.ChoiceField(label=_("Stand"), choices=Status.choices)
    priority = forms.ChoiceField(label=_("Priorität"), required=False, choices=optional(Priority.choices))

    def __init__(self, *args: Any, measure: Measure, **options: Any) -> None:
        options["initial"] = {name: getattr(measure, name) for name in ("start", "end", "status", "priority")}
        super().__init__(*args, **options)
        self.measure = measure
        self.order_fields(["priority", "status", "start", "end"])
        for name in ("start", "end"):
            self.fields[name].help_text = ""

    def clean_status(self) -> str:
        """Refuse a move that has to be explained."""
        status: str = self.cleaned_data["status"]
        if status != self.measure.status and status in NEED_A_REASON:
            raise forms.ValidationError(_("Dafür wird eine Begründung gebraucht: bitte „Stand ändern“ nehmen."))
        return status
