"""Forms of the hooks: who is told, where, and of what."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dorflinde.core import outward

from .actions import MOST_HOOKS, event_kinds
from .models import Hook


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
