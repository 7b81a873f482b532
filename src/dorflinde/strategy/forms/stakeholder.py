"""Forms about those who have to do with the strategy."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.places.public import Organisation, Place
from dorflinde.strategy.models import Stakeholder, StakeholderAssessment, StakeholderContact, Strategy, TypicalGroup
from dorflinde.ui.forms import DateInput

from .fields import optional

_INTEREST = [(1, _("1 – kaum")), (2, "2"), (3, _("3 – mittel")), (4, "4"), (5, _("5 – sehr groß"))]


class StakeholderForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """Who it is, what they bring, how the town hall speaks with them."""

    class Meta:
        model = Stakeholder
        fields = [
            "name", "kind", "typical", "organisation", "brings", "channel", "tone", "rhythm", "responsible", "next_contact_on",
            "contact_details",
        ]  # fmt: skip
        widgets = {
            "brings": forms.Textarea({"rows": 3}), "contact_details": forms.Textarea({"rows": 2}), "next_contact_on": DateInput,
        }  # fmt: skip

    def __init__(self, *args: Any, place: Place, strategy: Strategy | None, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            self.instance.municipality, self.instance.strategy = place, strategy
        here = Organisation.objects.filter(Q(place=place) | Q(place__parent=place)).order_by("name")
        organisations = self.fields["organisation"]
        if isinstance(organisations, forms.ModelChoiceField):
            organisations.queryset, organisations.empty_label = here, _("keine")
        for name, choices, empty in (
            ("typical", TypicalGroup.choices, _("keine der üblichen Gruppen")),
            ("channel", Stakeholder.Channel.choices, _("noch offen")),
            ("rhythm", Stakeholder.Rhythm.choices, _("wie das Raster rät")),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = optional(choices, empty)

    def clean_name(self) -> str:
        """Check that nobody of this name is noted yet."""
        name: str = self.cleaned_data["name"]
        others = Stakeholder.objects.of(self.instance.municipality).in_cycle(self.instance.strategy)
        if others.exclude(pk=self.instance.pk).filter(name=name).exists():
            raise ValidationError(_("Dieser Name steht schon in der Liste."))
        return name


class StakeholderAssessmentForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """Where somebody stands in the grid, and why."""

    interest = forms.TypedChoiceField(
        label=_("Interesse"), choices=_INTEREST, coerce=int, initial=3,
        help_text=_("Wie sehr geht sie die Strategie an?"),
    )  # fmt: skip
    influence = forms.TypedChoiceField(
        label=_("Einfluss"), choices=_INTEREST, coerce=int, initial=3,
        help_text=_("Wie viel können sie bewegen oder aufhalten?"),
    )  # fmt: skip

    class Meta:
        model = StakeholderAssessment
        fields = ["interest", "influence", "attitude", "reason"]


class GridMoveForm(forms.Form):
    """A move in the grid by mouse or arrow keys."""

    interest = forms.IntegerField(min_value=1, max_value=5)
    influence = forms.IntegerField(min_value=1, max_value=5)


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """Somebody spoke with them."""

    class Meta:
        model = StakeholderContact
        fields = ["on", "note"]
        widgets = {"on": DateInput, "note": forms.Textarea({"rows": 3})}

    def clean_on(self) -> Any:
        """Refuse talks that have not happened yet."""
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError(_("Dieser Tag liegt noch vor uns. Den nächsten Termin tragen Sie oben ein."))
        return on


class SinceForm(forms.Form):
    """The day with which the grid is compared."""

    seit = forms.DateField(label=_("Vergleichen mit dem Stand vom"), required=False, widget=DateInput)
