"""Forms for people, money and proposals: positions, ceilings, what a measure needs to be planned."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.places.public import Place
from dorflinde.strategy.models import Ceiling, Dependency, Measure, PlanningFacts, Proposal, StaffRole
from dorflinde.strategy.models.dependency import LONGEST_LAG
from dorflinde.strategy.models.planning import LONGEST

from .fields import MoneyField, MonthField, StaffField


class RoleForm(forms.Form):
    """A position by its name: an office or a task, never a person."""

    title = forms.CharField(
        label=_("Stelle"),
        max_length=120,
        help_text=_("Ein Amt oder eine Aufgabe, kein Name: Bauamt, IT, Digitallotsin."),
    )

    def __init__(self, *args: Any, place: Place, role: StaffRole | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.place, self.role = place, role

    def clean_title(self) -> str:
        """Check that no other position here has the name."""
        title = " ".join(str(self.cleaned_data["title"]).split())
        others = StaffRole.objects.of(self.place).filter(title__iexact=title)
        if (others.exclude(pk=self.role.pk) if self.role else others).exists():
            raise forms.ValidationError(_("Diese Stelle gibt es schon."))
        return title


class StretchForm(forms.Form):
    """How much of the position works on measures, from one month to another."""

    first_month = MonthField(label=_("ab"), required=True)
    last_month = MonthField(label=_("bis"), help_text=_("Leer heißt: bis auf Weiteres."))
    percent = forms.IntegerField(
        label=_("Prozent einer vollen Stelle"),
        min_value=0,
        max_value=2000,
        help_text=_("Nur der Teil, der für Maßnahmen da ist."),
    )

    def clean(self) -> dict[str, Any]:
        """Check that the end does not lie before the start."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_month"), cleaned.get("last_month")
        if first and last and last < first:
            self.add_error("last_month", _("Das Ende liegt vor dem Beginn."))
        return cleaned


Stretches = forms.formset_factory(StretchForm, extra=1, can_delete=True, max_num=24, validate_max=True)


class CeilingsForm(forms.Form):
    """What may be spent of the municipality's own money, year by year."""

    def __init__(self, *args: Any, years: Iterable[int], known: Iterable[Ceiling], **options: Any) -> None:
        super().__init__(*args, **options)
        self.years = list(years)
        ceilings = {ceiling.year: ceiling for ceiling in known}
        for year in self.years:
            ceiling = ceilings.get(year)
            self.fields[f"amount_{year}"] = MoneyField(
                label=str(year), initial=ceiling.amount if ceiling else None, help_text=_("Leer heißt: kein Deckel.")
            )
            self.fields[f"note_{year}"] = forms.CharField(
                label=_("Notiz zu %(year)s") % {"year": year}, max_length=200, required=False,
                initial=ceiling.note if ceiling else "",
            )  # fmt: skip

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """Amount and note of each year side by side."""
        return [[self[f"amount_{year}"], self[f"note_{year}"]] for year in self.years]

    @property
    def wanted(self) -> dict[int, tuple[Decimal | None, str]]:
        """What was said, by year."""
        said = self.cleaned_data
        return {year: (said[f"amount_{year}"], said[f"note_{year}"]) for year in self.years}


class PlanningForm(forms.Form):
    """How long a measure takes, when it may begin, whom it needs, how it hangs on others."""

    duration = forms.IntegerField(
        label=_("Dauer in Monaten"), required=False, min_value=1, max_value=LONGEST,
        help_text=_("Leer heißt: aus Beginn und Ende, sonst nehmen wir sechs Monate an."),
    )  # fmt: skip
    earliest = MonthField(label=_("Beginn frühestens"), help_text=_("Zum Beispiel März 2027 oder 03/2027."))
    latest = MonthField(label=_("Beginn spätestens"))

    def __init__(
        self, *args: Any, measure: Measure, roles: Iterable[StaffRole], facts: PlanningFacts | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if facts is not None:
            for name in ("duration", "earliest", "latest"):
                self.fields[name].initial = getattr(facts, name)
        needed = {demand.role_id: demand.months for demand in measure.demands.all()}
        self.roles = list(roles)
        for role in self.roles:
            self.fields[f"bedarf_{role.pk}"] = StaffField(label=role.title, initial=needed.get(role.pk))
        self.ties = list(measure.dependencies.select_related("depends_on"))
        for tie in self.ties:
            self.fields[f"art_{tie.pk}"] = forms.ChoiceField(
                label=_("%(measure)s: diese Maßnahme …") % {"measure": tie.depends_on}, choices=Dependency.Kind.choices,
                initial=tie.kind,
            )  # fmt: skip
            self.fields[f"abstand_{tie.pk}"] = forms.IntegerField(
                label=_("Abstand in Monaten"), min_value=0, max_value=LONGEST_LAG, initial=tie.lag
            )

    def clean(self) -> dict[str, Any]:
        """Check that the months follow each other."""
        cleaned = super().clean() or self.cleaned_data
        earliest, latest = cleaned.get("earliest"), cleaned.get("latest")
        if earliest and latest and latest < earliest:
            self.add_error("latest", _("Das liegt vor dem frühesten Beginn."))
        return cleaned

    @property
    def when(self) -> list[list[forms.BoundField]]:
        """Length and months."""
        return [[self["duration"]], [self["earliest"], self["latest"]]]

    @property
    def people(self) -> list[forms.BoundField]:
        """One field for each position."""
        return [self[f"bedarf_{role.pk}"] for role in self.roles]

    @property
    def links(self) -> list[list[forms.BoundField]]:
        """Kind and distance of each dependency."""
        return [[self[f"art_{tie.pk}"], self[f"abstand_{tie.pk}"]] for tie in self.ties]

    def said(self) -> dict[str, Any]:
        """Return what the action takes."""
        said = self.cleaned_data
        return {
            "duration": said["duration"], "earliest": said["earliest"], "latest": said["latest"],
            "demands": {role: said[f"bedarf_{role.pk}"] for role in self.roles},
            "ties": {tie: (said[f"art_{tie.pk}"], said[f"abstand_{tie.pk}"]) for tie in self.ties},
        }  # fmt: skip


class ProposalForm(forms.Form):
    """What a proposal should aim at, and how long it may take."""

    objective = forms.ChoiceField(
        label=_("Worauf kommt es an?"), choices=Proposal.Objective.choices, initial=Proposal.Objective.BENEFIT,
        widget=forms.RadioSelect,
    )  # fmt: skip
    seconds = forms.TypedChoiceField(
        label=_("Wie lange darf gerechnet werden?"), coerce=int, initial=20,
        choices=[(10, _("10 Sekunden")), (20, _("20 Sekunden")), (60, _("eine Minute")), (180, _("drei Minuten"))],
    )  # fmt: skip


class PinForm(forms.Form):
    """Why a date stands."""

    reason = forms.CharField(
        label=_("Warum steht der Termin fest?"), max_length=200, required=False,
        help_text=_("Zum Beispiel: Der Auftrag ist erteilt."),
    )  # fmt: skip


class LeadTimeForm(forms.Form):
    """How long before a day of a funding the desk is reminded of it."""

    months = forms.IntegerField(
        label=_("So viele Monate vorher auf den Schreibtisch"), min_value=1, max_value=24,
        help_text=_("Gilt für Antrag, Ende der Förderung und Verwendungsnachweis."),
    )  # fmt: skip
