"""Forms to rate, weigh and vote, and to change many measures at once."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dorflinde.places.public import Place
from dorflinde.strategy.models import FieldOfAction, Measure, Medium, Priority, Status, VoteRound

from .fields import MoneyField, PlanDateField
from .move import NEED_A_REASON

ONE_TO_FIVE = [(number, str(number)) for number in range(1, 6)]
KEEP = ("", _("so lassen"))


class RatingForm(forms.Form):
    """How one person or group sees a measure."""

    effort = forms.TypedChoiceField(
        label=_("Aufwand"), choices=ONE_TO_FIVE, coerce=int, empty_value=None, required=False
    )
    benefit = forms.TypedChoiceField(
        label=_("Nutzen"), choices=ONE_TO_FIVE, coerce=int, empty_value=None, required=False
    )
    comment = forms.CharField(label=_("Anmerkung"), max_length=300, required=False)


class RoundForm(forms.Form):
    """A new round of ratings."""

    title = forms.CharField(
        label=_("Wie heißt die Runde?"), max_length=120, help_text=_("Zum Beispiel: Gemeinderat im Herbst.")
    )


class AgreementForm(forms.Form):
    """The values on which everyone settled."""

    effort = forms.TypedChoiceField(label=_("Aufwand"), choices=ONE_TO_FIVE, coerce=int)
    benefit = forms.TypedChoiceField(label=_("Nutzen"), choices=ONE_TO_FIVE, coerce=int)
    note = forms.CharField(
        label=_("Warum so?"),
        max_length=300,
        required=False,
        help_text=_("Ein Satz für alle, die anders bewertet haben."),
    )


class MediumForm(forms.Form):
    """Five plain questions that lead to a suggestion; the person decides."""

    QUESTIONS = (
        ("who", _("Nutzen die Menschen, um die es geht, ein Smartphone oder einen Computer?")),
        ("often", _("Kommt es oft vor, auch abends und am Wochenende?")),
        ("meet", _("Lebt es davon, dass Menschen sich begegnen?")),
        ("care", _("Gibt es jemanden, der die Technik auf Dauer betreut?")),
        ("simple", _("Ginge es mit Papier, Telefon oder Aushang genauso gut?")),
    )
    ANSWERS = (("yes", _("ja")), ("partly", _("teils")), ("no", _("nein")))
    _FOR_DIGITAL = {"who": 1, "often": 1, "meet": -1, "care": 1, "simple": -1}

    medium = forms.ChoiceField(label=_("Unser Ergebnis"), choices=Medium.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Begründung"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Ein, zwei Sätze genügen. Sie stehen bei der Maßnahme."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, question in self.QUESTIONS:
            self.fields[name] = forms.ChoiceField(
                label=question, choices=self.ANSWERS, widget=forms.RadioSelect, required=False
            )
        self.fields["medium"].required = False
        self.order_fields([*(name for name, _question in self.QUESTIONS), "medium", "reason"])

    @property
    def answers(self) -> dict[str, str]:
        """What was answered."""
        return {name: self.cleaned_data[name] for name, _question in self.QUESTIONS if self.cleaned_data.get(name)}

    @property
    def suggestion(self) -> str:
        """What the answers speak for."""
        worth = {"yes": 1, "partly": 0, "no": -1}
        points = sum(worth[answer] * self._FOR_DIGITAL[name] for name, answer in self.answers.items())
        if points >= 2:
            return Medium.DIGITAL.value
        return Medium.ANALOGUE.value if points <= -2 else Medium.BOTH.value


class CriterionForm(forms.Form):
    """One criterion and how much it counts."""

    title = forms.CharField(label=_("Kriterium"), max_length=80)
    weight = forms.IntegerField(label=_("Gewicht"), min_value=0, max_value=10, initial=1, help_text=_("0 bis 10"))
    question = forms.CharField(label=_("Frage dazu"), max_length=200, required=False)
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)


CriterionLines = forms.formset_factory(CriterionForm, extra=1, can_delete=True, max_num=12, validate_max=True)


class ThresholdForm(forms.Form):
    """Up to which amount a measure begins without further ado."""

    amount = MoneyField(label=_("Ohne Weiteres bis"))

    def clean_amount(self) -> Any:
        """Ask for an amount."""
        if self.cleaned_data["amount"] is None:
            raise forms.ValidationError(_("Bitte nennen Sie einen Betrag."))
        return self.cleaned_data["amount"]


class VoteRoundForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for the type checker
    """What is voted on, how, until when, and by whom."""

    class Meta:
        model = VoteRound
        fields = ["title", "text", "dots", "most", "who", "opens_at", "closes_at", "measures"]
        widgets = {
            "text": forms.Textarea({"rows": 4}), "who": forms.RadioSelect, "measures": forms.CheckboxSelectMultiple,
            "opens_at": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "closes_at": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }  # fmt: skip

    def __init__(self, *args: Any, place: Place, **options: Any) -> None:
        super().__init__(*args, **options)
        now = timezone.localtime().replace(second=0, microsecond=0)
        if self.instance.pk is None:
            self.initial = {"opens_at": now, "closes_at": now + datetime.timedelta(days=14), **self.initial}
        self.fields["who"].choices = VoteRound.Who.choices  # type: ignore[attr-defined]  # without an empty choice
        measures = self.fields["measures"]
        if isinstance(measures, forms.ModelMultipleChoiceField):
            # everyone reads the ballot: what only the town hall may know cannot stand on it
            measures.queryset = Measure.objects.of(place).public().unfinished().by_number()

    def clean(self) -> dict[str, Any]:
        """Check that the vote ends after it begins and that nobody can put more on a measure than they have."""
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("opens_at"), cleaned.get("closes_at")
        if begins and ends and ends <= begins:
            self.add_error("closes_at", _("Das Ende liegt vor dem Beginn."))
        if cleaned.get("most") and cleaned.get("dots") and cleaned["most"] > cleaned["dots"]:
            self.add_error("most", _("Das ist mehr, als eine Person Punkte hat."))
        return cleaned


class CodesForm(forms.Form):
    """How many slips are needed."""

    number = forms.IntegerField(label=_("Wie viele Zettel?"), min_value=1, max_value=500, initial=24)


class DotsForm(forms.Form):
    """Numbers of dots for measures: one person's ballot, or what was counted on paper."""

    def __init__(
        self, *args: Any, measures: Sequence[Measure], most: int, given: dict[int, int], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.measures = measures
        for measure in measures:
            self.fields[f"m{measure.pk}"] = forms.IntegerField(
                label=str(measure), required=False, min_value=0, max_value=most, initial=given.get(measure.pk) or 0,
                widget=forms.NumberInput({"inputmode": "numeric", "min": 0, "max": most}),
            )  # fmt: skip

    @property
    def dots(self) -> dict[Measure, int]:
        """The dots by measure."""
        return {measure: self.cleaned_data.get(f"m{measure.pk}") or 0 for measure in self.measures}

    @property
    def rows(self) -> list[tuple[Measure, forms.BoundField]]:
        """Each measure with its field."""
        return [(measure, self[f"m{measure.pk}"]) for measure in self.measures]


class PaperForm(DotsForm):
    """What was stuck on paper, with the number of people."""

    people = forms.IntegerField(
        label=_("Wie viele Menschen haben auf Papier abgestimmt?"), min_value=0, max_value=100_000
    )


class BulkForm(forms.Form):
    """What to set on all ticked measures; what is left empty stays as it is."""

    status = forms.ChoiceField(label=_("Stand"), required=False, choices=[KEEP, *Status.choices])
    reason = forms.CharField(label=_("Begründung für den neuen Stand"), required=False, max_length=1000)
    priority = forms.ChoiceField(label=_("Priorität"), required=False, choices=[KEEP, *Priority.choices])
    field = forms.ModelChoiceField(
        FieldOfAction.objects.none(), label=_("Handlungsfeld"), required=False, empty_label=_("so lassen")
    )
    lead = forms.CharField(label=_("Federführung"), required=False, max_length=200)
    start = PlanDateField(label=_("Beginn"))
    end = PlanDateField(label=_("Ende"))

    def __init__(self, *args: Any, place: Place, **options: Any) -> None:
        super().__init__(*args, **options)
        fields = self.fields["field"]
        if isinstance(fields, forms.ModelChoiceField):
            fields.queryset = FieldOfAction.objects.of(place).in_order()

    def clean(self) -> dict[str, Any]:
        """Ask for something to change, and for a reason where people would ask for one."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("status") in NEED_A_REASON and not cleaned.get("reason"):
            self.add_error(
                "reason", _("Bitte schreiben Sie kurz, warum. Die Menschen, die darauf warten, fragen danach.")
            )
        if not self.errors and not self.said:
            self.add_error(None, _("Noch ist nichts ausgewählt, das sich ändern soll."))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What is to be changed."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """What is to be changed, as the summary shows it."""
        return [(str(self.fields[name].label), self._shown(name, value)) for name, value in self.said.items()]

    def _shown(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, PlanDateField):
            return str(field.prepare_value(value))
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(field.choices)[value])  # type: ignore[arg-type]  # our own plain choices
        return str(value)


class ViewForm(forms.Form):
    """A name for the table as it stands."""

    title = forms.CharField(label=_("Name der Ansicht"), max_length=60)
    query = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    is_shared = forms.BooleanField(label=_("für alle im Rathaus"), required=False)
