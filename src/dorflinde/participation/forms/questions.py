"""The town hall's form of a question: only the fields its kind has, and after the first answers only the wording."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dorflinde.participation.actions import QuestionPlan
from dorflinde.participation.models import Activity, Question

Kind = Question.Kind
_MOST_CHOICES = 50
_LONGEST_CHOICE = 200
_ONE_EACH = _("Eine je Zeile.")
# Fields that only some kinds have.
_SPECIAL = {
    "choices": Question.WITH_CHOICES,
    "rows": {Kind.MATRIX},
    "has_other": Question.MAY_HAVE_OTHER,
    "most_choices": {Kind.MULTIPLE},
    "lowest": {Kind.NUMBER},
    "highest": {Kind.NUMBER},
    "unit": {Kind.NUMBER},
}
_WORDING = ("title", "help_text")


class SurveyOptions(forms.Form):
    """How a survey is held."""

    results = forms.ChoiceField(
        label=_("Wann sind die Ergebnisse zu sehen?"), widget=forms.RadioSelect, initial="end",
        choices=[
            ("end", _("Am Ende, für alle. Vorher sieht sie niemand, auch das Rathaus nicht.")),
            ("always", _("Von Anfang an, für alle")),
            ("hall", _("Nur im Rathaus")),
        ],
    )  # fmt: skip
    anonymous = forms.BooleanField(
        label=_("Anonyme Umfrage"), required=False,
        help_text=_("Gemerkt wird nur, wer teilgenommen hat, nicht, wer was geantwortet hat. Dafür kann niemand seine Antworten später ändern."),
    )  # fmt: skip


class QuestionForm(forms.Form):
    """One question."""

    title = forms.CharField(label=_("Frage"), max_length=300)
    help_text = forms.CharField(
        label=_("Hinweis zur Frage"), max_length=300, required=False,
        help_text=_("Ein Satz darunter, wenn etwas zu erklären ist."),
    )  # fmt: skip
    choices = forms.CharField(
        label=_("Antworten"), widget=forms.Textarea(attrs={"rows": 6}), help_text=_ONE_EACH, max_length=12_000
    )
    rows = forms.CharField(
        label=_("Zeilen"), widget=forms.Textarea(attrs={"rows": 5}), max_length=12_000,
        help_text=_("Worauf die Antworten sich jeweils beziehen. Eine je Zeile."),
    )  # fmt: skip
    has_other = forms.BooleanField(label=_("Mit eigenem Feld „Anderes“"), required=False)
    most_choices = forms.IntegerField(
        label=_("Höchstens so viele Antworten"), required=False, min_value=2, max_value=_MOST_CHOICES
    )  # fmt: skip
    lowest = forms.DecimalField(label=_("Kleinste Zahl"), required=False, max_digits=12, decimal_places=3)
    highest = forms.DecimalField(label=_("Größte Zahl"), required=False, max_digits=12, decimal_places=3)
    unit = forms.CharField(
        label=_("Einheit"), required=False, max_length=30, help_text=_("„Kilometer“, „Euro im Monat“")
    )
    is_required = forms.BooleanField(label=_("Muss beantwortet werden"), required=False)
    starts_page = forms.BooleanField(label=_("Mit dieser Frage beginnt eine neue Seite"), required=False)
    page_title = forms.CharField(label=_("Überschrift der Seite"), required=False, max_length=120)
    conditions = forms.TypedMultipleChoiceField(
        label=_("Nur fragen, wenn vorher so geantwortet wurde"), required=False, coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nichts angekreuzt: alle werden gefragt. Mehrere Antworten derselben Frage: eine davon genügt."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        activity: Activity,
        kind: str,
        question: Question | None = None,
        is_locked: bool = False,
        **kwargs: Any,
    ) -> None:
        self.kind, self.question = Kind(kind), question
        kwargs["initial"] = _initial(question) if question else {"choices": "1\n2\n3\n4\n5"} if kind == "scale" else {}
        super().__init__(*args, **kwargs)
        for name, kinds in _SPECIAL.items():
            if self.kind not in kinds:
                del self.fields[name]
        if is_locked:
            for name in [name for name in self.fields if name not in _WORDING]:
                del self.fields[name]
        elif earlier := _earlier_answers(activity, question):
            self.fields["conditions"].choices = earlier  # type: ignore[attr-defined]  # a choice field
        else:
            del self.fields["conditions"]

    def clean_choices(self) -> list[str]:
        """Return the answers, each once; one alone is no choice."""
        lines = _lines(self.cleaned_data["choices"])
        if len(lines) < 2:
            raise ValidationError(_("Bitte nennen Sie mindestens zwei Antworten."))
        return lines

    def clean_rows(self) -> list[str]:
        """Return the rows, each once."""
        return _lines(self.cleaned_data["rows"])

    def clean(self) -> dict[str, Any]:
        """Refuse limits between which no number lies."""
        cleaned = super().clean() or self.cleaned_data
        lowest, highest = cleaned.get("lowest"), cleaned.get("highest")
        if lowest is not None and highest is not None and lowest > highest:
            self.add_error("highest", _("Die größte Zahl muss mindestens so groß sein wie die kleinste."))
        return cleaned

    @property
    def plan(self) -> QuestionPlan:
        """Return the question as it is worded."""
        return QuestionPlan(kind=self.kind, **self.cleaned_data)


def _initial(question: Question) -> dict[str, Any]:
    names = ("title", "help_text", "has_other", "most_choices", "lowest", "highest", "unit", "is_required", "starts_page", "page_title")  # fmt: skip
    return {
        **{name: getattr(question, name) for name in names},
        "choices": "\n".join(choice.text for choice in question.columns),
        "rows": "\n".join(row.text for row in question.rows),
        "conditions": [condition.choice_id for condition in question.conditions.all()],
    }


def _earlier_answers(activity: Activity, question: Question | None) -> list[tuple[int, str]]:
    """Return the answers of earlier questions that can call up this one."""
    found: list[tuple[int, str]] = []
    for number, earlier in enumerate(Question.objects.of(activity), start=1):
        if question is not None and earlier.pk == question.pk:
            break
        if earlier.kind in Question.MAY_CALL_UP:
            found += [(choice.pk, f"{number}. {earlier.title} → {choice.text}") for choice in earlier.columns]
    return found


def _lines(text: str) -> list[str]:
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(lines) > _MOST_CHOICES:
        raise ValidationError(_("Das sind mehr als %(most)d Zeilen."), params={"most": _MOST_CHOICES})
    if long := next((line for line in lines if len(line) > _LONGEST_CHOICE), None):
        words = _("„%(line)s …“ ist länger als 200 Zeichen.")
        raise ValidationError(words, params={"line": long[:40]})
    return lines
