"""The notice anyone can give, the decision of a moderator, the complaint of those concerned."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dorflinde.moderation.models import Decision, Notice


@dataclass(frozen=True)
class Template:
    """A reason that is often needed, with the outcome and ground that go with it."""

    name: str
    label: Promise
    outcome: Decision.Outcome
    ground: Decision.Ground
    reason: Promise


TEMPLATES = (
    Template(
        "beleidigung", _("Beleidigung"), Decision.Outcome.REMOVE, Decision.Ground.LAW,
        _("Der Beitrag beleidigt eine Person. Das ist verboten (§ 185 Strafgesetzbuch)."),
    ),
    Template(
        "hetze", _("Hetze"), Decision.Outcome.REMOVE, Decision.Ground.LAW,
        _("Der Beitrag ruft zu Hass oder Gewalt gegen Menschen auf. Das ist verboten (§ 130 Strafgesetzbuch)."),
    ),
    Template(
        "persoenlich", _("Persönliche Angaben"), Decision.Outcome.REMOVE, Decision.Ground.LAW,
        _("Der Beitrag nennt persönliche Angaben über jemanden, der nicht zugestimmt hat (Art. 6 Datenschutz-Grundverordnung)."),
    ),
    Template(
        "urheber", _("Fremdes Bild oder fremder Text"), Decision.Outcome.REMOVE, Decision.Ground.LAW,
        _("Bild oder Text gehören jemand anderem und durften hier nicht stehen (§§ 15, 72 Urheberrechtsgesetz)."),
    ),
    Template(
        "umgang", _("Umgangston"), Decision.Outcome.REMOVE, Decision.Ground.RULES,
        _("Der Beitrag greift jemanden persönlich an, statt zur Sache zu sprechen. Das verstößt gegen unsere Regeln."),
    ),
    Template(
        "werbung", _("Werbung"), Decision.Outcome.REMOVE, Decision.Ground.RULES,
        _("Der Beitrag ist Werbung ohne Bezug zum Ort. Das verstößt gegen unsere Regeln."),
    ),
    Template(
        "meinung", _("Erlaubte Meinung"), Decision.Outcome.KEEP, Decision.Ground.NONE,
        _("Der Beitrag ist eine Meinung. Auch scharfe Kritik ist erlaubt (Art. 5 Grundgesetz)."),
    ),
    Template(
        "tatsache", _("Kein Verstoß"), Decision.Outcome.KEEP, Decision.Ground.NONE,
        _("Wir haben den Beitrag geprüft und keinen Verstoß gefunden."),
    ),
)  # fmt: skip


class NoticeForm(forms.Form):
    """Someone says what should not stay and why (DSA Art. 16); guests give name and e-mail address, if they must."""

    thing = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    address = forms.CharField(
        label=_("Adresse der Seite"),
        max_length=500,
        help_text=_("Wo genau steht es? Kopieren Sie die Adresse der Seite hierher."),
    )
    category = forms.ChoiceField(label=_("Worum geht es?"), choices=Notice.Category, widget=forms.RadioSelect)
    explanation = forms.CharField(
        label=_("Was ist daran nicht in Ordnung?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Je genauer, desto schneller können wir entscheiden. Welche Stelle? Warum?"),
    )
    name = forms.CharField(label=_("Ihr Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "Nur damit wir Ihnen schreiben können, wie entschieden wurde. Sechs Monate danach löschen wir sie."
        ),
    )
    is_good_faith = forms.BooleanField(
        label=_("Was ich schreibe, ist nach bestem Wissen richtig und vollständig."),
        error_messages={"required": _("Bitte bestätigen Sie das.")},
    )
    # Programs fill in everything they find; people never see this one.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    def __init__(self, *args: Any, is_known: bool, is_placed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["name"], self.fields["email"]
        elif self.data.get("category") in Notice.NAMELESS:  # the law spares people from saying who they are
            self.fields["name"].required = self.fields["email"].required = False
        if is_placed:
            self.fields["address"].widget = forms.HiddenInput()
            self.fields["address"].required = False

    def clean(self) -> dict[str, Any]:
        """Stop programs without losing what a person typed."""
        given = super().clean() or {}
        if given.get("website"):
            self.add_error(
                None, _("Das sah aus, als hätte es ein Programm ausgefüllt. Bitte senden Sie es noch einmal ab.")
            )
        return given


class DecisionForm(forms.Form):
    """What a moderator decides, on which ground, and why."""

    outcome = forms.ChoiceField(
        label=_("Entscheidung"),
        choices=[
            (Decision.Outcome.KEEP, _("Der Beitrag bleibt stehen")),
            (Decision.Outcome.REMOVE, _("Der Beitrag wird entfernt")),
        ],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(
        label=_("Wenn er entfernt wird: warum?"),
        choices=[(Decision.Ground.LAW, _("Er verstößt gegen ein Gesetz")), (Decision.Ground.RULES, _("Er verstößt gegen die Regeln des Ortes"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Begründung"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Das lesen alle Beteiligten. Nennen Sie die Stelle und das Gesetz oder die Regel."),
    )
    with_others = forms.BooleanField(required=False, initial=True)

    use_required_attribute = False  # the ground is needed only for a removal

    def __init__(self, *args: Any, others: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].required = self.data.get("outcome") == Decision.Outcome.REMOVE or not self.is_bound
        if others:
            self.fields["with_others"].label = _("Gilt auch für alle anderen offenen Hinweise auf diesen Beitrag")
        else:
            del self.fields["with_others"]

    def clean(self) -> dict[str, Any]:
        """What stays has no ground."""
        given = super().clean() or {}
        if given.get("outcome") == Decision.Outcome.KEEP:
            given["ground"] = Decision.Ground.NONE
        return given


class InterventionForm(forms.Form):
    """Why something goes off the page that nobody has reported."""

    ground = forms.ChoiceField(
        label=_("Warum?"),
        choices=[(Decision.Ground.LAW, _("Er verstößt gegen ein Gesetz")), (Decision.Ground.RULES, _("Er verstößt gegen die Regeln des Ortes"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Begründung"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Das liest, wer den Beitrag geschrieben hat. Nennen Sie die Stelle und das Gesetz oder die Regel."),
    )


class ComplaintForm(forms.Form):
    """Someone concerned says why they see it differently (DSA Art. 20)."""

    text = forms.CharField(
        label=_("Warum sehen Sie das anders?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class AnswerForm(forms.Form):
    """A person looks again and answers a complaint."""

    verdict = forms.ChoiceField(
        label=_("Ergebnis der zweiten Prüfung"),
        choices=[("stay", _("Wir bleiben bei der Entscheidung")), ("turn", _("Wir ändern die Entscheidung"))],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(
        label=_("Wenn er jetzt doch entfernt wird: wogegen verstößt er?"),
        choices=[(Decision.Ground.LAW, _("Er verstößt gegen ein Gesetz")), (Decision.Ground.RULES, _("Er verstößt gegen die Regeln des Ortes"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    answer = forms.CharField(label=_("Antwort"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    use_required_attribute = False  # the ground is needed only where something goes after all

    def __init__(self, *args: Any, was_removed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].required = self.data.get("verdict") == "turn" or not self.is_bound
        if was_removed:  # turning it means bringing the thing back: no ground is needed
            del self.fields["ground"]
