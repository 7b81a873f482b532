"""What one has to say when something needs no further answer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SetAsideForm(forms.Form):
    """A word why nothing more is needed; whoever looks later must understand it."""

    outcome = forms.CharField(
        label=_("Warum ist nichts mehr zu tun?"),
        max_length=200,
        help_text=_("Ein paar Worte reichen, zum Beispiel: „am Telefon geklärt“."),
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)  # the list one came from
