"""Keeps the values of indicators, one by one or from a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from dorflinde.accounts.public import Actor, User
from dorflinde.audit import public as audit
from dorflinde.core.dates import PlanDate
from dorflinde.core.money import format_number
from dorflinde.core.subjects import Ref
from dorflinde.places.public import raise_edition
from dorflinde.strategy.models import Indicator, IndicatorLine, IndicatorValue

from .history import one_save, remember
from .programs import tell_of_value


@dataclass(frozen=True, slots=True)
class Figure:
    """One value as it was said."""

    when: PlanDate
    value: Decimal
    unit: str = ""
    note: str = ""
    source: str = ""


@transaction.atomic
def record_value(
    indicator: Indicator, figure: Figure, *, actor: Actor | None, is_sample: bool = False
) -> IndicatorValue:
    """Write down a value; the same stretch of time again corrects it. Today's value of the profile follows."""
    stored = _store(indicator, figure, actor=actor, is_sample=is_sample)
    _keep_current(indicator, actor=actor)
    tell_of_value(indicator)
    _note("recorded", indicator, actor)
    return stored


@one_save()
@transaction.atomic
def record_values(rows: Sequence[tuple[Indicator, Figure]], *, actor: Actor | None) -> None:
    """Write down a whole list of values."""
    for indicator, figure in rows:
        _store(indicator, figure, actor=actor, is_sample=False)
    for indicator in {indicator.pk: indicator for indicator, _figure in rows}.values():
        _keep_current(indicator, actor=actor)
        tell_of_value(indicator)
        _note("recorded", indicator, actor)


@transaction.atomic
def remove_value(value: IndicatorValue, *, actor: Actor | None) -> None:
    """Remove a value that was wrong."""
    indicator = value.indicator
    value.delete()
    if indicator.current == _words(value, indicator) and not indicator.values.exists():
        _set_current(indicator, "", actor=actor)  # what only this value said; what somebody wrote by hand stays
    _keep_current(indicator, actor=actor)
    _note("removed", indicator, actor)


@transaction.atomic
def set_direction(indicator: Indicator, direction: str, *, actor: Actor | None) -> None:
    """Say which way is better where baseline and target do not."""
    indicator.direction = direction
    indicator.save(update_fields=["direction"])
    _note("direction", indicator, actor)


def _store(indicator: Indicator, figure: Figure, *, actor: Actor | None, is_sample: bool) -> IndicatorValue:
    if figure.when.first is None:
        raise ValueError("a value stands for a stretch of the calendar")
    stored, _is_new = IndicatorValue.objects.update_or_create(
        indicator=indicator, first=figure.when.first, precision=figure.when.precision.value,
        defaults={
            "value": figure.value, "unit": figure.unit or indicator.unit, "note": figure.note, "source": figure.source,
            "written_by": actor if isinstance(actor, User) else None, "is_sample": is_sample,
        },
    )  # fmt: skip
    return stored


def _keep_current(indicator: Indicator, *, actor: Actor | None) -> None:
    """Let today's value in the profile be the newest of the series; without a series it stays as it was written."""
    stored = IndicatorValue.objects.filter(indicator=indicator)  # asked anew: a page may have read them before
    values = [value for value in stored if value.when is not None]
    if not values:
        return
    newest = max(values, key=lambda value: (value.when.last, value.first) if value.when and value.when.last else (value.first, value.first))  # fmt: skip
    _set_current(indicator, _words(newest, indicator), actor=actor)


def _words(value: IndicatorValue, indicator: Indicator) -> str:
    return " ".join(filter(None, (format_number(value.value), value.unit or indicator.unit)))[:100]


def _set_current(indicator: Indicator, words: str, *, actor: Actor | None) -> None:
    before = _lines(indicator)
    indicator.current = words
    indicator.save()
    measure = indicator.measure
    remember(measure.ref, measure.municipality, {"indicators": (before, _lines(indicator))}, actor=actor)


def _lines(indicator: Indicator) -> list[IndicatorLine]:
    """Return what the profile of the measure says about its figures."""
    return [IndicatorLine.of(row) for row in Indicator.objects.filter(measure=indicator.measure_id)]


def _note(verb: str, indicator: Indicator, actor: Actor | None) -> None:
    place = indicator.measure.municipality
    raise_edition(place)
    audit.record(
        f"strategy.indicator.{verb}", Ref("strategy.indicator", indicator.public_id), actor=actor, place=place,
        details={"indicator": indicator.name},
    )  # fmt: skip
