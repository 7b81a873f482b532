"""Forms around the versions of the strategy paper."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.strategy.models import PaperVersion, Resolution
from dorflinde.strategy.paper.template import LARGEST, Checked, TemplateProblem, check_template
from dorflinde.ui.forms import DateInput


class PaperVersionForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """What a version is called."""

    class Meta:
        model = PaperVersion
        fields = ["title", "note"]
        widgets = {"note": forms.Textarea({"rows": 3})}


class ResolutionForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """What the council decided."""

    class Meta:
        model = Resolution
        fields = ["decided_on", "body", "votes_yes", "votes_no", "votes_abstained", "reference", "wording"]
        widgets = {"decided_on": DateInput, "wording": forms.Textarea({"rows": 5})}

    def clean_decided_on(self) -> Any:
        """Check that the council has met already."""
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Der Tag liegt noch vor uns. Tragen Sie den Beschluss nach der Sitzung ein."))
        return day

    def clean(self) -> dict[str, Any] | None:
        """Check that the votes carried it."""
        said = super().clean()
        if (self.cleaned_data.get("votes_yes") or 0) <= (self.cleaned_data.get("votes_no") or 0):
            self.add_error("votes_yes", _("Beschlossen ist das Papier nur mit mehr Ja- als Nein-Stimmen."))
        return said


class TakeBackForm(forms.Form):
    """Why a resolution is taken back."""

    reason = forms.CharField(
        label=_("Warum?"), max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=_("Zum Beispiel: „Datum verwechselt“ oder „Beschluss aufgehoben am …“. Der Grund steht danach im Protokoll des Rathauses."),
    )  # fmt: skip


class TemplateForm(forms.Form):
    """The municipality's own Word file, looked at whole before it is taken."""

    file = forms.FileField(
        label=_("Word-Datei (.docx)"), widget=forms.ClearableFileInput({"accept": ".docx"}),
        help_text=_("Höchstens 5 MB, ohne Makros. Schriften, Farben, Kopf- und Fußzeile daraus gelten für das Papier; ihr Text wird nicht übernommen."),
    )  # fmt: skip

    def clean_file(self) -> Checked:
        """Check the file; what is wrong with it gets a sentence."""
        file = self.cleaned_data["file"]
        self.file_name: str = file.name
        try:
            return check_template(file.read(LARGEST + 1))
        except TemplateProblem as problem:
            raise ValidationError(str(problem)) from problem
