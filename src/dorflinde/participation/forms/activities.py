"""The form of something to take part in, with the few options its format may have."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.participation.actions import ActivityPlan
from dorflinde.participation.models import Activity, Phase, Project
from dorflinde.ui.clock import full_day


class PhaseField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A choice between the phases of a project."""

    def label_from_instance(self, obj: Phase) -> str:
        """Name the phase with its days."""
        return f"{obj.title} ({full_day(obj.starts_on)} – {full_day(obj.ends_on)})"


class ActivityForm(forms.Form):
    """What the town hall says about something to take part in."""

    title = forms.CharField(label=_("Titel"), max_length=120)
    text = forms.CharField(
        label=_("Worum geht es dabei?"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Zwei, drei Sätze: was gefragt ist und wie lange es dauert."),
    )  # fmt: skip
    phase = PhaseField(
        queryset=Phase.objects.none(), label=_("In welcher Phase?"), to_field_name="public_id", empty_label=None,
        help_text=_("Mitmachen kann man, solange die Phase läuft. Die Tage ändern Sie bei der Beteiligung."),
    )  # fmt: skip

    def __init__(self, *args: Any, project: Project, activity: Activity | None = None, **kwargs: Any) -> None:
        if activity is not None:
            kwargs["initial"] = {
                "title": activity.title, "text": activity.text, "phase": activity.phase.public_id,
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = project.phases.all()  # type: ignore[attr-defined]  # a ModelChoiceField

    def plan(self, options: dict[str, Any]) -> ActivityPlan:
        """Return it as it is planned."""
        return ActivityPlan(**self.cleaned_data, options=options)
