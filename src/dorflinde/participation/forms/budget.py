"""The forms around a citizens' budget: its rules, its pots, a proposal, and the town hall's word on it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts.public import Actor, User
from dorflinde.core.money import NotAnAmountError, format_euro, parse_euro
from dorflinde.participation.actions import RULES_OF_THE_VOTE, PotPlan, ProposalPlan, Verdict
from dorflinde.participation.models import Budget, BudgetProposal, ExclusiveGroup, Pot
from dorflinde.places.public import Place
from dorflinde.ui.clock import full_day
from dorflinde.ui.forms import DateInput

from .fields import is_near, place_field

_YES, _NO = "ja", "nein"


class EuroField(forms.CharField):
    """An amount of money as one writes it: „12.500“, „12.500,50 €“."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=60, **options)
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value: Any) -> Any:
        """Return euros, or nothing."""
        try:
            return parse_euro(super().to_python(value))
        except NotAnAmountError as problem:
            raise forms.ValidationError(str(problem)) from problem

    def run_validators(self, value: Any) -> None:
        """Check the length of the words, not of the amount."""

    def prepare_value(self, value: Any) -> Any:
        """Write a stored amount as one would type it."""
        return format_euro(value).replace("\N{NO-BREAK SPACE}", " ") if isinstance(value, Decimal) else value


