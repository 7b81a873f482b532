"""Forms of the outlets: which programs are told, where and of what; how often somebody is written to."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from dorflinde.core import outward

from .actions import MOST_HOOKS, event_kinds
from .models import Hook, Rhythm

AT_ONCE, NEVER = "at_once", "never"


class HookForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """A program elsewhere and what it hears of."""

    events = forms.MultipleChoiceField(label=_("Bei welchen Ereignissen?"), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Hook
        fields = ["title", "url", "events"]
        widgets = {"url": forms.TextInput({"inputmode": "url", "autocomplete": "off", "spellcheck": "false"})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        events = self.fields["events"]
        if isinstance(events, forms.MultipleChoiceField):
            events.choices = [(kind.name, kind.label) for kind in event_kinds()]
        if self.instance.pk is None:
            events.initial = [kind.name for kind in event_kinds()]

    def clean_url(self) -> str:
        """Refuse what we may not call, and say why."""
        url = str(self.cleaned_data["url"]).strip()
        try:
            outward.check_url(url, loopback=settings.HOOKS_MAY_CALL_LOOPBACK)
        except outward.NotAllowed as problem:
            raise forms.ValidationError(str(problem)) from problem
        return url

    def clean(self) -> dict[str, Any]:
        """Keep the number of programs within what can be called in time."""
        said = super().clean() or self.cleaned_data
        if self.instance.pk is None and Hook.objects.of(self.instance.place).count() >= MOST_HOOKS:
            raise forms.ValidationError(
                _("Mehr als %(number)s Anschlüsse hat eine Gemeinde nicht."), params={"number": MOST_HOOKS}
            )
        return said


class RhythmForm(forms.Form):
    """At once, every day, every week on a day, or never."""

    kind = forms.ChoiceField(
        label=_("Wie oft dürfen wir Ihnen schreiben?"),
        choices=[
            (AT_ONCE, _("sofort, jede Mitteilung für sich")),
            (Rhythm.Kind.DAILY, _("einmal am Tag, alles in einer E-Mail")),
            (Rhythm.Kind.WEEKLY, _("einmal in der Woche, alles in einer E-Mail")),
            (NEVER, _("gar nicht: Mitteilungen sehe ich nur hier")),
        ],
        widget=forms.RadioSelect,
    )
    weekday = forms.TypedChoiceField(
        label=_("An welchem Tag?"), choices=list(WEEKDAYS.items()), coerce=int, required=False, empty_value=str(Rhythm.FRIDAY),
        help_text=_("Nur für die E-Mail einmal in der Woche."),
    )  # fmt: skip
    hour = forms.TypedChoiceField(
        label=_("Um wie viel Uhr?"),
        choices=[(hour, _("%(hour)d Uhr") % {"hour": hour}) for hour in Rhythm.HOURS],
        coerce=int,
        required=False,
        empty_value=str(Rhythm.MORNING),
    )

    def __init__(self, *args: Any, rhythm: Rhythm | None, wants_mail: bool, **kwargs: Any) -> None:
        chosen = NEVER if not wants_mail else rhythm.kind if rhythm else AT_ONCE
        kwargs["initial"] = {
            "kind": chosen,
            "weekday": rhythm.weekday if rhythm else Rhythm.FRIDAY,
            "hour": rhythm.hour if rhythm else Rhythm.MORNING,
        }
        super().__init__(*args, **kwargs)
