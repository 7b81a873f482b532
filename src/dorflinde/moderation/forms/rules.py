"""House rules of a place, the refusal of what waits, and a pause for somebody."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _, ngettext

from dorflinde.core.screening import PatternProblem, check_host, check_pattern
from dorflinde.moderation import queries
from dorflinde.moderation.models import MOST_LINES, Decision, Rule
from dorflinde.places.public import Place

from .notices import InterventionForm

_MOST_PROBLEMS = 5
DAYS = [(1, _("1 Tag")), (7, _("1 Woche")), (28, _("4 Wochen")), (91, _("3 Monate")), (365, _("1 Jahr"))]


class CheckpointForm(forms.Form):
    """Which kinds of contributions somebody looks at before everyone does."""

    kinds = forms.MultipleChoiceField(
        label=_("Diese Beiträge warten, bis sie jemand angesehen hat"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Wer schreibt, sieht den eigenen Beitrag mit dem Vermerk „wird geprüft“. Sie haben zwei Tage Zeit."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["kinds"]
        if isinstance(kinds, forms.MultipleChoiceField):
            kinds.choices = [(one.kind, one.label) for one in queries.kinds_that_can_wait()]


class RuleForm(forms.Form):
    """What both kinds of rules ask."""

    effect = forms.ChoiceField(label=_("Was geschieht dann?"), choices=Rule.Effect, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Hinweis für alle, die schreiben"),
        max_length=200,
        required=False,
        help_text=_("Steht dabei, wenn ein Beitrag nicht abgeht. Zum Beispiel: „Für Werbung gibt es das Amtsblatt.“"),
    )
    kind: Rule.Kind

    def __init__(self, *args: Any, place: Place, rule: Rule | None = None, **kwargs: Any) -> None:
        self.rule = rule or Rule(place=place, kind=self.kind)
        if rule is not None:
            kwargs["initial"] = {name: getattr(rule, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)

    def filled(self) -> Rule:
        """Return the rule as it was filled in, not yet stored."""
        for name, value in self.cleaned_data.items():
            setattr(self.rule, name, value)
        return self.rule


class WordRuleForm(RuleForm):
    """Words that do not belong here."""

    kind = Rule.Kind.WORDS
    lines = forms.CharField(
        label=_("Wörter, eins je Zeile"),
        max_length=14_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Groß und klein ist gleich. Ein Stern steht für weitere Buchstaben, am Anfang oder am Ende: „kredit*“ findet auch „Kredite“. Mehrere Wörter in einer Zeile gelten zusammen."
        ),
    )
    field_order = ("lines", "effect", "note")

    def clean_lines(self) -> str:
        """Return the words as they are looked for; every line that cannot be used is named."""
        return _checked(self.cleaned_data["lines"], check_pattern)


class LinkRuleForm(RuleForm):
    """Links, of everyone or of those who are new."""

    kind = Rule.Kind.LINKS
    days = forms.IntegerField(
        label=_("Wie viele Tage muss ein Konto alt sein, um Links zu setzen?"),
        min_value=0,
        max_value=3650,
        initial=7,
        help_text=_("0 heißt: Die Regel gilt für alle, egal wie lange sie dabei sind."),
    )
    lines = forms.CharField(
        label=_("Diese Seiten sind immer erlaubt, eine je Zeile"),
        max_length=14_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Zum Beispiel: landkreis.de. Diese Plattform und die Seiten der Vereine am Ort sind es von selbst."
        ),
    )
    field_order = ("days", "lines", "effect", "note")

    def clean_lines(self) -> str:
        """Return the hosts of the allowed pages; every line that is none is named."""
        return _checked(self.cleaned_data["lines"], check_host)


class TryForm(forms.Form):
    """A text to hold against the rules."""

    text = forms.CharField(
        label=_("Ein Text zum Ausprobieren"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RefusalForm(InterventionForm):
    """Why something that waited is not shown."""


class PauseForm(InterventionForm):
    """How long and why somebody may write nothing."""

    days = forms.TypedChoiceField(label=_("Wie lange?"), choices=DAYS, coerce=int, initial=7)
    field_order = ("days", "ground", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = self.fields["ground"]
        if isinstance(ground, forms.ChoiceField):
            ground.choices = [
                (Decision.Ground.LAW, _("Verstöße gegen ein Gesetz")),
                (Decision.Ground.RULES, _("Verstöße gegen die Regeln des Ortes")),
            ]
        self.fields["reason"].help_text = _("Das liest die Person. Nennen Sie, was vorgefallen ist.")


def _checked(text: str, check: Callable[[str], str]) -> str:
    """Return the lines of a field, each checked; ValidationError names those that cannot be used, with their number."""
    kept: dict[str, None] = {}
    problems: list[str] = []
    for number, line in enumerate(text.replace("\0", "").splitlines(), 1):
        if not line.strip():
            continue
        try:
            kept.setdefault(check(line), None)
        except PatternProblem as problem:
            problems.append(gettext("Zeile %(n)d: %(problem)s") % {"n": number, "problem": problem})
    if len(kept) > MOST_LINES:
        problems.append(gettext("Höchstens %(n)d Zeilen.") % {"n": MOST_LINES})
    if len(problems) > _MOST_PROBLEMS:
        rest = len(problems) - _MOST_PROBLEMS
        more = ngettext("und %(n)d weitere Zeile", "und %(n)d weitere Zeilen", rest) % {"n": rest}
        problems = [*problems[:_MOST_PROBLEMS], more]
    if problems:
        raise ValidationError(problems)
    return "\n".join(kept)
