"""Form fields for dates, money and shares as people write them."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy as _

from dorflinde.core.dates import NotADateError, PlanDate, Precision, parse_plan_date
from dorflinde.core.money import (
    NotAnAmountError,
    format_euro,
    format_number,
    format_percent,
    parse_euro,
    parse_percent,
    parse_person_months,
)

_LONGEST = 60


class PlanDateInput(forms.TextInput):
    """A planned date as one says it, with suggestions for the coming years."""

    template_name = "strategy/forms/plan_date.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the suggestions."""
        context = super().get_context(name, value, attrs)
        year, language = timezone.localdate().year, get_language() or "de"
        quarters = [
            PlanDate.stored(date(there, month, 1), Precision.QUARTER)
            for there in (year, year + 1)
            for month in (1, 4, 7, 10)
        ]
        years = [PlanDate.stored(date(there, 1, 1), Precision.YEAR) for there in range(year, year + 6)]
        spoken = [PlanDate.stored(None, precision) for precision in (Precision.NOW, Precision.OPEN)]
        context["suggestions"] = [planned.in_words(language) for planned in (*spoken, *quarters, *years) if planned]
        context["widget"]["attrs"] |= {
            "list": f"{context['widget']['attrs'].get('id', name)}_list",
            "autocomplete": "off",
        }
        return context


class PlanDateField(forms.CharField):
    """Reads „3. Quartal 2027“, „Herbst 2027“, „01.09.2027“, „laufend“ and keeps how exact it is."""

    widget = PlanDateInput

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        super().__init__(required=required, **options)
        self.widget.attrs["maxlength"] = _LONGEST  # no validator for it: those would see the date, not the text

    def to_python(self, value: Any) -> Any:
        """Return the planned date, or nothing."""
        try:
            return parse_plan_date(_short_enough(super().to_python(value)))
        except NotADateError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """Write a stored date as one would type it."""
        if isinstance(value, PlanDate):
            return (
                f"{value.first:%d.%m.%Y}"
                if value.precision is Precision.DAY
                else value.in_words(get_language() or "de")
            )
        return value


class MonthField(forms.CharField):
    """Reads one month, „März 2027“, „03/2027“ or „2027-03“, and keeps its first day."""

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        super().__init__(required=required, **options)
        self.widget.attrs |= {"maxlength": _LONGEST, "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        """Return the first day of the month, or nothing."""
        text = _short_enough(super().to_python(value)).strip()
        if found := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
            text = f"{found[2]}/{found[1]}"
        try:
            planned = parse_plan_date(text)
        except NotADateError as error:
            raise forms.ValidationError(str(error)) from error
        if planned is None:
            return None
        if planned.first is None or planned.precision not in {Precision.MONTH, Precision.DAY}:
            raise forms.ValidationError(_("Bitte nennen Sie einen Monat, zum Beispiel März 2027."))
        return planned.first.replace(day=1)

    def prepare_value(self, value: Any) -> Any:
        """Write a stored month as one would type it."""
        return f"{value:%m/%Y}" if isinstance(value, date) else value


class AmountField(forms.CharField):
    """Reads a number as people write it; the kinds below say which."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.widget.attrs |= {"inputmode": "text", "maxlength": _LONGEST}  # „1,5 Mio.“ is allowed

    def to_python(self, value: Any) -> Any:
        """Return the exact number, or nothing; an empty field is unknown, not zero."""
        try:
            return self.read(_short_enough(super().to_python(value)))
        except NotAnAmountError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """Write a stored number as one would type it."""
        return self.write(value).replace("\N{NO-BREAK SPACE}", " ") if isinstance(value, Decimal) else value

    def read(self, text: str) -> Decimal | None:
        """Return the number in the text."""
        raise NotImplementedError

    def write(self, number: Decimal) -> str:
        """Return the number as text."""
        raise NotImplementedError


class MoneyField(AmountField):
    """Euros: „12.500“, „12.500,50 €“, „1,5 Mio. €“."""

    def read(self, text: str) -> Decimal | None:
        """Return euros."""
        return parse_euro(text)

    def write(self, number: Decimal) -> str:
        """Return euros in words."""
        return format_euro(number)


class PercentField(AmountField):
    """A share: „90 %“."""

    def read(self, text: str) -> Decimal | None:
        """Return percentage points."""
        return parse_percent(text)

    def write(self, number: Decimal) -> str:
        """Return the share with its sign."""
        return format_percent(number)


class StaffField(AmountField):
    """Person-months: „14“, „2,5“, „1 Personenjahr“."""

    def read(self, text: str) -> Decimal | None:
        """Return person-months."""
        return parse_person_months(text)

    def write(self, number: Decimal) -> str:
        """Return the number."""
        return format_number(number)


def _short_enough(value: str | None) -> str:
    if value and len(value) > _LONGEST:
        raise forms.ValidationError(
            _("Das ist zu lang. Bitte höchstens %(number)s Zeichen."), params={"number": _LONGEST}
        )
    return value or ""


def optional(choices: Iterable[tuple[Any, Any]], empty: Any = _("noch offen")) -> list[tuple[Any, Any]]:
    """Return choices with an empty one before them."""
    return [("", empty), *choices]
