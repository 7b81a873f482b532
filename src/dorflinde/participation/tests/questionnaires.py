"""Answers to the survey of conftest.py, and where its pages are."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from dorflinde.participation.models import Activity, Question

Asked = dict[str, Question]


def pick(question: Question, text: str) -> str:
    """The value of an answer in the form."""
    return str(question.choices.get(text=text).pk)


def filled(asked: Asked, **changes: Any) -> dict[str, Any]:
    """Everything answered by somebody who takes the bus."""
    order, lines = asked["order"], asked["lines"]
    return {
        f"f{asked['bus'].pk}": pick(asked["bus"], "ja"),
        f"f{asked['why'].pk}": [pick(asked["why"], "Schule"), pick(asked["why"], "Arzt")],
        f"f{asked['grade'].pk}": pick(asked["grade"], "2"),
        **{f"f{order.pk}_{pick(order, text)}": rank for text, rank in (("Takt", "1"), ("Preis", "3"), ("Wege", "2"))},
        **{f"f{lines.pk}_{pick(lines, row)}": pick(lines, "gut") for row in ("Gehwege", "Radwege")},
        f"f{asked['far'].pk}": "12.5",
        f"f{asked['say'].pk}": "=HYPERLINK(1)",
        f"f{asked['where'].pk}_lat": "48.78",
        f"f{asked['where'].pk}_lon": "13.44",
        **changes,
    }


def address(name: str, survey: Activity, *more: object) -> str:
    """Where a page of the survey is."""
    return reverse(f"participation:{name}", args=["perlesreut", survey.project.slug, survey.slug, *more])


def after_the_end() -> datetime.datetime:
    """Noon on a day on which the survey is over."""
    return timezone.make_aware(
        datetime.datetime.combine(timezone.localdate() + datetime.timedelta(days=12), datetime.time(12))
    )
