"""The filters of the public roadmap: they stand in the address and can be kept and sent on."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dorflinde.strategy.models import FieldOfAction, Horizon, Measure, Windows

from .fields import optional


class RoadmapForm(forms.Form):
    """Which part of the roadmap to show; a value nobody knows is passed over."""

    feld = forms.ChoiceField(label=_("Handlungsfeld"), required=False)
    jahr = forms.ChoiceField(label=_("Jahr"), required=False)
    horizont = forms.ChoiceField(label=_("Beginn"), required=False)

    def __init__(
        self, address: Mapping[str, Any], *, fields: Iterable[FieldOfAction], years: Iterable[int], windows: Windows
    ) -> None:
        super().__init__(address)
        self.windows = windows
        horizons = [(horizon.value, windows.label(horizon)) for horizon in Horizon]
        self._choose("feld", [(field.slug, field.title) for field in fields], _("alle Handlungsfelder"))
        self._choose("jahr", [(str(year), str(year)) for year in years], _("alle Jahre"))
        self._choose("horizont", horizons, _("egal wann"))
        self.is_valid()

    def _choose(self, name: str, choices: list[tuple[str, str]], everything: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = optional(choices, everything)

    @property
    def year(self) -> int | None:
        """The one year to show."""
        chosen = self.cleaned_data.get("jahr")
        return int(chosen) if chosen else None

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything is filtered at all."""
        return any(self.cleaned_data.values())

    def fits(self, measure: Measure) -> bool:
        """Tell whether a measure belongs to the chosen field and begins in the chosen window; the year asks the chart."""
        field, horizon = self.cleaned_data.get("feld"), self.cleaned_data.get("horizont")
        in_field = not field or (measure.field is not None and measure.field.slug == field)
        return in_field and (not horizon or self.windows.horizon(measure.start) == horizon)
