"""Looking after a place: who may do what, which parts are switched on, whose imprint stands where."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts import policies, queries
from dorflinde.accounts.models import Role, User
from dorflinde.core import modules
from dorflinde.places.public import Organisation, Place


class RoleForm(forms.Form):
    """Gives someone a role."""

    person = forms.CharField(
        label=_("Wer?"), max_length=254, help_text=_("E-Mail-Adresse oder Name im Ort. Das Konto muss es schon geben.")
    )
    kind = forms.ChoiceField(label=_("Rolle"))
    place = forms.ModelChoiceField(label=_("Wo?"), queryset=Place.objects.none(), empty_label=None)
    organisation = forms.ModelChoiceField(
        label=_("Nur für eine Organisation"), queryset=Organisation.objects.none(), required=False,
        empty_label=_("für den ganzen Ort"), help_text=_("Zum Beispiel: Redaktion des Musikvereins."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: User, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        keys = [place.pk for place in places]
        self.fields["place"].queryset = Place.objects.filter(pk__in=keys).order_by("-kind", "name")  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = (  # type: ignore[attr-defined]
            Organisation.objects.filter(place__in=keys) | Organisation.objects.filter(place__parent__in=keys)
        ).order_by("name")
        allowed = [kind for kind in Role.Kind if any(policies.may_give(actor, kind, place) for place in places)]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in allowed]  # type: ignore[attr-defined]

    def clean_person(self) -> User:
        """Return the account meant."""
        person = queries.find_person(self.cleaned_data["person"].strip())
        if person is None:
            raise ValidationError(_("Dieses Konto gibt es nicht. Die Person muss sich erst einmal selbst anmelden."))
        return person

    def clean(self) -> dict[str, Any]:
        """Refuse roles beyond the own reach, and organisations of another place."""
        cleaned = super().clean() or {}
        kind, place, organisation = cleaned.get("kind"), cleaned.get("place"), cleaned.get("organisation")
        if kind and place and not policies.may_give(self.actor, kind, place):
            raise ValidationError(_("Diese Rolle dürfen Sie hier nicht vergeben."))
        if place and organisation and organisation.place_id != place.pk and organisation.place.parent_id != place.pk:
            self.add_error("organisation", _("Diese Organisation gehört zu einem anderen Ort."))
        if organisation and kind in {Role.Kind.MANAGER, Role.Kind.OPERATOR}:
            self.add_error("organisation", _("Diese Rolle gibt es nur für einen ganzen Ort."))
        return cleaned


class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """Changes what a municipality says about itself."""

    class Meta:
        model = Place
        fields = ["introduction", "easy_language"]
        help_texts = {
            "introduction": _("Zwei, drei Sätze, die über dem Dorfplatz stehen."),
            "easy_language": _(
                "Jeder Satz in einer eigenen Zeile, Absätze durch eine leere Zeile. Ohne Text steht dort ein allgemeiner."
            ),
        }


class ModulesForm(forms.Form):
    """Switches parts of a municipality's pages on and off."""

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for module in modules.all_modules():
            if module.is_switchable:
                self.fields[module.name] = forms.BooleanField(
                    label=module.title, required=False, initial=place.has_module(module.name)
                )


class ImprintForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """Fills in the imprint of an organisation."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = [
            "name", "kind", "imprint_address", "imprint_represented_by", "imprint_email", "imprint_phone",
            "imprint_responsible", "imprint_more", "website",
        ]  # fmt: skip
        widgets = {
            "imprint_address": forms.Textarea(attrs={"rows": 3}),
            "imprint_more": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The law wants these of everyone who publishes; the table lets them wait for the first visit here.
        for name in ("imprint_address", "imprint_email", "imprint_responsible"):
            self.fields[name].required = True
