"""What happens to somebody's part in citizens' budgets when their account goes."""

from django.db import transaction

from dorflinde.accounts.public import User
from dorflinde.participation.models import (
    Ballot,
    BudgetProposal,
    Lot,
    ProposalRemoval,
    SecondLook,
    Stage,
    Tally,
    Valuation,
)


@transaction.atomic
def forget_person_in_budgets(user: User) -> None:
    """Take a person's name off proposals and sheets; a ballot goes while people vote, and stays nameless once the vote is over.

    While the vote runs, deleting the account takes back the consent (Art. 7 (3), Art. 17 (1) b GDPR), and whoever came
    back with a new account would have two ballots. Once it is over, a ballot that nobody can be told by any more is no
    personal data (recital 26), and the count others rely on must not change.
    """
    for ballot in Ballot.objects.filter(voter=user).select_related(
        "budget__tally", "budget__activity__phase", "budget__activity__closure"
    ):
        if ballot.budget.stage in {Stage.COUNT, Stage.RESULT}:
            ballot.voter, ballot.changed_at = None, None
            ballot.save(update_fields=["voter", "changed_at"])
        else:
            ballot.delete()
    BudgetProposal.objects.filter(author=user).update(author=None)
    Ballot.objects.filter(entered_by=user).update(entered_by=None)
    SecondLook.objects.filter(looked_by=user).update(looked_by=None)
    Valuation.objects.filter(valued_by=user).update(valued_by=None)
    ProposalRemoval.objects.filter(removed_by=user).update(removed_by=None)
    Lot.objects.filter(drawn_by=user).update(drawn_by=None)
    Tally.objects.filter(asked_by=user).update(asked_by=None)
