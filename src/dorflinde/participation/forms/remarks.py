"""The forms of what people say in an activity, of the draft it is about, and of the town hall's answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dorflinde.methods.paragraphs import join_text
from dorflinde.participation.actions import check_text
from dorflinde.participation.models import Paragraph, Remark, RemarkAnswer


class RemarkForm(forms.Form):
    """What somebody says; to a paragraph also how it should read instead."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Ihr Kommentar"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Bitte schreiben Sie etwas, bevor Sie absenden.")},
    )  # fmt: skip
    suggestion = forms.CharField(
        label=_("Anderer Wortlaut"), max_length=6000, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Hier steht der Absatz, wie er ist. Ändern Sie, was anders heißen soll; alle sehen den Unterschied."),
    )  # fmt: skip

    stance = forms.ChoiceField(
        label=_("Wie stehen Sie dazu?"), choices=Remark.Stance.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, wie Sie dazu stehen.")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, paragraph: Paragraph | None = None, with_stance: bool = False, **kwargs: Any
    ) -> None:
        self.paragraph = paragraph
        if paragraph is not None:
            kwargs["initial"] = {"suggestion": paragraph.text, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if paragraph is None:
            del self.fields["suggestion"]
            self.fields["text"].required = True
        if with_stance:
            self.fields["text"].label = _("Ihr Beitrag")
            self.order_fields(["stance", "text"])
        else:
            del self.fields["stance"]

    def clean_suggestion(self) -> str:
        """Return the other wording; the paragraph as it is is none."""
        words = str(self.cleaned_data["suggestion"]).replace("\r\n", "\n").strip()
        return "" if self.paragraph is None or words.split() == self.paragraph.text.split() else words

    def clean(self) -> dict[str, Any]:
        """Ask for words when there is neither a comment nor another wording."""
        given = super().clean() or self.cleaned_data
        if not given.get("text") and not given.get("suggestion") and not self.errors:
            self.add_error("text", self.fields["text"].error_messages["required"])
        return given


class DraftForm(forms.Form):
    """The whole draft as plain text or simple Markdown."""

    text = forms.CharField(
        label=_("Der Text"), widget=forms.Textarea(attrs={"rows": 24}), max_length=400_000,
        help_text=_("Einfach hineinkopieren. Eine leere Zeile trennt Absätze, eine Überschrift beginnt mit „# “. Die Absätze nummeriert die Seite selbst."),
    )  # fmt: skip

    def __init__(self, *args: Any, paragraphs: list[Paragraph], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["text"] = join_text([paragraph.piece for paragraph in paragraphs])

    def clean_text(self) -> str:
        """Refuse a draft with nothing to comment on, or with a paragraph that is too long."""
        text = str(self.cleaned_data["text"])
        try:
            check_text(text)
        except ValidationError as problem:
            raise ValidationError(problem.messages) from problem
        return text


class RemarkAnswerForm(forms.Form):
    """What becomes of a remark, and why."""

    verdict = forms.ChoiceField(
        label=_("Was wird daraus?"), choices=RemarkAnswer.Verdict.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, was daraus wird.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Begründung"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In zwei, drei Sätzen, für alle zu lesen."),
        error_messages={"required": _("Bitte schreiben Sie, warum.")},
    )  # fmt: skip
    by = forms.CharField(
        label=_("Wer antwortet?"), max_length=150, help_text=_("Ein Amt oder eine Stelle, kein Name einer Person.")
    )


class ClosingWordForm(forms.Form):
    """What the town hall takes along from a debate."""

    text = forms.CharField(
        label=_("Was nimmt das Rathaus mit?"), max_length=6000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Was sprach dafür, was dagegen, und wie geht es weiter? Es steht oben auf der Seite der Debatte."),
        error_messages={"required": _("Bitte schreiben Sie, was das Rathaus mitnimmt.")},
    )  # fmt: skip
    by = forms.CharField(
        label=_("Wer sagt das?"), max_length=150, help_text=_("Ein Amt oder eine Stelle, kein Name einer Person.")
    )
