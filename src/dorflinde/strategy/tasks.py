"""Background work of the strategy."""

from django_tasks import task

from dorflinde.strategy.models import Proposal

from . import actions


@task()
def calculate_proposal(key: int) -> None:
    """Calculate a proposal that somebody asked for."""
    proposal = Proposal.objects.select_related("municipality__parent").filter(pk=key, begun_at__isnull=True).first()
    if proposal is not None:
        actions.calculate(proposal)
