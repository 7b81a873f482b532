"""A person's part in citizens' budgets, for themselves."""

from typing import Any

from dorflinde.accounts.public import User
from dorflinde.participation.models import Ballot, BudgetProposal


def budget_rows_of_person(user: User) -> list[dict[str, Any]]:
    """Return what somebody proposed and how they voted, as they may take it along."""
    proposals = BudgetProposal.objects.whole().filter(author=user, is_by_office=False).order_by("created_at")
    ballots = Ballot.objects.filter(voter=user).select_related("budget__activity", "home")
    return [
        *(
            {
                "kind": "budget_proposal", "title": one.title, "text": one.text, "place": one.place.name, "lat": one.lat,
                "lon": one.lon, "at": one.created_at.isoformat(), "url": one.get_absolute_url(),
            }
            for one in proposals
        ),
        *(
            {
                "kind": "budget_ballot", "budget": ballot.budget.activity.title,
                "home": ballot.home.name if ballot.home else None,
                "at": ballot.changed_at.isoformat() if ballot.changed_at else None,
                "lines": [
                    {"proposal": line.proposal.title, "weight": line.weight, "paid": str(line.paid) if line.paid else None}
                    for line in ballot.lines.select_related("proposal").order_by("proposal__number")
                ],
            }
            for ballot in ballots
        ),
    ]  # fmt: skip
