"""Background work of the news: what is scheduled appears when its hour has come."""

import datetime

from django.utils import timezone
from django_tasks import task

from . import actions

_A_MOMENT = datetime.timedelta(seconds=1)  # the library publishes what was due before now


@task()
def publish_due() -> None:
    """Publish what was scheduled and take off what has run out."""
    actions.publish_due()


def publish_at(moment: datetime.datetime | None) -> None:
    """Look for what is due at a given time; without a queue that can wait, `publish_due` is called from outside."""
    if moment is not None and moment > timezone.now() and publish_due.get_backend().supports_defer:
        publish_due.using(run_after=moment + _A_MOMENT).enqueue()
