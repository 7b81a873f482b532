"""A ballot as a form: crosses, points, an order, or a basket, pot by pot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dorflinde.participation.actions import check_ballot
from dorflinde.participation.models import Ballot, Budget, BudgetProposal, Pot

Choices = Sequence[tuple[Pot, Sequence[BudgetProposal]]]
UP, DOWN, IN, OUT = "hoch", "runter", "rein", "raus"


@dataclass(frozen=True)
class PotRows:
    """A pot on the ballot: what can be chosen, and for a ranking what has a place already."""

    pot: Pot
    fields: list[tuple[BudgetProposal, BoundField]]
    ranked: list[BudgetProposal]
    unranked: list[BudgetProposal]
    limit: int | None = None  # crosses, points or cents that can be spent in it
    has_prices: bool = False


class BallotForm(forms.Form):
    """What somebody wants; the same rules on the screen and on paper."""

    def __init__(
        self, data: Any = None, *, budget: Budget, choices: Choices, ballot: Ballot | None = None, **kwargs: Any
    ) -> None:
        self.budget, self.choices = budget, choices
        self.proposals = {str(proposal.number): proposal for _pot, proposals in choices for proposal in proposals}
        given = {line.proposal_id: line.weight for line in ballot.lines.all()} if ballot else {}
        super().__init__(data, **kwargs)
        if budget.ballot_kind == Budget.BallotKind.RANKING:
            self._ask_for_order(given)
        else:
            self._ask_for_each(given)

    def _ask_for_order(self, given: dict[int, int]) -> None:
        order = sorted((p for p in self.proposals.values() if p.pk in given), key=lambda p: given[p.pk])
        self.fields["rang"] = forms.MultipleChoiceField(
            label=_("Reihenfolge"), required=False, widget=forms.MultipleHiddenInput,
            choices=[(number, number) for number in self.proposals], initial=[str(p.number) for p in order],
        )  # fmt: skip

    def _ask_for_each(self, given: dict[int, int]) -> None:
        for number, proposal in self.proposals.items():
            before = given.get(proposal.pk)
            price = {"data-price": (proposal.valuation.cents or 0) if self.is_basket else 1}
            if self.budget.ballot_kind == Budget.BallotKind.POINTS:
                self.fields[f"v{number}"] = forms.IntegerField(
                    label=proposal.title, required=False, min_value=0, max_value=self.budget.points, initial=before,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric", **price}),
                )  # fmt: skip
            else:
                self.fields[f"v{number}"] = forms.BooleanField(
                    label=proposal.title,
                    required=False,
                    initial=bool(before),
                    widget=forms.CheckboxInput(attrs=price),
                )

    @property
    def order(self) -> list[str]:
        """Return the numbers of what has a place, the first place first; each once."""
        sent = self.data.getlist(self.add_prefix("rang")) if self.is_bound else self.fields["rang"].initial  # type: ignore[attr-defined]  # a QueryDict
        return list(dict.fromkeys(number for number in sent if number in self.proposals))

    @property
    def pots(self) -> Iterator[PotRows]:
        """Return what stands on the ballot, pot by pot."""
        order = self.order if self.is_ranking else []
        for pot, proposals in self.choices:
            ranked = [self.proposals[number] for number in order if self.proposals[number].pot_id == pot.pk]
            yield PotRows(
                pot=pot,
                fields=[] if self.is_ranking else [(one, self[f"v{one.number}"]) for one in proposals],
                ranked=ranked,
                unranked=[one for one in proposals if one not in ranked] if self.is_ranking else [],
                limit=self._limit(pot),
                has_prices=self.is_basket,
            )

    def _limit(self, pot: Pot) -> int | None:
        kinds = Budget.BallotKind
        return {kinds.APPROVAL: self.budget.most, kinds.POINTS: self.budget.points, kinds.BASKET: pot.cents}.get(
            kinds(self.budget.ballot_kind)
        )

    @property
    def has_points(self) -> bool:
        """Tell whether each proposal gets a number."""
        return bool(self.budget.ballot_kind == Budget.BallotKind.POINTS)

    @property
    def is_basket(self) -> bool:
        """Tell whether what is chosen must be payable."""
        return bool(self.budget.ballot_kind == Budget.BallotKind.BASKET)

    @property
    def is_ranking(self) -> bool:
        """Tell whether proposals are put in an order."""
        return bool(self.budget.ballot_kind == Budget.BallotKind.RANKING)

    def step(self, wish: str) -> None:
        """Move one proposal („hoch:3“) and show the ballot again; for those who have no JavaScript."""
        way, _colon, number = wish.partition(":")
        order = self.order
        if number not in self.proposals:
            return
        if way == IN and number not in order:
            order.append(number)
        elif way == OUT and number in order:
            order.remove(number)
        elif way in {UP, DOWN} and number in order:
            _swap(order, number, self._same_pot(order, number), up=way == UP)
        sent: QueryDict = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        sent.setlist(self.add_prefix("rang"), order)
        self.data = sent

    def _same_pot(self, order: list[str], number: str) -> list[str]:
        pot = self.proposals[number].pot_id
        return [other for other in order if self.proposals[other].pot_id == pot]

    def clean(self) -> dict[str, Any]:
        """Say everything that would keep the ballot from counting as it is."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                check_ballot(self.budget, [pot for pot, _proposals in self.choices], self.lines)
            except ValidationError as problem:
                self.add_error(None, problem)
        return cleaned

    @property
    def lines(self) -> dict[BudgetProposal, int]:
        """Return what stands on the ballot."""
        if not self.is_ranking:
            values = {number: int(self.cleaned_data.get(f"v{number}") or 0) for number in self.proposals}
            return {self.proposals[number]: value for number, value in values.items() if value}
        places: dict[int, int] = {}
        lines = {}
        for number in self.order:
            proposal = self.proposals[number]
            places[proposal.pot_id] = place = places.get(proposal.pot_id, 0) + 1
            lines[proposal] = place
        return lines


def _swap(order: list[str], number: str, row: list[str], *, up: bool) -> None:
    at = row.index(number) + (-1 if up else 1)
    if 0 <= at < len(row):
        here, there = order.index(number), order.index(row[at])
        order[here], order[there] = order[there], order[here]
