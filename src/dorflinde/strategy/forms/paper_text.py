"""The form for own words in a chapter of the strategy paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.strategy.models import PaperText


class PaperTextForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """Another heading, a text of one's own, or leaving the chapter out; a short form has only a text."""

    class Meta:
        model = PaperText
        fields = ["heading", "text", "is_hidden"]
        widgets = {"text": forms.Textarea({"rows": 10})}

    def __init__(self, *args: Any, usual: str, is_chapter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_chapter:
            self.fields["heading"].help_text = _("Leer heißt: „%(usual)s“.") % {"usual": usual}
        else:
            del self.fields["heading"], self.fields["is_hidden"]
