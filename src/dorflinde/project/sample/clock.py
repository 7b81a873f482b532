"""Keeps the sample alive: its dates are moved along by as many days as have passed since it was made."""

import datetime
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

# What was done stays when it was done; everything else in the demo's database is part of the sample.
_LEFT_ALONE = {"audit", "sessions", "django_tasks_db", "account", "mfa", "auth", "contenttypes"}
_KEPT = {"strategy.paperversion"}  # what stands in a kept paper names its day


def remember(day: datetime.date) -> None:
    """Write down for which day the sample is told."""
    _file().write_text(day.isoformat(), encoding="ascii")


def forget() -> None:
    """Forget the day, because the sample is gone."""
    _file().unlink(missing_ok=True)


def move_to_today(say: Callable[[str], None]) -> None:
    """Move every date of the sample by the days since it was last told."""
    today = timezone.localdate()
    try:
        told_on = datetime.date.fromisoformat(_file().read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        told_on = today
    days = (today - told_on).days
    if days > 0:
        say(f"Moving the sample region by {days} days …")
        move(datetime.timedelta(days=days))
    remember(today)


@transaction.atomic
def move(by: datetime.timedelta) -> None:
    """Add a span to every date column of the sample's tables."""
    for model in apps.get_models():
        if (
            model._meta.app_label in _LEFT_ALONE
            or model._meta.label_lower in _KEPT
            or not model._meta.managed
            or model._meta.proxy
        ):
            continue
        columns = [
            field.name
            for field in model._meta.local_concrete_fields
            if isinstance(field, models.DateField)  # date-times are dates too
        ]
        for column in columns:
            rows = model._default_manager.exclude(**{f"{column}__isnull": True})
            rows.update(**{column: F(column) + by})


def _file() -> Path:
    return Path(settings.HOME) / "sample-day"
