"""A kept value in the words of the page."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext as _

from dorflinde.strategy.forms import LINES, former
from dorflinde.strategy.forms.fields import AmountField, PlanDateField
from dorflinde.ui.clock import full_day


def in_words(name: str, field: forms.Field | None, kept: Any) -> str:
    """Return what a field said; nothing said is an empty text."""
    if kept is None or kept in ("", []):
        return ""
    if name in LINES:
        return "\n".join(_in_a_line(LINES[name].base_fields, line) for line in kept)
    if isinstance(kept, list):
        return "\n".join(one["title"] for one in kept)
    if field is None:
        return str(kept)
    return _said(field, kept)


def _said(field: forms.Field, kept: Any) -> str:
    match field:
        case PlanDateField():
            planned = former(field, kept)
            return planned.in_words(get_language() or "de") if planned else ""
        case AmountField():
            return field.write(Decimal(kept))
        case forms.ModelChoiceField():
            return str(kept["title"])
        case forms.DateField():
            return full_day(former(field, kept))
        case forms.BooleanField():
            return _("ja") if kept else _("nein")
        case forms.ChoiceField():
            return str(dict(field.choices).get(kept) or dict(field.choices).get(str(kept)) or kept)  # type: ignore[arg-type]  # pairs
    return str(kept)


def _in_a_line(fields: Mapping[str, forms.Field], line: dict[str, Any]) -> str:
    """Return a payer or a figure in one line: its name, then what else was said."""
    said = [(name, _said(fields[name], value)) for name, value in line.items() if value not in (None, "")]
    first, *rest = [words if not place else f"{fields[name].label}: {words}" for place, (name, words) in enumerate(said)] or [_("leer")]  # fmt: skip
    return f"{first} ({', '.join(rest)})" if rest else first
