"""Values of indicators from a CSV file: checked whole, every bad row named, the same file twice changes nothing."""

import csv
import io

from django.utils.translation import gettext as _

from dorflinde.core.cells import as_written
from dorflinde.core.dates import NotADateError, parse_plan_date
from dorflinde.core.money import NotAnAmountError, parse_quantity
from dorflinde.places.public import Place
from dorflinde.strategy.actions.series import Figure
from dorflinde.strategy.models import Indicator

MOST_ROWS = 5000


def read_figures(place: Place, content: bytes) -> tuple[list[tuple[Indicator, Figure]], list[tuple[int, str]]]:
    """Return the values of a list and (number of the row, reason) for every row that cannot be read."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        return [], [(1, _("Das ist keine CSV-Datei."))]
    known = {
        (one.measure.number.casefold(), one.name.casefold()): one
        for one in Indicator.objects.filter(measure__in=place.measures.all()).select_related("measure__municipality__parent")
    }  # fmt: skip
    figures, rejected = [], []
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text else ","))
    except csv.Error as error:
        return [], [(1, str(error))]
    for line, row in enumerate(rows[1 : MOST_ROWS + 1], start=2):
        if not any(as_written(cell) for cell in row):
            continue
        try:
            figures.append(_read([*(as_written(cell) for cell in row), *[""] * 7][:7], known))
        except (ValueError, NotADateError, NotAnAmountError) as problem:
            rejected.append((line, str(problem)))
    if not figures and not rejected:
        rejected.append((1, _("In der Datei steht keine Zeile mit Werten.")))
    return figures, rejected


def _read(cells: list[str], known: dict[tuple[str, str], Indicator]) -> tuple[Indicator, Figure]:
    measure, name, when_text, value, unit, source, note = cells
    indicator = known.get((measure.casefold(), name.casefold()))
    if indicator is None:
        raise ValueError(_("Die Kennzahl „%(name)s“ der Maßnahme %(number)s gibt es nicht.") % {"name": name, "number": measure})  # fmt: skip
    when = parse_plan_date(when_text)
    if when is None or when.first is None:
        raise ValueError(_("Bitte nennen Sie einen Tag, einen Monat, ein Quartal oder ein Jahr."))
    quantity = parse_quantity(value)
    if quantity is None:
        raise ValueError(_("Das ist keine Zahl."))
    return indicator, Figure(when, quantity.amount, unit[:60], note[:200], source[:200])
