"""The filters of table and board: they stand in the address and can be kept and sent on."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from dorflinde.places.public import Place
from dorflinde.strategy.models import FieldOfAction, Horizon, MeasureQuerySet, Priority, Status, Windows
from dorflinde.strategy.queries import GAPS, gap_labels

from .fields import optional

LATE = "verspaetet"
ORDERS = ("nummer", "beginn", "geaendert")
COLUMNS = [
    ("stand", _("Stand")), ("prio", _("Priorität")), ("zeit", _("Zeitraum")), ("lead", _("Federführung")),
    ("kosten", _("Kosten einmalig")), ("jahr", _("Kosten im Jahr")), ("personal", _("Personenmonate")),
    ("bewertung", _("Aufwand und Nutzen")), ("digital", _("digital oder analog")),
]  # fmt: skip
USUAL_COLUMNS = ["stand", "prio", "zeit"]


class FilterForm(forms.Form):
    """Which measures to show; a value nobody knows is passed over."""

    suche = forms.CharField(
        label=_("Suche"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    feld = forms.ChoiceField(label=_("Handlungsfeld"), required=False)
    stand = forms.ChoiceField(label=_("Stand"), required=False)
    prio = forms.ChoiceField(label=_("Priorität"), required=False, choices=optional(Priority.choices, _("alle")))
    horizont = forms.ChoiceField(label=_("Zeitfenster"), required=False)
    fehlt = forms.ChoiceField(label=_("Was fehlt"), required=False)
    ordnung = forms.ChoiceField(required=False, choices=[(order, order) for order in ORDERS], widget=forms.HiddenInput)

    spalten = forms.MultipleChoiceField(
        label=_("Spalten"), required=False, choices=COLUMNS, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, address: Mapping[str, Any], *, place: Place, windows: Windows) -> None:
        super().__init__(address)
        self.windows = windows
        fields = FieldOfAction.objects.of(place).in_order().values_list("slug", "title")
        self._choose("feld", optional([*fields, ("ohne", _("ohne Handlungsfeld"))], _("alle")))
        self._choose("stand", optional([*Status.choices, (LATE, _("verspätet"))], _("alle")))
        horizons = [(horizon.value, windows.label(horizon)) for horizon in Horizon]
        self._choose("horizont", optional(horizons, _("alle")))
        self._choose("fehlt", optional(gap_labels().items(), _("egal")))
        self.is_valid()

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def chosen(self) -> dict[str, Any]:
        """What is filtered by, without the empty and the unknown."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything is filtered at all."""
        return bool(set(self.chosen) - {"ordnung", "spalten"})

    @property
    def has_rare(self) -> bool:
        """Tell whether one of the filters that are usually folded away is in use."""
        return bool(set(self.chosen) & {"prio", "horizont", "fehlt"})

    @property
    def columns(self) -> list[tuple[str, Any]]:
        """The columns to show between title and button, in their own order."""
        shown = self.chosen.get("spalten") or USUAL_COLUMNS
        return [(name, label) for name, label in COLUMNS if name in shown]

    @property
    def column_query(self) -> str:
        """The chosen columns for the address of a line, so that it keeps its shape when it is changed."""
        return f"?{urlencode({'spalten': self.chosen['spalten']}, doseq=True)}" if "spalten" in self.chosen else ""

    @property
    def orders(self) -> dict[str, dict[str, str | bool]]:
        """The columns that can order the table: their address, and whether they do so now."""
        now = self.chosen.get("ordnung") or ORDERS[0]
        return {
            order: {"url": f"?{urlencode(self.chosen | {'ordnung': order}, doseq=True)}", "is_current": order == now}
            for order in ORDERS
        }

    @property
    def query(self) -> str:
        """The filters as they stand in the address, for links between the views of the same rows."""
        return f"?{urlencode(self.chosen, doseq=True)}" if self.chosen else ""

    def apply(self, measures: MeasureQuerySet) -> MeasureQuerySet:
        """Return the measures that fit, in the chosen order."""
        chosen = self.chosen
        if words := chosen.get("suche"):
            measures = measures.matching(words)
        if field := chosen.get("feld"):
            measures = measures.filter(field__isnull=True) if field == "ohne" else measures.filter(field__slug=field)
        if status := chosen.get("stand"):
            measures = measures.late() if status == LATE else measures.filter(status=status)
        if priority := chosen.get("prio"):
            measures = measures.filter(priority=priority)
        if horizon := chosen.get("horizont"):
            measures = measures.in_horizon(Horizon(horizon), self.windows)
        if gap := chosen.get("fehlt"):
            measures = measures.unfinished().filter(GAPS[gap])
        return self._ordered(measures)

    def _ordered(self, measures: MeasureQuerySet) -> MeasureQuerySet:
        match self.chosen.get("ordnung"):
            case "beginn":
                return measures.by_start()
            case "geaendert":
                return measures.order_by("-changed_at", "-pk")
            case _:
                return measures.by_number()


class ChartForm(FilterForm):
    """The same filters for the chart, and by what its bars are grouped."""

    gruppe = forms.ChoiceField(
        label=_("Gruppieren nach"), required=False,
        choices=[("", _("Handlungsfeld")), ("ort", _("Gemeinde")), ("person", _("Federführung")), ("foerderung", _("Förderung"))],
    )  # fmt: skip

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything is filtered; a group alone leaves nothing out."""
        return bool(set(self.chosen) - {"ordnung", "gruppe"})
