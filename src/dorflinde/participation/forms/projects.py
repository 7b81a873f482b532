"""The forms of a project: what it says of itself, and its phases."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from dorflinde.participation import residence
from dorflinde.participation.actions import PhasePlan, ProjectPlan
from dorflinde.participation.models import Phase, Project, check_phases
from dorflinde.places.public import Place
from dorflinde.ui.forms import DateInput

from .fields import PHOTO_INPUT, PhotoField, place_field


class ProjectForm(forms.Form):
    """What a project says of itself."""

    title = forms.CharField(
        label=_("Titel"), max_length=120, help_text=_("Am besten eine Frage: „Wohin mit der alten Bank?“")
    )
    summary = forms.CharField(
        label=_("In einem Satz"), max_length=280, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Steht auf dem Dorfplatz und in der Liste."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Worum geht es?"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Eine leere Zeile trennt Absätze."),
    )  # fmt: skip
    goal = forms.CharField(
        label=_("Was geschieht mit dem Ergebnis?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wer entscheidet worüber, und bis wann?"),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Ansprechstelle"),
        max_length=200,
        required=False,
        help_text=_("Ein Amt mit Telefonnummer, kein Name einer Person."),
    )
    participants = forms.ChoiceField(
        label=_("Wer darf mitmachen?"), choices=Project.Participants.choices, widget=forms.RadioSelect,
        initial=Project.Participants.EVERYONE,
    )  # fmt: skip
    access = forms.ChoiceField(
        label=_("Wer sieht die Beteiligung?"), choices=Project.Access.choices, widget=forms.RadioSelect,
        initial=Project.Access.PUBLIC, help_text=_("Eine geschlossene Beteiligung steht in keiner Liste. Einladen können Sie, sobald sie gespeichert ist."),
    )  # fmt: skip
    proof = forms.ChoiceField(
        label=_("Muss der Wohnsitz nachgewiesen werden?"), widget=forms.RadioSelect, initial=residence.NONE,
        help_text=_("Gilt für alle, die mitmachen. Codes machen Sie unter „Beteiligungen verwalten“."),
    )  # fmt: skip
    postcodes = forms.CharField(
        label=_("Weitere Postleitzahlen"), required=False, max_length=200,
        help_text=_("Nur für den Nachweis mit Postleitzahl: neben der des Ortes, mit Leerzeichen getrennt."),
    )  # fmt: skip
    categories = forms.CharField(
        label=_("Themen"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Eines je Zeile. Nehmen Sie eines weg, bleiben seine Ideen ohne Thema stehen."),
    )  # fmt: skip
    photo = PhotoField(label=_("Bild"), required=False, widget=forms.FileInput(attrs=PHOTO_INPUT))
    photo_alt = forms.CharField(label=_("Was ist auf dem Bild zu sehen?"), required=False, max_length=200)

    def __init__(self, *args: Any, municipality: Place, project: Project | None = None, **kwargs: Any) -> None:
        if project is not None:
            names = (
                "title",
                "summary",
                "text",
                "goal",
                "contact",
                "access",
                "participants",
                "proof",
                "postcodes",
                "photo_alt",
            )
            kwargs["initial"] = {
                **{name: getattr(project, name) for name in names},
                "place": project.place.public_id,
                "categories": "\n".join(category.name for category in project.categories.all()),
            }
        super().__init__(*args, **kwargs)
        self.fields["proof"].choices = residence.choices()  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["place"] = place_field(municipality, label=_("Für welchen Ort?"))
        self.order_fields(["place", "title", "summary", "text", "goal", "contact", "access"])

    def clean_categories(self) -> list[str]:
        """Return the topics, each once."""
        lines = [line.strip() for line in self.cleaned_data["categories"].splitlines()]
        if any(len(line) > 60 for line in lines):
            raise ValidationError(_("Ein Thema darf höchstens 60 Zeichen lang sein."))
        return list(dict.fromkeys(line for line in lines if line))

    def plan(self, phases: list[PhasePlan]) -> ProjectPlan:
        """Return the project as it is planned."""
        return ProjectPlan(**self.cleaned_data, phases=phases)


class PhaseForm(forms.Form):
    """One phase; a line that was left empty is none."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Was kann man tun?"), choices=[("", _("–")), *Phase.Kind.choices])
    title = forms.CharField(label=_("Eigener Name"), max_length=80, required=False)
    starts_on = forms.DateField(label=_("Erster Tag"), widget=DateInput)
    ends_on = forms.DateField(label=_("Letzter Tag"), widget=DateInput)

    @property
    def plan(self) -> PhasePlan:
        """Return the phase as it is planned, named after what one can do when it has no name of its own."""
        kind = Phase.Kind(self.cleaned_data["kind"])
        return PhasePlan(
            kind=kind,
            title=self.cleaned_data["title"] or str(kind.label),
            starts_on=self.cleaned_data["starts_on"],
            ends_on=self.cleaned_data["ends_on"],
            key=self.cleaned_data["key"],
        )


class BasePhaseFormSet(BaseFormSet[PhaseForm]):
    """The phases of a project; the order of their days counts, not that of the lines."""

    def add_fields(self, form: PhaseForm, index: int | None) -> None:
        """Offer to take a phase away in plain words."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Phase entfernen")

    def clean(self) -> None:
        """Refuse phases that overlap or end before they begin."""
        if not any(self.errors):
            check_phases((plan.title, plan.starts_on, plan.ends_on) for plan in plans_of(self))


def plans_of(phases: BaseFormSet[PhaseForm]) -> list[PhasePlan]:
    """Return the phases that were filled in and not taken away, by their first day."""
    there = [*phases.initial_forms, *(form for form in phases.extra_forms if form.has_changed())]
    return sorted((form.plan for form in there if form not in phases.deleted_forms), key=_first_day)


def _first_day(plan: PhasePlan) -> datetime.date:
    return plan.starts_on


NewPhases = formset_factory(PhaseForm, formset=BasePhaseFormSet, extra=4)
ChangedPhases = formset_factory(PhaseForm, formset=BasePhaseFormSet, extra=2, can_delete=True)


def phases_of(project: Project) -> list[dict[str, Any]]:
    """Return the phases of a project as the form shows them."""
    return [
        {
            "key": phase.public_id,
            "kind": phase.kind,
            "title": phase.title,
            "starts_on": phase.starts_on,
            "ends_on": phase.ends_on,
        }
        for phase in project.timetable
    ]