class RulesForm(forms.ModelForm[Budget]):
    """How a budget runs and is counted."""

    class Meta:
        model = Budget
        fields = (
            "proposals_until", "voting_from", "ballot_kind", "most", "points", "rule", "utility", "completion", "ties",
            "publishes_ballots", "needs_second_check",
        )  # fmt: skip
        widgets = {
            "proposals_until": DateInput, "voting_from": DateInput, "ballot_kind": forms.RadioSelect,
            "rule": forms.RadioSelect, "utility": forms.RadioSelect, "completion": forms.RadioSelect,
        }  # fmt: skip
        help_texts = {
            "proposals_until": _("Leer lassen, wenn nur das Rathaus vorschlägt."),
            "voting_from": _("Bis dahin prüft das Rathaus. Leer: vom ersten Tag der Phase an."),
            "most": _("Nur bei Kreuzen, in jedem Topf. Leer: so viele man will."),
            "points": _("Nur beim Verteilen von Punkten, in jedem Topf."),
            "utility": _("Nur bei Kreuzen und beim Einkaufskorb."),
            "publishes_ballots": _(
                "Nach der Auszählung kann dann jede und jeder nachzählen. Wer abstimmt, liest das vorher. In sehr kleinen Orten lieber nicht."
            ),
            "needs_second_check": _(
                "Ein eingegebener Zettel zählt dann erst, wenn eine zweite Person ihn verglichen hat."
            ),
        }

    def __init__(self, *args: Any, is_fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phase = self.instance.activity.phase
        for name in ("proposals_until", "voting_from"):
            self.fields[name].widget.attrs |= {"min": phase.starts_on.isoformat(), "max": phase.ends_on.isoformat()}
        if is_fixed:
            for name in RULES_OF_THE_VOTE & set(self.fields):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """Keep the days in their order and within the phase."""
        cleaned = super().clean() or self.cleaned_data
        phase = self.instance.activity.phase
        until, begin = cleaned.get("proposals_until"), cleaned.get("voting_from")
        for name, day in (("proposals_until", until), ("voting_from", begin)):
            if day is not None and not phase.starts_on <= day <= phase.ends_on:
                self.add_error(
                    name,
                    _("Die Phase „%(phase)s“ läuft vom %(first)s bis zum %(last)s. Bitte wählen Sie einen Tag darin.")
                    % {"phase": phase.title, "first": full_day(phase.starts_on), "last": full_day(phase.ends_on)},
                )
        if until and not begin:
            self.add_error("voting_from", _("Bitte sagen Sie, ab wann abgestimmt wird."))
        elif until and begin and begin <= until:
            self.add_error("voting_from", _("Die Abstimmung beginnt erst, wenn keine Vorschläge mehr kommen."))
        return cleaned


class PotForm(forms.Form):
    """A pot of money."""

    title = forms.CharField(
        label=_("Name des Topfs"), max_length=80, help_text=_("Zum Beispiel: „Für alle“, „Für Waldenreut“.")
    )
    amount = EuroField(label=_("Wie viel Geld ist darin?"))
    only_locals = forms.BooleanField(
        label=_("Nur wer dort zu Hause ist, stimmt darüber ab"), required=False,
        help_text=_("Sonst stimmen alle, die mitmachen dürfen, über jeden Topf ab."),
    )  # fmt: skip

    field_order = ("title", "place", "amount", "only_locals")

    def __init__(self, *args: Any, municipality: Place, pot: Pot | None = None, **kwargs: Any) -> None:
        if pot is not None:
            kwargs["initial"] = {
                "title": pot.title, "amount": pot.amount, "only_locals": pot.only_locals, "place": pot.place.public_id,
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["place"] = place_field(municipality, label=_("Für welchen Ort?"))
        self.order_fields(self.field_order)

    def clean_amount(self) -> Decimal:
        """Refuse an empty pot."""
        amount: Decimal | None = self.cleaned_data["amount"]
        if not amount:
            raise forms.ValidationError(_("Ein Topf ohne Geld hilft niemandem."))
        return amount

    @property
    def plan(self) -> PotPlan:
        """Return it as it is planned."""
        return PotPlan(**self.cleaned_data)


class NumberedChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A choice between proposals, named with their numbers."""

    def label_from_instance(self, obj: BudgetProposal) -> str:
        """Name a proposal."""
        return f"{obj.number}  {obj.title}"


class GroupForm(forms.Form):
    """Of which proposals only one can win."""

    title = forms.CharField(
        label=_("Warum geht nur eines davon?"),
        max_length=120,
        help_text=_("Zum Beispiel: „Beides auf derselben Wiese“."),
    )
    proposals = NumberedChoice(
        BudgetProposal.objects.none(), label=_("Vorschläge"), to_field_name="public_id", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie mindestens zwei Vorschläge.")},
    )  # fmt: skip

    def __init__(self, *args: Any, pot: Pot, group: ExclusiveGroup | None = None, **kwargs: Any) -> None:
        if group is not None:
            members = list(group.proposals.values_list("public_id", flat=True))
            kwargs["initial"] = {"title": group.title, "proposals": members}
        super().__init__(*args, **kwargs)
        rows = BudgetProposal.objects.filter(pot=pot).remaining().by_number()
        self.fields["proposals"].queryset = rows  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    def clean_proposals(self) -> list[BudgetProposal]:
        """One alone excludes nothing."""
        chosen = list(self.cleaned_data["proposals"])
        if len(chosen) < 2:
            raise forms.ValidationError(_("Bitte wählen Sie mindestens zwei Vorschläge."))
        return chosen


class PotField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A choice between pots, each with its money."""

    def label_from_instance(self, obj: Pot) -> str:
        """Name the pot."""
        return f"{obj.title} ({format_euro(obj.amount)})"


class BudgetProposalForm(forms.Form):
    """What somebody proposes for a budget."""

    title = forms.CharField(
        label=_("Ihr Vorschlag in einem Satz"), max_length=120,
        error_messages={"required": _("Bitte sagen Sie in einem Satz, was Sie vorschlagen.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Was genau, wo und wofür?"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Bitte beschreiben Sie Ihren Vorschlag mit ein paar Worten.")},
    )  # fmt: skip
    pot = PotField(Pot.objects.none(), label=_("Aus welchem Topf?"), to_field_name="public_id", empty_label=None)
    wished_cost = EuroField(
        label=_("Was würde es ungefähr kosten?"), required=False,
        help_text=_("Eine Schätzung genügt. Das Rathaus rechnet nach und sagt Ihnen Bescheid."),
    )  # fmt: skip
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, budget: Budget, user: Actor, proposal: BudgetProposal | None = None, **kwargs: Any
    ) -> None:
        self.budget, self.proposal = budget, proposal
        self.municipality = budget.activity.project.municipality
        kwargs["initial"] = {**_initial(budget, user, proposal), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["pot"].queryset = Pot.objects.filter(budget=budget)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["place"] = place_field(self.municipality, label=_("Wo ist das?"))

    def clean(self) -> dict[str, Any]:
        """Refuse a pin that is not where the proposal can be."""
        cleaned = super().clean() or self.cleaned_data
        lat, lon = cleaned.get("lat"), cleaned.get("lon")
        if lat is None or lon is None:
            cleaned["lat"] = cleaned["lon"] = None
        elif not is_near(self.municipality, lat=lat, lon=lon):
            self.add_error(
                "lat",
                _("Die Nadel steckt weit außerhalb von %(place)s. Bitte setzen Sie sie neu.")
                % {"place": self.municipality.name},
            )
        return cleaned

    @property
    def plan(self) -> ProposalPlan:
        """Return it as it is proposed."""
        return ProposalPlan(**self.cleaned_data)


class VerdictForm(forms.Form):
    """The town hall's word on a proposal."""

    use_required_attribute = False  # which fields are needed hangs on the first answer

    is_feasible = forms.ChoiceField(
        label=_("Kann das umgesetzt werden?"), choices=[(_YES, _("Ja")), (_NO, _("Nein"))], widget=forms.RadioSelect
    )
    cost = EuroField(label=_("Kosten einmalig"), required=False, help_text=_("Diese Zahl steht auf dem Stimmzettel."))
    running_cost = EuroField(label=_("Folgekosten im Jahr"), required=False)
    reason = forms.CharField(
        label=_("Begründung"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Alle lesen sie, und wer den Vorschlag gemacht hat, bekommt sie geschickt."),
    )  # fmt: skip
    office = forms.CharField(
        label=_("Zuständig"), max_length=150, required=False, help_text=_("Ein Amt, kein Name einer Person.")
    )

    def __init__(self, *args: Any, proposal: BudgetProposal, **kwargs: Any) -> None:
        self.proposal = proposal
        kwargs["initial"] = _initial_verdict(proposal)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask for the cost of what can be done, and for the reason of what cannot."""
        cleaned = super().clean() or self.cleaned_data
        pot, cost = self.proposal.pot, cleaned.get("cost")
        if cleaned.get("is_feasible") == _YES and "cost" in cleaned:
            if not cost:
                self.add_error("cost", _("Was umgesetzt werden kann, braucht geschätzte Kosten."))
            elif cost > pot.amount:
                words = _("Das kostet mehr, als in „%(pot)s“ ist (%(amount)s).")
                self.add_error("cost", words % {"pot": pot.title, "amount": format_euro(pot.amount)})
        if cleaned.get("is_feasible") == _NO and not cleaned.get("reason"):
            self.add_error("reason", _("Bitte sagen Sie, warum das nicht geht."))
        return cleaned

    @property
    def verdict(self) -> Verdict:
        """Return what was said."""
        said = self.cleaned_data
        return Verdict(
            is_feasible=said["is_feasible"] == _YES,
            reason=said["reason"],
            cost=said["cost"],
            running_cost=said["running_cost"] or Decimal(0),
            office=said["office"],
        )


def _initial(budget: Budget, user: Actor, proposal: BudgetProposal | None) -> dict[str, Any]:
    if proposal is not None:
        return {
            "title": proposal.title, "text": proposal.text, "pot": proposal.pot.public_id, "lat": proposal.lat,
            "lon": proposal.lon, "wished_cost": proposal.wished_cost, "place": proposal.place.public_id,
        }  # fmt: skip
    project = budget.activity.project
    home = user.home if isinstance(user, User) else None
    lives_here = home is not None and project.municipality_id in {home.pk, home.parent_id}
    place = home if lives_here and project.place_id == project.municipality_id else project.place
    return {"place": place.public_id if place else None}


def _initial_verdict(proposal: BudgetProposal) -> dict[str, Any]:
    if not proposal.is_valued:
        return {"cost": proposal.wished_cost}
    said = proposal.valuation
    return {
        "is_feasible": _YES if said.is_feasible else _NO, "cost": said.cost, "running_cost": said.running_cost or None,
        "reason": said.reason, "office": said.office,
    }  # fmt: skip
