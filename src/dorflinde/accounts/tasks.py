"""Background work of the accounts."""

from django_tasks import task

from . import actions


@task()
def retention() -> int:
    """Forget what is due."""
    return actions.forget_what_is_due()
