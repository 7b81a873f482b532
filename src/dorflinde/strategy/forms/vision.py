"""Forms around the vision: a group's draft, the common text, until when people may comment."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.strategy.models import VisionDraft, VisionVersion
from dorflinde.ui.forms import DateInput

_LONGEST = datetime.timedelta(days=366)


class DraftForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """What a group wrote."""

    class Meta:
        model = VisionDraft
        fields = ["group", "source", "written_on", "text"]
        widgets = {"text": forms.Textarea({"rows": 8}), "written_on": DateInput}


class VersionForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """The common text."""

    class Meta:
        model = VisionVersion
        fields = ["text", "reason"]
        widgets = {"text": forms.Textarea({"rows": 14})}


class OpeningForm(forms.Form):
    """Until when people are asked."""

    until = forms.DateField(label=_("Bis wann sammeln Sie Rückmeldungen?"), widget=DateInput)

    def clean_until(self) -> Any:
        """Check that people have time, and that it ends."""
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until <= today:
            raise ValidationError(_("Bitte einen Tag wählen, der noch kommt."))
        if until > today + _LONGEST:
            raise ValidationError(_("Höchstens ein Jahr: Danach erinnert sich niemand mehr an die Frage."))
        return until
