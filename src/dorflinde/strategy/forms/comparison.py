"""Which two papers to lay side by side; the choice stands in the address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy

from dorflinde.strategy.models import PaperVersion

TODAY = "heute"


class ComparisonForm(forms.Form):
    """Two versions of the paper, or one and today's paper."""

    von = forms.ChoiceField(label=gettext_lazy("Von"))
    bis = forms.ChoiceField(label=gettext_lazy("Bis"))

    def __init__(self, *args: Any, versions: Iterable[PaperVersion], with_today: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.versions = {str(one.number): one for one in versions}
        choices = [(number, _in_words(one)) for number, one in self.versions.items()]
        if with_today:
            choices.insert(0, (TODAY, _("Das Papier von heute")))
        self.words = dict(choices)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
                field.error_messages["invalid_choice"] = _(
                    "Diese Fassung gibt es hier nicht. Bitte wählen Sie eine aus der Liste."
                )

    @property
    def names(self) -> tuple[str, str]:
        """The two papers as one calls them."""
        return self.words[self.cleaned_data["von"]], self.words[self.cleaned_data["bis"]]

    def clean(self) -> dict[str, Any] | None:
        """Check that two different papers are named."""
        said = super().clean()
        if said and said.get("von") and said.get("von") == said.get("bis"):
            self.add_error("bis", _("Das ist zweimal dieselbe Fassung. Bitte wählen Sie zwei verschiedene."))
        return said


def usual_choice(versions: list[PaperVersion], *, with_today: bool) -> dict[str, str]:
    """Return what most people want to compare: the newest version with today's paper, else the two newest."""
    newest = sorted((one.number for one in versions), reverse=True)
    order = [TODAY, *map(str, newest)] if with_today else list(map(str, newest))
    return {"von": order[1], "bis": order[0]} if len(order) > 1 else {}


def _in_words(version: PaperVersion) -> str:
    words = {"number": version.number, "title": version.title, "day": date_format(version.day, "j. F Y")}
    return _("Fassung %(number)s: %(title)s, %(day)s") % words
