"""Brings a former value back through the same form that would take it from a person."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from dorflinde.core.dates import PlanDate
from dorflinde.strategy.models import CostLine, FundingLine, IndicatorLine

from .fields import AmountField, PlanDateField
from .lines import CostForm, FundingForm, IndicatorForm

LINES: dict[str, type[CostForm] | type[FundingForm] | type[IndicatorForm]] = {
    "costs": CostForm,
    "fundings": FundingForm,
    "indicators": IndicatorForm,
}


class NotToday(ValueError):
    """A former value cannot come back; the message says why."""


def filled_again(make: Callable[[QueryDict | None], forms.BaseForm], name: str, kept: Any) -> forms.BaseForm:
    """Return a form as the thing stands now, with one field as it was; NotToday where the form would refuse that."""
    form = make(None)
    posted = _posted(form)
    _put(posted, name, form.fields[name].prepare_value(former(form.fields[name], kept)))
    bound = make(posted)
    if not bound.is_valid():
        for field, problems in bound.errors.items():
            told = field if field in bound.fields and field != name else ""
            label = bound.fields[told].label if told else ""
            raise NotToday(f"{label}: {problems[0]}" if label else str(problems[0]))
    return bound


def lines_again(name: str, kept: Sequence[dict[str, Any]]) -> tuple[CostLine | FundingLine | IndicatorLine, ...]:
    """Return years, payers or figures as they were; NotToday where a line would be refused."""
    found = []
    for line in kept:
        empty = LINES[name](initial={key: former(LINES[name].base_fields[key], said) for key, said in line.items()})
        form = LINES[name](_posted(empty))
        if not form.is_valid():
            raise NotToday(str(next(iter(form.errors.values()))[0]))
        found.append(form.line())
    return tuple(found)


def former(field: forms.Field, kept: Any) -> Any:
    """Return a kept value as the field of a form knows it; NotToday where what it names is gone."""
    match field:
        case PlanDateField():
            return _date(kept)
        case AmountField():
            return None if kept is None else Decimal(kept)
        case forms.ModelMultipleChoiceField():
            return [_named(field, one) for one in kept]
        case forms.ModelChoiceField():
            return _named(field, kept) if kept else None
        case forms.DateField():
            return date.fromisoformat(kept) if kept else None
    return kept


def _named(field: forms.ModelChoiceField[Any], kept: dict[str, str]) -> Any:
    found = field.queryset.filter(public_id=kept["id"]).first() if field.queryset is not None else None
    if found is None:
        raise NotToday(_("„%(title)s“ gibt es nicht mehr.") % {"title": kept["title"]})
    return found


def _date(kept: dict[str, str] | None) -> PlanDate | None:
    if kept is None:
        return None
    return PlanDate.stored(date.fromisoformat(kept["first"]) if kept["first"] else None, kept["precision"])


def _posted(form: forms.BaseForm) -> QueryDict:
    posted = QueryDict(mutable=True)
    for name in form.fields:
        _put(posted, form.add_prefix(name), form[name].value())
    return posted


def _put(posted: QueryDict, name: str, value: Any) -> None:
    many = list(value) if isinstance(value, list | tuple) else [value]
    posted.setlist(name, ["" if one is None else str(one) for one in many])
