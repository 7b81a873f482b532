"""The forms of an opinion map: its few options, a statement of one's own, many statements at once."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dorflinde.participation.models import Statement
from dorflinde.participation.queries import LEAST_IN_GROUP

_MOST_AT_ONCE = 100


class OpinionMapOptions(forms.Form):
    """Who may write statements, and from how many people on groups are shown."""

    own = forms.ChoiceField(
        label=_("Dürfen alle eigene Aussagen schreiben?"), widget=forms.RadioSelect, initial="checked",
        choices=[
            ("checked", _("Ja, das Rathaus sieht sie vorher an")),
            ("yes", _("Ja, sie stehen sofort da")),
            ("no", _("Nein, nur das Rathaus schreibt Aussagen")),
        ],
    )  # fmt: skip
    shown = forms.ChoiceField(
        label=_("Wann steht das Ergebnis für alle da?"), widget=forms.RadioSelect, initial="running",
        choices=[("running", _("Schon während abgestimmt wird")), ("end", _("Wenn die Abstimmung zu Ende ist"))],
    )  # fmt: skip
    least = forms.IntegerField(
        label=_("Gruppen erst zeigen ab so vielen Menschen in jeder Gruppe"), min_value=LEAST_IN_GROUP, max_value=200,
        initial=LEAST_IN_GROUP, help_text=_("Je kleiner der Ort, desto höher: So ist niemand zu erkennen."),
    )  # fmt: skip


class StatementForm(forms.Form):
    """One statement."""

    text = forms.CharField(
        label=_("Ihre Aussage"), max_length=Statement.LONGEST, min_length=5, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ein Gedanke in einem Satz, dem man zustimmen kann oder nicht. Höchstens 160 Zeichen."),
    )  # fmt: skip


class StatementsForm(forms.Form):
    """Many statements, one a line."""

    texts = forms.CharField(
        label=_("Neue Aussagen"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Eine je Zeile, höchstens 160 Zeichen. Am besten 10 bis 20 zum Anfang, aus verschiedenen Blickwinkeln."),
    )  # fmt: skip

    def clean_texts(self) -> list[str]:
        """Return the lines; one that is too long is named."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["texts"].splitlines()]
        found = [line for line in lines if line]
        if len(found) > _MOST_AT_ONCE:
            raise ValidationError(_("Bitte höchstens %(n)d Aussagen auf einmal.") % {"n": _MOST_AT_ONCE})
        for number, line in enumerate(found, start=1):
            if len(line) > Statement.LONGEST:
                raise ValidationError(
                    _("Zeile %(number)d ist zu lang (%(length)d Zeichen, höchstens %(most)d): „%(start)s …“")
                    % {"number": number, "length": len(line), "most": Statement.LONGEST, "start": line[:40]}
                )
        return found
