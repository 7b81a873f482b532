"""The frozen result of a citizens' budget, made ready to be read: what wins and why, what did not, who has something of it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dorflinde.participation.models import Ballot, Budget, BudgetProposal, Pot, euros

from .budget import pots_of


@dataclass(frozen=True)
class Winner:
    """Something that will be done, and how it came to that."""

    proposal: BudgetProposal
    cost: Decimal
    supporters: int
    most_paid: Decimal
    effective: Decimal | None
    how: str

    @property
    def is_paid_by_shares(self) -> bool:
        """Tell whether the shares of its supporters paid for it."""
        return self.how == "shares"

    @property
    def is_filled_in(self) -> bool:
        """Tell whether it was bought with what was left."""
        return self.how == "filled"


@dataclass(frozen=True)
class Missed:
    """Something that will not be done this time, and why."""

    proposal: BudgetProposal
    cost: Decimal
    supporters: int
    gathered: Decimal
    why: str
    rival: BudgetProposal | None


@dataclass(frozen=True)
class TieBroken:
    """Proposals that were equally good, and what decided."""

    proposals: list[BudgetProposal]
    chosen: BudgetProposal
    by: str


@dataclass(frozen=True)
class VillageRow:
    """How many voters of a village have something of it, in percent, under both rules."""

    name: str
    voters: int
    here: int
    other: int


@dataclass(frozen=True)
class PotResult:
    """What became of a pot."""

    pot: Pot
    voters: int
    share: Decimal
    raised: Decimal
    left: Decimal
    winners: list[Winner]
    missed: list[Missed]
    ties: list[TieBroken]
    other_winners: list[BudgetProposal]
    other_cost: Decimal
    served: int
    served_by_other: int
    better: int
    worse: int
    same: int
    villages: list[VillageRow]

    @property
    def spent(self) -> Decimal:
        """What the winners cost together."""
        return sum((winner.cost for winner in self.winners), Decimal(0))

    @property
    def is_raised(self) -> bool:
        """Tell whether shares grew because money was left in the first round."""
        return self.raised > self.share

    @property
    def has_filled_in(self) -> bool:
        """Tell whether something was bought with what was left."""
        return any(winner.is_filled_in for winner in self.winners)

    @property
    def is_same(self) -> bool:
        """Tell whether the other rule brings the same."""
        return not self.only_here and not self.only_there

    @property
    def only_here(self) -> list[BudgetProposal]:
        """What wins here and would not by the other rule."""
        return [winner.proposal for winner in self.winners if winner.proposal not in self.other_winners]

    @property
    def only_there(self) -> list[BudgetProposal]:
        """What would win by the other rule and does not here."""
        here = [winner.proposal for winner in self.winners]
        return [proposal for proposal in self.other_winners if proposal not in here]


@dataclass(frozen=True)
class PaidLine:
    """A line of one's own ballot after the count."""

    proposal: BudgetProposal
    weight: int
    has_won: bool
    paid: Decimal
    others: int  # how many more wanted it


@dataclass(frozen=True)
class OwnShare:
    """What a voter's share of a pot paid for."""

    result: PotResult
    lines: list[PaidLine]

    @property
    def paid(self) -> Decimal:
        """What it paid altogether."""
        return sum((line.paid for line in self.lines), Decimal(0))

    @property
    def left(self) -> Decimal:
        """What it could not spend."""
        return max(self.result.raised - self.paid, Decimal(0))


def results_of_budget(budget: Budget) -> list[PotResult]:
    """Return what became of each pot, as it was frozen."""
    proposals = {str(one.number): one for one in BudgetProposal.objects.of(budget).complete()}
    for one in proposals.values():
        one.budget = budget
    told = budget.tally.pots
    return [_result(pot, told[str(pot.public_id)], proposals) for pot in pots_of(budget) if str(pot.public_id) in told]


def share_of(results: list[PotResult], ballot: Ballot) -> list[OwnShare]:
    """Return what a ballot's share paid for, pot by pot."""
    lines = list(ballot.lines.all())
    shares = []
    for result in results:
        won = {winner.proposal.pk: winner for winner in result.winners}
        missed = {miss.proposal.pk: miss for miss in result.missed}
        own = [
            PaidLine(
                proposal=(won.get(line.proposal_id) or missed[line.proposal_id]).proposal,
                weight=line.weight,
                has_won=line.proposal_id in won,
                paid=line.paid or Decimal(0),
                others=(won.get(line.proposal_id) or missed[line.proposal_id]).supporters - 1,
            )
            for line in lines
            if line.proposal_id in won or line.proposal_id in missed
        ]
        if own:
            shares.append(OwnShare(result, sorted(own, key=lambda line: (not line.has_won, line.proposal.number))))
    return shares


def _result(pot: Pot, told: dict[str, Any], proposals: dict[str, BudgetProposal]) -> PotResult:
    return PotResult(
        pot=pot,
        voters=told["voters"],
        share=Decimal(told["share"]),
        raised=Decimal(told["raised"]),
        left=euros(told["left_cents"]),
        winners=[
            Winner(
                proposal=proposals[row["number"]],
                cost=euros(row["cents"]),
                supporters=row["supporters"],
                most_paid=Decimal(row["most_paid"]),
                effective=Decimal(row["effective"]) if row["effective"] else None,
                how=row["how"],
            )
            for row in told["winners"]
        ],
        missed=[
            Missed(
                proposal=proposals[row["number"]],
                cost=euros(row["cents"]),
                supporters=row["supporters"],
                gathered=Decimal(row["gathered"]),
                why=row["why"],
                rival=proposals[row["rival"]] if row["rival"] else None,
            )
            for row in told["missed"]
        ],
        ties=[
            TieBroken([proposals[number] for number in row["numbers"]], proposals[row["chosen"]], row["by"])
            for row in told["ties"]
        ],
        other_winners=[proposals[number] for number in told["other"]["winners"]],
        other_cost=euros(told["other"]["cents"]),
        served=told["served"],
        served_by_other=told["served_by_other"],
        **told["comparison"],
        villages=[
            VillageRow(
                row["name"],
                row["voters"],
                round(100 * row["served"] / row["voters"]),
                round(100 * row["served_by_other"] / row["voters"]),
            )
            for row in told["villages"]
        ],
    )
