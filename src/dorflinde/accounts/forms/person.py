"""Who one is here: name, home, how far one reads, how one is written to."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.text import normalize_newlines
from django.utils.translation import gettext, gettext_lazy as _

from dorflinde.accounts import queries
from dorflinde.accounts.models import User, check_pseudonym
from dorflinde.places.public import Organisation, Place

RADII = [(0, _("nur mein Ort")), (5, _("bis 5 km")), (10, _("bis 10 km")), (20, _("bis 20 km")), (40, _("bis 40 km"))]


class HomeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only for the type checker
    """Chooses a municipality or one of its villages, villages under their municipality."""

    def __init__(self) -> None:
        places = Place.objects.exclude(kind=Place.Kind.REGION).select_related("parent")
        super().__init__(
            queryset=places.order_by("name", "pk"), required=False, label=_("Heimatort"), empty_label=_("keiner davon"),
            help_text=_("Was dort geschieht, sehen Sie zuerst. Sie müssen nicht dort wohnen."),
        )  # fmt: skip
        self.iterator = _ByMunicipality
        self.widget.choices = self.choices


class _ByMunicipality(forms.models.ModelChoiceIterator):  # type: ignore[type-arg]  # the same
    """Lists the places as groups of a municipality with its villages."""

    def __iter__(self) -> Any:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        places = list(self.queryset)
        villages: dict[int | None, list[Place]] = {}
        for place in places:
            if place.kind == Place.Kind.VILLAGE:
                villages.setdefault(place.parent_id, []).append(place)
        for place in places:
            if place.kind == Place.Kind.MUNICIPALITY:
                own = [self.choice(place), *(self.choice(village) for village in villages.get(place.pk, []))]
                yield (place.name, own) if len(own) > 1 else own[0]


class PersonForm(forms.Form):
    """Changes name, home, reading radius and language."""

    pseudonym = forms.CharField(label=_("Name im Ort"), max_length=40)
    home = HomeField()
    reading_radius_km = forms.TypedChoiceField(
        label=_("Wie weit möchten Sie lesen?"), choices=RADII, coerce=int, initial=10,
        help_text=_("Beiträge aus Orten in diesem Umkreis erscheinen auch bei Ihnen."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Sprache"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        chosen = {"pseudonym": user.pseudonym, "home": user.home_id, "language": user.language}
        chosen["reading_radius_km"] = min((km for km, _name in RADII), key=lambda km: abs(km - user.reading_radius_km))
        kwargs["initial"] = {name: value for name, value in chosen.items() if value is not None} | kwargs.get(
            "initial", {}
        )
        super().__init__(*args, **kwargs)
        self.fields["pseudonym"].help_text = User._meta.get_field("pseudonym").help_text
        self.fields["pseudonym"].widget.attrs |= {"autocomplete": "nickname", "spellcheck": "false"}

    def clean_pseudonym(self) -> str:
        """Return the name if it is free and sounds like nobody's office; who already has it keeps it."""
        name = " ".join(normalize_newlines(self.cleaned_data["pseudonym"]).split())
        if name == self.user.pseudonym:
            return name
        check_pseudonym(name)
        others = User.objects.exclude(pk=self.user.pk)
        if others.filter(pseudonym__iexact=name).exists() or Organisation.objects.filter(name__iexact=name).exists():
            free = ", ".join(f"„{wish}“" for wish in queries.suggest_pseudonyms())
            raise ValidationError(
                _("Diesen Namen gibt es schon. Frei sind zum Beispiel %(free)s."), params={"free": free}
            )
        return name


class WelcomeForm(PersonForm):
    """The one short page after the first sign-in."""

    wants_mail = forms.TypedChoiceField(
        label=_("Wenn sich bei Ihren Sachen etwas tut"), widget=forms.RadioSelect, coerce=lambda value: value == "ja",
        choices=[("ja", _("auch per E-Mail schreiben")), ("nein", _("nur hier zeigen"))],
    )  # fmt: skip
    terms = forms.BooleanField(
        error_messages={"required": _("Ohne Ihr Einverständnis können Sie lesen, aber nichts schreiben.")}
    )

    def __init__(self, *args: Any, rules_url: str, privacy_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wishes = queries.suggest_pseudonyms()
        if not self.user.pseudonym and wishes:
            self.initial["pseudonym"] = wishes[0]
            hint = gettext("So sehen Sie die anderen. Der Name darf erfunden sein; frei sind auch %(names)s.")
            self.fields["pseudonym"].help_text = hint % {"names": ", ".join(f"„{name}“" for name in wishes[1:])}
        self.fields["terms"].label = format_html(
            gettext('Ich halte mich an die <a href="{rules}">Regeln</a> und habe gelesen, was mit meinen <a href="{privacy}">Daten</a> geschieht.'),
            rules=rules_url, privacy=privacy_url,
        )  # fmt: skip
