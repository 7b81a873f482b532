"""The forms of those who show where they live, and of the town hall that hands out codes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.participation import residence
from dorflinde.participation.models import Project, ResidenceCode


class ResidenceForm(forms.Form):
    """The word that proves it, as the project asks for it."""

    word = forms.CharField(max_length=40)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if way := residence.proof(project.proof):
            self.fields["word"].label, self.fields["word"].help_text = way.question, way.help_text


class CodesForm(forms.Form):
    """How many codes the town hall wants."""

    way = forms.ChoiceField(label=_("Wie kommen die Codes zu den Menschen?"), choices=ResidenceCode.Way.choices, widget=forms.RadioSelect)  # fmt: skip
    number = forms.IntegerField(label=_("Wie viele?"), min_value=1, max_value=2000)
