"""The town hall's forms around the course of a project: inviting, copying, saying what came of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.ui.forms import DateInput


class InvitationForm(forms.Form):
    """Whom a link is for."""

    label = forms.CharField(
        label=_("Für wen?"), max_length=80, help_text=_("Nur für Sie: „Elternbeirat“, „Anlieger der Bachgasse“.")
    )


class CopyForm(forms.Form):
    """How the copy is called and when it begins."""

    title = forms.CharField(label=_("Titel"), max_length=120)
    first_day = forms.DateField(
        label=_("Erster Tag"), widget=DateInput, help_text=_("Alle Phasen verschieben sich mit, ihre Dauer bleibt.")
    )


class OutcomeForm(forms.Form):
    """What came of it."""

    text = forms.CharField(
        label=_("Was kam heraus, und wie geht es weiter?"), max_length=6000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Was haben Sie gehört, was wird daraus, was nicht und warum, wann geht es weiter?"),
    )  # fmt: skip
    by = forms.CharField(
        label=_("Wer sagt das?"), max_length=150, help_text=_("Ein Amt oder eine Stelle, kein Name einer Person.")
    )
