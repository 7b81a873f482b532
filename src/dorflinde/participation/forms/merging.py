"""Which ideas become one, and into what an idea is divided."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.participation.models import Idea


class MergeForm(forms.Form):
    """Which other ideas say the same, and why they become one."""

    others = forms.ModelMultipleChoiceField(
        label=_("Welche Ideen sagen dasselbe?"),
        queryset=Idea.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie mindestens eine andere Idee aus.")},
    )
    reason = forms.CharField(
        label=_("Warum gehören sie zusammen?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Das lesen alle, die eine der Ideen geschrieben haben oder ihr folgen."),
    )

    def __init__(self, *args: Any, candidates: list[Idea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = self.fields["others"]
        if isinstance(others, forms.ModelMultipleChoiceField):
            others.queryset = Idea.objects.filter(pk__in=[idea.pk for idea in candidates])
            others.choices = [
                (idea.public_id, f"{idea.title} ({idea.author_name}, ♥ {idea.support_count})") for idea in candidates
            ]


class SplitForm(forms.Form):
    """What is taken out of an idea as an idea of its own; a second part if wanted."""

    first_title = forms.CharField(label=_("Titel"), max_length=120)
    first_text = forms.CharField(label=_("Text"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5}))
    second_title = forms.CharField(label=_("Titel"), max_length=120, required=False)
    second_text = forms.CharField(
        label=_("Text"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    reason = forms.CharField(
        label=_("Warum wird die Idee aufgeteilt?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Das lesen alle, die der Idee folgen."),
    )

    def clean(self) -> dict[str, Any]:
        """A second part has both a title and a text, or neither."""
        given = super().clean() or {}
        has_title, has_text = bool(given.get("second_title")), bool(given.get("second_text"))
        if has_title != has_text and "second_title" not in self.errors and "second_text" not in self.errors:
            self.add_error(
                "second_text" if has_title else "second_title",
                _("Der zweite Teil braucht Titel und Text, oder keins von beiden."),
            )
        return given

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Title and text of each part."""
        given = self.cleaned_data
        found = [(given["first_title"], given["first_text"])]
        return [*found, (given["second_title"], given["second_text"])] if given["second_title"] else found
