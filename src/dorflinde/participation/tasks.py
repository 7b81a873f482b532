"""Background work of participation: counting a citizens' budget, and what is due by the calendar."""

from django_tasks import task

from . import actions
from .models import Tally


@task()
def count_budget(key: int) -> None:
    """Count a budget somebody asked for; one that is counted already stays as it is."""
    way = "budget__activity__project"
    tally = (
        Tally.objects.select_related(f"{way}__place__parent__parent", f"{way}__municipality", "asked_by")
        .filter(pk=key, ended_at__isnull=True)
        .first()
    )
    if tally is not None:
        actions.count_ballots(tally)


def look_after_budgets() -> int:
    """Remind of counts that are due and take the names off old ballots; called every hour. Returns how many lost theirs."""
    actions.ask_to_count()
    return actions.forget_voters()


def look_after_projects() -> int:
    """Announce what is due and forget sheets and passes that have had their time; called every hour, and as late as it likes."""
    actions.announce_what_is_due()
    return actions.forget_sheets() + actions.forget_guests() + actions.forget_voices()


def look_after_halls() -> int:
    """Remind of meetings and forget who came and who asked when their time is over; called every hour."""
    actions.remind_of_gatherings()
    return actions.forget_halls() + actions.forget_signups()
