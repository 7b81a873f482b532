"""Changes what counts how much, and how well each measure does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from dorflinde.accounts.public import Actor
from dorflinde.audit import public as audit
from dorflinde.core.subjects import Ref
from dorflinde.places.public import Place
from dorflinde.strategy.models import Criterion, Measure, Score, StartThreshold


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion as the form names it; without a stored one it is new."""

    title: str
    weight: int
    question: str = ""
    stored: Criterion | None = None


@transaction.atomic
def set_criteria(
    place: Place, lines: Iterable[CriterionLine], *, actor: Actor | None, is_sample: bool = False
) -> list[Criterion]:
    """Bring criteria and weights up to date; those left out go, with their scores."""
    kept = []
    lines = list(lines)
    known = [line.stored.pk for line in lines if line.stored]
    Criterion.objects.filter(municipality=place.municipality).exclude(pk__in=known).delete()
    for order, line in enumerate(lines):
        row = line.stored or Criterion(municipality=place.municipality, is_sample=is_sample)
        row.title, row.weight, row.question, row.order = line.title, line.weight, line.question, order
        row.save()
        kept.append(row)
    audit.record(
        "strategy.criteria.changed", Ref("strategy.criteria", place.municipality.public_id), actor=actor,
        place=place.municipality, details={"weights": {row.title: row.weight for row in kept}},
    )  # fmt: skip
    return kept


@transaction.atomic
def set_scores(measure: Measure, points: Mapping[Criterion, int | None], *, actor: Actor | None) -> None:
    """Say how well a measure does by each criterion; an empty one is not known yet."""
    for criterion, value in points.items():
        if value is None:
            Score.objects.filter(criterion=criterion, measure=measure).delete()
        else:
            Score.objects.update_or_create(criterion=criterion, measure=measure, defaults={"points": value})
    audit.record("strategy.measure.scored", measure.ref, actor=actor, place=measure.municipality)


@transaction.atomic
def set_threshold(place: Place, amount: Decimal, *, actor: Actor | None) -> None:
    """Say up to which amount a measure can begin without further ado."""
    StartThreshold.objects.update_or_create(municipality=place.municipality, defaults={"amount": amount})
    audit.record(
        "strategy.threshold.changed", Ref("strategy.criteria", place.municipality.public_id), actor=actor,
        place=place.municipality, details={"amount": str(amount)},
    )  # fmt: skip
