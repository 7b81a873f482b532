"""Background work of the strategy: calculating proposals, and what is due by the calendar. Each round may run as often as it likes."""

from django_tasks import task

from dorflinde.places.public import municipalities

from . import actions
from .models import Period, Proposal


@task()
def calculate_proposal(key: int) -> None:
    """Calculate a proposal that somebody asked for."""
    proposal = Proposal.objects.select_related("municipality__parent").filter(pk=key, begun_at__isnull=True).first()
    if proposal is not None:
        actions.calculate(proposal)


def round_of_the_day() -> int:
    """Ask leads whose word is due, warn of what ends and of days that come near; rows remember what went out. Returns how many were asked."""
    asked = sum(actions.remind(period) for period in Period.objects.unfrozen().select_related("municipality__parent"))
    return asked + sum(actions.warn(place) + actions.remind_of_deadlines(place) for place in municipalities())


def forget() -> int:
    """Look after the calendar and forget what has had its time; called every hour."""
    round_of_the_day()
    return actions.forget_contacts() + actions.forget_stakeholders()
