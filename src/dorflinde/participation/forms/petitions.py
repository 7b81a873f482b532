"""The forms of petitions: what one says, the name under it, the numbers the town hall chooses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.participation.actions import PetitionPlan
from dorflinde.participation.models import FIRST_NAMES, QUORUM, Petition


class PetitionOptions(forms.Form):
    """How many names it takes."""

    first = forms.IntegerField(
        label=_("Wie viele müssen zuerst mitzeichnen, damit alle den Vorschlag sehen?"), min_value=0, max_value=100,
        initial=FIRST_NAMES, help_text=_("Bei 0 steht jeder Vorschlag sofort da."),
    )  # fmt: skip
    quorum = forms.IntegerField(
        label=_("Wie viele müssen mitzeichnen, damit sich das Rathaus damit befasst?"), min_value=1, max_value=100_000,
        initial=QUORUM, help_text=_("Mitzeichnen kann man, solange die Phase läuft. Wer es geschrieben hat, zählt nicht mit."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse a quorum below the first names: nothing would be read before it is decided."""
        given = super().clean() or self.cleaned_data
        if given.get("quorum") and (given.get("first") or 0) > given["quorum"]:
            self.add_error("quorum", _("Bitte mindestens so viele wie in der Frage davor."))
        return given


class PetitionForm(forms.Form):
    """What somebody proposes."""

    title = forms.CharField(
        label=_("Titel"), max_length=120, help_text=_("So konkret, dass man mit Ja oder Nein antworten kann.")
    )
    text = forms.CharField(label=_("Worum geht es?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    change = forms.CharField(
        label=_("Was soll sich ändern?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Was soll das Rathaus oder der Gemeinderat tun?"),
    )  # fmt: skip

    def __init__(self, *args: Any, petition: Petition | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if petition is not None:
            self.initial.update(title=petition.title, text=petition.text, change=petition.change)

    def plan(self) -> PetitionPlan:
        """Return it as it was written."""
        return PetitionPlan(*(self.cleaned_data[name].replace("\r\n", "\n") for name in ("title", "text", "change")))


class SignForm(forms.Form):
    """A name under a petition."""

    shows_name = forms.BooleanField(label=_("Mein Name darf für alle dabeistehen"), required=False)
