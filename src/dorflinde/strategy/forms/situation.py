"""Forms around the situation: the questionnaire page by page, inventory, strengths and weaknesses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.strategy.models import Assessment, InventoryItem, SheetAnswer, SwotEntry
from dorflinde.strategy.queries.questionnaire import Dimension, Question
from dorflinde.ui.forms import DateInput

_UNKNOWN = "0"
_TARGETS = [("", _("noch offen")), *((str(level), str(level)) for level in range(1, 6))]


class AssessmentForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """The day of an assessment."""

    class Meta:
        model = Assessment
        fields = ["held_on"]
        widgets = {"held_on": DateInput}


class DimensionForm(forms.Form):
    """The questions of one dimension; everything may stay open and be answered later."""

    def __init__(self, *args: Any, dimension: Dimension, known: dict[str, SheetAnswer], **options: Any) -> None:
        super().__init__(*args, **options)
        self.dimension = dimension
        for question in dimension.questions:
            self._ask(question, known.get(question.key))

    def _ask(self, question: Question, known: SheetAnswer | None) -> None:
        name = _name(question)
        levels = [(str(number), f"{number} · {text}") for number, text in enumerate(question.levels, start=1)]
        today = None if known is None else (_UNKNOWN if known.is_unknown else known.today)
        self.fields[f"{name}-today"] = forms.ChoiceField(
            label=question.text, required=False, initial=today, widget=forms.RadioSelect,
            choices=[*levels, (_UNKNOWN, _("Weiß nicht, oder betrifft uns nicht"))],
        )  # fmt: skip
        self.fields[f"{name}-target"] = forms.ChoiceField(
            label=_("Wo wollen wir in zwei bis drei Jahren sein?"), required=False, choices=_TARGETS,
            initial=known.target if known else None,
        )  # fmt: skip
        self.fields[f"{name}-evidence"] = forms.CharField(
            label=_("Woran sieht man das?"), required=False, max_length=500, initial=known.evidence if known else "",
            help_text=_("Ein Satz oder eine Adresse im Netz."),
        )  # fmt: skip
        self.fields[f"{name}-comment"] = forms.CharField(
            label=_("Anmerkung"), required=False, max_length=2000, initial=known.comment if known else "",
            widget=forms.Textarea({"rows": 2}),
        )  # fmt: skip

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The fields of each question, as the page shows them."""
        return [
            {part: self[f"{_name(question)}-{part}"] for part in ("today", "target", "evidence", "comment")}
            for question in self.dimension.questions
        ]

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """What was said, by the key of the question."""
        return {question.key: self._said(_name(question)) for question in self.dimension.questions}

    def _said(self, name: str) -> dict[str, Any]:
        said = self.cleaned_data
        today, target = said[f"{name}-today"], said[f"{name}-target"]
        return {
            "today": int(today) if today and today != _UNKNOWN else None,
            "is_unknown": today == _UNKNOWN,
            "target": int(target) if target else None,
            "evidence": said[f"{name}-evidence"],
            "comment": said[f"{name}-comment"],
        }


class InventoryForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """One plan, project or system."""

    link = forms.URLField(label=_("Adresse im Netz"), required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = InventoryItem
        fields = ["kind", "title", "year", "responsible", "link", "follows"]
        widgets = {"follows": forms.Textarea({"rows": 3})}

    def clean_year(self) -> int | None:
        """Check that the year is one."""
        year: int | None = self.cleaned_data["year"]
        if year is not None and not 1900 <= year <= 2100:
            raise forms.ValidationError(_("Bitte eine Jahreszahl mit vier Ziffern, zum Beispiel 2024."))
        return year


class SwotForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """One line of the four lists."""

    class Meta:
        model = SwotEntry
        fields = ["side", "text", "origin"]


def _name(question: Question) -> str:
    return question.key.replace(".", "-")
