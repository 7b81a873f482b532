"""Forms around the way through a cycle: who looks after a step, how far it is, the next cycle."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.strategy.models import StepMark, StepPlan, Strategy
from dorflinde.ui.forms import DateInput

_NEEDS_NOTE = {StepMark.Kind.SKIPPED: _("Warum lassen Sie den Schritt aus? Ein Satz genügt."),
               StepMark.Kind.PAPER: _("Wo liegt das Papier? Ein Satz genügt.")}  # fmt: skip


class StepPlanForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """Who looks after a step, and until when."""

    class Meta:
        model = StepPlan
        fields = ["responsible", "due_on"]
        widgets = {"due_on": DateInput}


class StepMarkForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """How far a step is."""

    class Meta:
        model = StepMark
        fields = ["kind", "note"]
        widgets = {"kind": forms.RadioSelect, "note": forms.Textarea({"rows": 2})}

    def __init__(self, *args: Any, is_closed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [StepMark.Kind.REOPENED] if is_closed else [
            StepMark.Kind.DONE, StepMark.Kind.PAPER, StepMark.Kind.SKIPPED]  # fmt: skip
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [(one.value, one.label) for one in kinds]
        self.initial.setdefault("kind", kinds[0])
        self.fields["note"].help_text = _("Beim Auslassen: warum? Auf Papier: wo liegt es?")

    def clean(self) -> dict[str, Any]:
        """Check that what is left out or lies on paper says so in a sentence."""
        said: dict[str, Any] = super().clean() or {}
        reason = _NEEDS_NOTE.get(said.get("kind", ""))
        if reason and not said.get("note", "").strip():
            self.add_error("note", reason)
        return said


class CycleForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """A new strategy: its name and its years."""

    keep_texts = forms.BooleanField(label=_("Leitbild und Verstetigung als Entwurf übernehmen"), required=False)
    drop_fields_without_open_measures = forms.BooleanField(
        label=_("Handlungsfelder ohne jede Maßnahme weglassen"), required=False
    )

    class Meta:
        model = Strategy
        fields = ["title", "starts_on", "ends_on"]
        widgets = {"starts_on": DateInput, "ends_on": DateInput}

    def __init__(self, *args: Any, has_earlier: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_earlier:
            del self.fields["keep_texts"], self.fields["drop_fields_without_open_measures"]
